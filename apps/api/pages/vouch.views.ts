import type { Locale } from '#kernel';
import type { VoucherAnswer } from '#recovery';
import { html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, choice, errorSummary, field, form, type FieldProblem } from '../frame/parts.js';
import type { UsableLink } from './link-visit.js';
import { TEXTS } from './texts.js';

/** `/v/…`: the question, and the sign-in for this one answer. What was chosen and typed stays, but for what is secret. */
export function vouchPage({ locale, view, portal, formToken }: UsableLink, problems: readonly FieldProblem[], given: { readonly answer?: string; readonly name?: string } = {}): Page {
  const { vouch } = TEXTS[locale];
  const { forName, signsInAs } = view.voucher ?? { forName: '', signsInAs: 'account' as const };
  const portalName = portal.profile.name[locale];
  return {
    title: vouch.title, failed: problems.length > 0,
    body: card(html`${errorSummary(locale, problems)}<h1>${vouch.title}</h1><p class="lead">${vouch.lead(forName, portalName)}</p><p>${vouch.talkFirst}</p>
${form('/v/answer', formToken, html`${choice({ id: 'answer', question: vouch.question(forName), options: vouch.options, value: given.answer }, problems)}
${field({ id: 'name', label: vouch.name, hint: vouch.nameHint(forName), value: given.name ?? '', maxLength: 200, optional: true }, problems)}
<h2>${vouch.signIn}</h2>
${field({ id: 'password', label: vouch.password, hint: vouch.passwordHint[signsInAs](portalName), type: 'password', autocomplete: 'current-password', maxLength: 400 }, problems)}
${field({ id: 'code', label: vouch.code, hint: vouch.codeHint, autocomplete: 'one-time-code', numeric: true, maxLength: 40 }, problems)}
<p class="actions"><button type="submit">${vouch.submit}</button></p>`)}<p class="soft">${vouch.kept}</p>`),
  };
}

export function vouchedPage(locale: Locale, answer: VoucherAnswer): Page {
  const { vouch } = TEXTS[locale];
  return { title: vouch.doneTitle, body: card(html`<h1>${vouch.doneTitle}</h1><p class="done" role="status">${vouch.done[answer]}</p>`) };
}
