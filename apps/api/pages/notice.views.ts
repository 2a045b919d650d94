import type { Locale } from '#kernel';
import type { GrantPurpose, LinkView } from '#recovery';
import type { PortalPages } from '../frame/brands.js';
import { html } from '../frame/html.js';
import type { Brand, Page } from '../frame/layout.js';
import { card, form } from '../frame/parts.js';
import type { LinkKind } from '../frame/visit.js';
import { TEXTS } from './texts.js';

/** Whose mails hold a code for the page `/r/code`, instead of the link. */
const WITH_CODE_PAGE: readonly LinkKind[] = ['r', 'a'];

/** One answer for every link of a kind that is unknown to us. Says nothing about accounts. */
export function invalidLinkPage(locale: Locale, kind: LinkKind | undefined): Page {
  const hasCode = kind !== undefined && WITH_CODE_PAGE.includes(kind);
  const texts = TEXTS[locale].invalid;
  return {
    title: texts.title,
    body: card(html`<h1>${texts.title}</h1><p class="lead">${texts.lead}</p><ul>${[...texts.hints, ...(hasCode ? [texts.codeHint] : [])].map((hint) => html`<li>${hint}</li>`)}</ul>
${hasCode && html`<p class="actions"><a class="button plain" href="/r/code">${texts.codePage}</a></p>`}<p class="soft">${texts.again}</p>`),
  };
}

/** Links whose use is no reason to be alarmed, or to sign in: what was done with them is said instead. */
const USED: Partial<Record<GrantPurpose, 'shown' | 'proved' | 'reported' | 'paused'>> = {
  reveal: 'shown', 'mailbox-proof': 'proved', 'second-address-proof': 'proved', 'new-address': 'proved', report: 'reported', cancel: 'reported', quiet: 'paused',
};

/** After which of them one signs in. */
const SIGNS_IN: readonly GrantPurpose[] = ['recovery-link', 'activation-link', 'reveal'];

/** For a token that we do know and that is over: why, and the way on (5.9). */
export function deadLinkPage(locale: Locale, view: Extract<LinkView, { found: true }>, { brand, signInUrl }: PortalPages, formToken: string, newLinkPath: string): Page {
  const { dead, recover, common } = TEXTS[locale];
  const { title, text } = (view.state === 'used' && USED[view.purpose] && dead[USED[view.purpose]!]) || dead[view.state === 'usable' ? 'busy' : view.state];
  return {
    title, brand: brand(locale),
    body: card(html`<h1>${title}</h1><p class="lead">${text}</p>
${view.state === 'expired' && !view.canSendNew && html`<p>${dead.reply}</p>`}
${view.canSendNew && html`<p>${recover.expired}</p>${form(newLinkPath, formToken, html`<p class="actions"><button type="submit">${recover.sendNew}</button></p>`)}`}
${view.state === 'used' && SIGNS_IN.includes(view.purpose) && signInUrl && html`<p class="actions"><a class="button plain" href="${signInUrl}">${common.toSignIn}</a></p>`}`),
  };
}

/** After asking for a new link: the same whatever happened. */
export function newLinkPage(locale: Locale): Page {
  const { recover } = TEXTS[locale];
  return { title: recover.sentTitle, body: card(html`<h1>${recover.sentTitle}</h1><p class="done" role="status">${recover.sent}</p>`) };
}

/** For what was thrown on a page: an unknown address, a system that is away, a bug. `kind`: of the link that the address began as. */
export function failurePage(locale: Locale, status: number, kind: LinkKind | undefined): Page {
  if (status === 404) return invalidLinkPage(locale, kind);
  const { common, fault, vouch } = TEXTS[locale];
  return { title: fault.title, failed: true, body: card(html`<h1>${fault.title}</h1><p>${status >= 500 ? common.trouble : fault.reload}</p>${status >= 500 && kind === 'v' && html`<p>${vouch.codeMayBeSpent}</p>`}`) };
}

/** The form was too old or not ours: nothing happened, start again. */
export function staleFormPage(locale: Locale, again: string, brand?: Brand): Page {
  const { common, fault } = TEXTS[locale];
  return { title: fault.stale, failed: true, brand, body: card(html`<h1>${fault.stale}</h1><p>${common.formStale}</p><p class="actions"><a class="button" href="${again}">${fault.reload}</a></p>`) };
}
