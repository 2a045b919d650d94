import { generateSync } from 'otplib';
import type { Locale } from '#kernel';
import type { PortalProfile } from '#portals';
import { brandOf } from '../frame/brands.js';
import { html, safeUrl, type Html } from '../frame/html.js';
import { HOUSE_BRAND, type Page } from '../frame/layout.js';
import { card, errorSummary, facts, form, moment } from '../frame/parts.js';
import type { MailLine, OpenedMail } from './demo-mail.js';
import type { ShownSms } from './demo-phones.js';
import type { DemoRequester } from './demo-world.js';
import { DEMO_TEXTS } from './demo.texts.js';
import { SCRIPT_PATH } from './playground-script.js';
import { SAMPLES } from './samples.js';

/** Everything that one look at the playground shows. */
export interface Look {
  readonly profiles: readonly PortalProfile[];
  readonly people: readonly DemoRequester[];
  readonly who?: DemoRequester | undefined;
  readonly portal: string;
  readonly lines: readonly MailLine[];
  /** What arrived on their phone, newest first. */
  readonly texts: readonly ShownSms[];
  readonly opened?: OpenedMail | undefined;
  readonly isSent: boolean;
  readonly problem?: string;
  readonly written?: { readonly subject: string; readonly text: string };
  readonly publicUrl: string;
}

const LINK = /https?:\/\/[^\s<>"')]+/g;

export function playgroundPage(locale: Locale, formToken: string, look: Look): Page {
  const texts = DEMO_TEXTS[locale].playground;
  const profile = look.profiles.find(({ key }) => key === look.who?.portal);
  const keep = look.who ? { portal: look.who.portal, address: look.who.address, ...(look.opened && { mail: String(look.opened.uid) }) } : undefined;
  return {
    title: look.who ? `${texts.title}: ${look.who.name}` : texts.title, wide: true, script: SCRIPT_PATH, asks: true, keep,
    brand: profile ? { ...brandOf(profile, locale), office: [] } : HOUSE_BRAND,
    body: html`<h1>${texts.title}</h1><p class="lead">${texts.lead}</p>
${look.isSent && html`<p class="done" role="status">${texts.sent}</p>`}
${look.problem && errorSummary(locale, [{ text: look.problem }])}
<div class="two"><nav aria-label="${texts.people}">${peopleList(locale, look)}</nav>
<div>${look.who && profile ? middle(locale, formToken, look, look.who, profile) : card(html`<p>${texts.choose}</p>`)}</div>
<aside>${otherSide(locale, look, profile)}</aside></div>`,
  };
}

function peopleList(locale: Locale, { profiles, people, who, portal }: Look): Html {
  const ordered = profiles.filter(({ key }) => people.some((one) => one.portal === key)).sort((one, other) => Number(other.key === portal) - Number(one.key === portal));
  // Fifty people are a long list: open is the portal that was asked for, until somebody is chosen.
  return card(html`<h2>${DEMO_TEXTS[locale].playground.people}</h2>${ordered.map(({ key, name }, at) => html`<details${!who && (portal === '' ? at === 0 : key === portal) && html` open`}><summary>${name[locale]}</summary>
<ul class="list">${people.filter((one) => one.portal === key).map((one) => html`<li><a href="${addressOf(one)}"${one.address === who?.address && html` aria-current="page"`}>${one.name}<small>${one.note[locale]}</small><small>${one.address}</small></a></li>`)}</ul></details>`)}`);
}

function middle(locale: Locale, formToken: string, look: Look, who: DemoRequester, profile: PortalProfile): Html {
  const texts = DEMO_TEXTS[locale].playground;
  return html`${look.opened ? openedMail(locale, look.opened, who) : html`<section class="card" id="inbox" data-follow>${inbox(locale, look.lines, who)}${phone(locale, look.texts, who)}</section>`}
${card(html`<h2>${look.opened ? texts.answer : texts.write}</h2><p class="hint">${texts.to}: ${look.opened?.answerTo ?? profile.mailboxes[0]!.address}</p>
${!look.opened && oneClick(locale, formToken, who)}
${form('/playground/write', formToken, html`${sender(who)}${look.opened && html`<input type="hidden" name="answers" value="${look.opened.uid}">`}
<div class="field"><label for="subject">${texts.subject}</label><input id="subject" name="subject" type="text" maxlength="300" value="${look.written?.subject ?? (look.opened ? answerSubject(look.opened.subject) : '')}"></div>
<div class="field"><label for="text">${texts.text}</label><textarea id="text" name="text" maxlength="20000">${look.written?.text ?? ''}</textarea></div>
<p class="actions"><button type="submit">${texts.send}</button></p>`)}`)}`;
}

/** A form of its own: Enter in the subject must not press one of these. */
function oneClick(locale: Locale, formToken: string, who: DemoRequester): Html {
  return html`<p class="hint" id="one-click">${DEMO_TEXTS[locale].playground.oneClick}</p>${form('/playground/write', formToken, html`${sender(who)}
<div class="chips" role="group" aria-labelledby="one-click">${SAMPLES.map(({ key, label }) => html`<button type="submit" formaction="/playground/write?sample=${key}">${label[locale]}</button>`)}</div>`)}`;
}

function sender({ portal, address }: DemoRequester): Html {
  return html`<input type="hidden" name="portal" value="${portal}"><input type="hidden" name="address" value="${address}">`;
}

function inbox(locale: Locale, lines: readonly MailLine[], who: DemoRequester): Html {
  const texts = DEMO_TEXTS[locale].playground;
  return html`<h2>${texts.inbox} · ${who.address}</h2>${lines.length === 0 ? html`<p class="soft">${texts.empty}</p>` : html`<ul class="list">${lines.map((line) => html`<li><a href="${addressOf(who, line.uid)}">${line.seen ? line.subject : html`<strong>${line.subject}</strong> <span class="tag">${texts.unread}</span>`}<small>${line.from}${line.date && html` · ${moment(line.date, locale)}`}</small></a></li>`)}</ul>`}`;
}

/** Beside the inbox, so that it follows along. */
function phone(locale: Locale, messages: readonly ShownSms[], { phone: number }: DemoRequester): Html {
  const texts = DEMO_TEXTS[locale].playground;
  if (number === undefined) return html``;
  return html`<h2>${texts.phone} · ${number}</h2>${messages.length === 0 ? html`<p class="soft">${texts.noSms}</p>` : html`<ul class="list">${messages.map(({ from, text, at }) => html`<li>${text}<small>${from} · ${moment(at, locale)}</small></li>`)}</ul>`}`;
}

function openedMail(locale: Locale, mail: OpenedMail, who: DemoRequester): Html {
  const texts = DEMO_TEXTS[locale].playground;
  return html`<article class="card"><p><a href="${addressOf(who)}">← ${texts.back}</a></p><h2>${mail.subject}</h2>
<p class="soft">${mail.from}${mail.date && html` · ${moment(mail.date, locale)}`}</p><div class="mail">${withLinks(mail.text)}</div></article>`;
}

function otherSide(locale: Locale, { who, portal, publicUrl }: Look, profile: PortalProfile | undefined): Html {
  const texts = DEMO_TEXTS[locale].playground;
  return card(html`<h2>${texts.side}</h2>
<p><a href="${publicUrl}/">${texts.console}</a><br><span class="soft">${texts.consoleHint}</span></p>
${(profile || portal) && html`<p><a href="/portal/${profile?.key ?? portal}">${texts.signIn}</a><br><span class="soft">${texts.signInHint}</span></p>`}
${who?.username && facts([[texts.username, who.username], [texts.portalPassword, who.portalPassword ?? texts.noPortalPassword], ...(who.totpSecret ? [[texts.totpSecret, who.totpSecret] as const, [texts.authenticator, generateSync({ secret: who.totpSecret })] as const] : []), ...(who.savedCodes.length > 0 ? [[texts.savedCodes, html`${who.savedCodes.map((code) => html`<code>${code}</code> `)}`] as const] : []), ...(who.homePassword ? [[texts.homePassword, html`<code>${who.homePassword}</code>`] as const] : []), ...(who.pin ? [[texts.pin, who.pin] as const] : [])])}
${who?.homePassword !== undefined && html`<p class="soft">${texts.homeHint}</p>`}
<p><strong>${texts.status}</strong><br><span class="soft">${texts.statusHint}</span></p>`);
}

function addressOf({ portal, address }: DemoRequester, uid?: number): string {
  return `/playground?${new URLSearchParams({ portal, address, ...(uid !== undefined && { mail: String(uid) }) }).toString()}`;
}

function answerSubject(subject: string): string {
  return /^(re|aw):/i.test(subject) ? subject : `Re: ${subject}`;
}

/** The text of a mail with its links to click on, everything else escaped. */
function withLinks(text: string): Html[] {
  const pieces: Html[] = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    const link = found[0].replace(/[.,;:!?]+$/, '');
    pieces.push(html`${text.slice(from, found.index)}<a href="${safeUrl(link)}" rel="noreferrer">${link}</a>`);
    from = found.index + link.length;
  }
  return [...pieces, html`${text.slice(from)}`];
}
