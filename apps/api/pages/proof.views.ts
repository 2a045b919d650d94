import type { Locale } from '#kernel';
import type { ProofAsked } from '#recovery';
import { html, safeUrl, type Html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, field, form, moment, type FieldProblem } from '../frame/parts.js';
import { TEXTS } from './texts.js';

/** What is typed on the status page. */
export const TYPED_PROOFS = ['call-back', 'sms', 'totp', 'recovery-code'] as const;

const FIELDS = { 'call-back': 'code', sms: 'sms-code', totp: 'totp-code', 'recovery-code': 'saved-code' } as const satisfies Record<(typeof TYPED_PROOFS)[number], string>;

/** Id of the field for it: several may be on one page. */
export function fieldOf(kind: (typeof TYPED_PROOFS)[number]): string {
  return FIELDS[kind];
}

/** One thing that the desk asked for: what it is, until when, and where it goes in. */
export function proofCard(locale: Locale, { kind, expiresAt, provider }: ProofAsked, timeZone: string, formToken: string, problems: readonly FieldProblem[]): Html {
  const { title, lead, hint, until, submit } = TEXTS[locale].proofs;
  const ends = html`<p class="hint">${until} ${moment(expiresAt, locale, timeZone)}</p>`;
  if (kind === 'home-idp') {
    return card(html`<h2>${title[kind]}</h2><p>${lead[kind]}</p>${ends}
${form('/t/home', formToken, html`<p class="actions"><button type="submit">${TEXTS[locale].proofs.toHome(provider?.[locale] ?? '')}</button></p>`)}`);
  }
  return card(html`<h2>${title[kind]}</h2><p>${lead[kind]}</p>${ends}
${form('/t/status', formToken, html`<input type="hidden" name="proof" value="${kind}">${field({
    id: fieldOf(kind), label: title[kind], hint: hint[kind], autocomplete: kind === 'recovery-code' ? 'off' : 'one-time-code', maxLength: 40, ...(kind === 'recovery-code' ? { code: true } : { numeric: true }),
  }, problems)}
<p class="actions"><button type="submit">${submit}</button></p>`)}`);
}

/** Before somebody leaves our pages: where to, and how they see that it is the right place. */
export function homeDeparturePage(locale: Locale, provider: string, url: URL, back: '/t/status' | '/v/answer' = '/t/status'): Page {
  const { departure } = TEXTS[locale].proofs;
  return {
    title: departure.title(provider),
    body: card(html`<h1>${departure.title(provider)}</h1><p class="lead">${departure.lead}</p><p>${departure.where} <strong>${url.host}</strong></p>
<p class="actions"><a class="button" href="${safeUrl(url.href)}" rel="noreferrer">${departure.go(provider)}</a></p><p><a href="${back}">${departure.back}</a></p>`),
  };
}
