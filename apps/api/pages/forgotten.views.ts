import type { Locale } from '#kernel';
import type { PortalPages } from '../frame/brands.js';
import { html, type Html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, errorSummary, field, form, mailTo, type FieldProblem } from '../frame/parts.js';
import type { Puzzle } from './captcha.js';
import { FORGOTTEN_TEXTS } from './forgotten.texts.js';
import { PROOF_PATH } from './page-scripts.js';

export interface ForgottenFilled {
  readonly login?: string;
  readonly problems?: readonly FieldProblem[];
  /** Only where the portal wants one. */
  readonly puzzle?: Puzzle | undefined;
}

/** `/r/forgotten`: who is it? One field, and a mail as the other way. */
export function forgottenPage(locale: Locale, { profile, brand }: PortalPages, formToken: string, { login = '', problems = [], puzzle }: ForgottenFilled): Page {
  const texts = FORGOTTEN_TEXTS[locale];
  return {
    title: texts.title, brand: brand(locale), failed: problems.length > 0, keep: { portal: profile.key }, ...(puzzle && { script: PROOF_PATH }),
    body: html`${card(html`${errorSummary(locale, problems)}<h1>${texts.title}</h1><p class="lead">${texts.lead}</p>
${form(`/r/forgotten?portal=${profile.key}`, formToken, html`<input type="hidden" name="portal" value="${profile.key}">
${field({ id: 'login', label: texts.login, hint: texts.loginHint, value: login, autocomplete: 'username', maxLength: 320 }, problems)}
${puzzle && proof(locale, puzzle)}<p class="actions"><button type="submit">${texts.submit}</button></p>`)}`)}
${byMail(locale, profile.mailboxes[0]!.address)}`,
  };
}

/** The same whatever happened. */
export function linkAskedPage(locale: Locale, { profile, brand }: PortalPages): Page {
  const texts = FORGOTTEN_TEXTS[locale];
  return {
    title: texts.sentTitle, brand: brand(locale), keep: { portal: profile.key },
    body: html`${card(html`<h1>${texts.sentTitle}</h1><p class="done" role="status">${texts.sent}</p><ul>${texts.sentHints.map((hint) => html`<li>${hint}</li>`)}</ul>`)}
${byMail(locale, profile.mailboxes[0]!.address)}`,
  };
}

function proof(locale: Locale, puzzle: Puzzle): Html {
  const { proof: lines } = FORGOTTEN_TEXTS[locale];
  return html`<div class="hint" data-puzzle="${JSON.stringify(puzzle)}"><input type="hidden" name="altcha" value="">
<div role="status">${(['busy', 'done', 'failed'] as const).map((state) => html`<p data-state="${state}" hidden>${lines[state]}</p>`)}</div><noscript><p>${lines.none}</p></noscript></div>`;
}

function byMail(locale: Locale, support: string): Html {
  const texts = FORGOTTEN_TEXTS[locale];
  return card(html`<h2>${texts.otherwise}</h2><p>${texts.otherwiseHow} ${mailTo(support)}</p>`);
}
