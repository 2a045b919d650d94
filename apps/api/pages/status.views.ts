import type { Locale } from '#kernel';
import type { AskedField } from '#portals';
import type { TicketStatus } from '#recovery';
import type { PortalPages } from '../frame/brands.js';
import { html, type Html, type HtmlValue } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, errorSummary, facts, field, form, moment, type FieldProblem } from '../frame/parts.js';
import { proofCard } from './proof.views.js';
import { TEXTS, type Texts } from './texts.js';

export interface Said {
  readonly problems: readonly FieldProblem[];
  readonly said?: string | undefined;
  /** Of a saved code that was used: what took its place, seen this once. */
  readonly newCode?: string | undefined;
}

/** `/t/…`: what was asked, what we promised, how it stands, what to do now; what the desk asked for. */
export function statusPage(locale: Locale, status: TicketStatus, { profile }: PortalPages, formToken: string, { problems, said, newCode }: Said): Page {
  const { status: texts } = TEXTS[locale];
  const { timeZone } = profile.calendar;
  const isOpen = status.state === 'new' || status.state === 'open';
  const isLinkNext = status.linkSent && status.state !== 'solved' && status.state !== 'closed';
  return {
    title: `${texts.title} ${status.ticketNumber}`, failed: problems.length > 0,
    body: html`${card(html`${errorSummary(locale, problems)}${said && html`<p class="done" role="status">${said}</p>`}${newCode !== undefined && html`<h2>${TEXTS[locale].proofs.newCode}</h2><p>${TEXTS[locale].proofs.newCodeLead}</p><p><code class="new-code">${newCode}</code></p>`}<h1>${texts.title}</h1>
${facts([
    [texts.number, status.ticketNumber], [texts.asked, status.subject], [texts.since, moment(status.askedAt, locale, timeZone)], [texts.state, stateOf(texts, status, isLinkNext)],
    ...(status.promisedBy && isOpen && !status.firstAnsweredAt ? [[texts.promise, html`${texts.promisedBy} ${moment(status.promisedBy, locale, timeZone)}`] as const] : []),
  ])}
<h2>${texts.next}</h2><p>${nextStep(locale, status, isLinkNext, (at) => moment(at, locale, timeZone))}</p>
${status.linkExpired && form('/t/new', formToken, html`<p class="actions"><button type="submit">${TEXTS[locale].recover.sendNew}</button></p>`)}`)}
${status.asks.length > 0 && detailsCard(texts, status, formToken, problems)}
${status.letter && card(html`<h2>${texts.letterTitle}</h2><p>${texts.letterLead}</p><p class="hint">${texts.letterUntil} ${moment(status.letter.expiresAt, locale, timeZone)}</p>
${form('/t/letter', formToken, html`${field({ id: 'pin', label: texts.letterPin, hint: texts.letterHint, autocomplete: 'one-time-code', maxLength: 20 }, problems)}
<p class="actions"><button type="submit">${texts.letterSubmit}</button></p>`)}`)}
${status.proofs.map((asked) => proofCard(locale, asked, timeZone, formToken, problems))}
${status.vouching && vouchingCard(TEXTS[locale].vouch.wish, status.vouching, { formToken, problems }, (at) => moment(at, locale, timeZone))}`,
  };
}

/** Who has what they asked for is not told that we wait for them. */
function isNamed({ state, usernameSent }: TicketStatus): boolean {
  return usernameSent && state === 'waiting';
}

function stateOf(texts: Texts['status'], status: TicketStatus, isLinkNext: boolean): string {
  if (isLinkNext) return texts.linkOnItsWay;
  if (status.linkExpired) return texts.linkExpired;
  if (status.waitsUntil) return texts.waits;
  return isNamed(status) ? texts.usernameOnItsWay : texts.states[status.state];
}

/** One thing to do, never two that contradict each other: where the portal has an answer, "nothing to do" is not said beside it. */
function nextStep(locale: Locale, status: TicketStatus, isLinkNext: boolean, at: (moment: Date) => HtmlValue): HtmlValue {
  const { state, proofs, asks, answer } = status;
  const { status: texts } = TEXTS[locale];
  if (proofs.length > 0) return texts.proveNow;
  if (isLinkNext) return texts.linkSent;
  if (status.waitsUntil) return html`${texts.waitsNow} ${at(status.waitsUntil)}. ${texts.waitsWhy}`;
  if (status.linkExpired) return texts.renewNow;
  if (isNamed(status)) return texts.usernameSent;
  if (asks.length > 0) return texts.detailsNow;
  const isAnswered = answer && (state === 'new' || state === 'open' || state === 'solved');
  if (!isAnswered) return status.vouching && 'typedNumber' in status.vouching && (state === 'new' || state === 'open') ? texts.vouchNow : texts.steps[state];
  return state === 'solved' ? `${answer[locale]} ${texts.steps.solved}` : answer[locale];
}

/** Somebody can vouch: said with a number of the page, so that nothing that only presses buttons says it. Who that may be stands in the directory, and here stands neither a name nor whether there is one. */
function vouchingCard(texts: Texts['vouch']['wish'], vouching: NonNullable<TicketStatus['vouching']>, { formToken, problems }: { readonly formToken: string; readonly problems: readonly FieldProblem[] }, at: (moment: Date) => HtmlValue): Html {
  if ('wishedAt' in vouching) return card(html`<h2>${texts.title}</h2><p>${texts.wished} ${at(vouching.wishedAt)}. ${texts.wait}</p>`);
  return card(html`<h2>${texts.title}</h2><p>${texts.lead}</p>
${form('/t/vouch', formToken, html`${field({ id: 'vouchNumber', label: `${texts.number} ${vouching.typedNumber}`, hint: texts.numberHint, numeric: true, maxLength: 12 }, problems)}<p class="actions"><button type="submit">${texts.submit}</button></p>`)}<p class="soft">${texts.hint}</p>`);
}

/** What the desk still needs: one short form, each alternative with its own field. */
function detailsCard(texts: Texts['status'], { asks }: TicketStatus, formToken: string, problems: readonly FieldProblem[]): Html {
  const fieldsOf = (alternatives: readonly AskedField[]): HtmlValue => alternatives.map((id, at) => html`${at > 0 && html`<p class="hint">${texts.or}</p>`}${field({
    id, label: texts.fields[id], type: id === 'newEmail' || id === 'registeredEmail' ? 'email' : 'text', autocomplete: AUTOCOMPLETE[id], maxLength: 200, optional: true,
  }, problems)}`);
  return card(html`<h2>${texts.detailsTitle}</h2><p>${texts.detailsLead}</p>
${form('/t/details', formToken, html`${asks.map((alternatives) => fieldsOf(alternatives))}
<p class="actions"><button type="submit">${texts.detailsSubmit}</button></p>`)}<p class="soft">${texts.detailsHint}</p>`);
}

const AUTOCOMPLETE = {
  username: 'username', registeredEmail: 'email', newEmail: 'email', serialNumber: 'off', customerNumber: 'off', fullName: 'name', phone: 'tel', organisation: 'organization',
} as const satisfies Record<AskedField, string>;
