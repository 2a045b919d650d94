import type { Locale } from '#kernel';
import type { VoucherAnswer, VoucherPage } from '#recovery';
import { html, type Html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, choice, errorSummary, field, form, moment, type FieldProblem } from '../frame/parts.js';
import type { UsableLink } from './link-visit.js';
import { SIGN_IN_KEY_PATH } from './page-scripts.js';
import { TEXTS } from './texts.js';

const NOBODY: VoucherPage = { forName: '', signsInAs: 'account', takesKey: false, homes: [] };

/** `/v/…`: the question, and the sign-in for this one answer, one form with every way that there is. What was chosen and typed stays, but for what is secret. */
export function vouchPage(link: UsableLink, problems: readonly FieldProblem[], given: { readonly answer?: string; readonly name?: string } = {}): Page {
  const { locale, view, portal, formToken } = link;
  const { vouch } = TEXTS[locale];
  const voucher = view.voucher ?? NOBODY;
  const { forName, takesKey } = voucher;
  return {
    title: vouch.title, failed: problems.length > 0, ...(takesKey && { script: SIGN_IN_KEY_PATH, asks: true }),
    body: card(html`${errorSummary(locale, problems)}<h1>${vouch.title}</h1><p class="lead">${vouch.lead(forName, portal.profile.name[locale])}</p><p>${vouch.talkFirst}</p>
${form('/v/answer', formToken, html`${choice({ id: 'answer', question: vouch.question(forName), options: vouch.options, value: given.answer }, problems)}
${field({ id: 'name', label: vouch.name, hint: vouch.nameHint(forName), value: given.name ?? '', maxLength: 200, optional: true }, problems)}
${withPassword(link, voucher, problems)}${takesKey ? withKey(link, voucher, problems) : ''}${atHome(locale, voucher)}`)}<p class="soft">${vouch.kept}</p>`),
  };
}

/** Where the password of their place at the desk is typed: beside another way it has a field of its own. */
export function keyPasswordField({ signsInAs }: Pick<VoucherPage, 'signsInAs'>): 'password' | 'desk-password' {
  return signsInAs === 'agent' ? 'password' : 'desk-password';
}

function withPassword({ locale, portal }: UsableLink, { signsInAs, phone }: VoucherPage, problems: readonly FieldProblem[]): Html | '' {
  if (signsInAs === null) return '';
  const { vouch } = TEXTS[locale];
  const code = phone ? { label: vouch.phone.code, hint: vouch.phone.hint } : { label: vouch.code, hint: vouch.codeHint };
  // First the code, then the password: whoever presses Enter sends what stands first.
  if (phone && !phone.codeUntil) return html`<h2>${vouch.signIn}</h2><p>${vouch.phone.lead(phone.number)}</p><p class="actions"><button type="submit" formaction="/v/code">${vouch.phone.send}</button></p>`;
  return html`<h2>${vouch.signIn}</h2>
${phone?.codeUntil && html`<p role="status">${vouch.phone.sent(phone.number)} ${moment(phone.codeUntil, locale, portal.profile.calendar.timeZone)}</p>`}
${field({ id: 'password', label: vouch.password, hint: vouch.passwordHint[signsInAs](portal.profile.name[locale]), type: 'password', autocomplete: 'current-password', maxLength: 400 }, problems)}
${field({ id: 'code', ...code, autocomplete: 'one-time-code', numeric: true, maxLength: 40 }, problems)}
<p class="actions"><button type="submit">${vouch.submit}</button>${phone && html`<button class="plain" type="submit" formaction="/v/code">${vouch.phone.again}</button>`}</p>`;
}

/** The button is there once the script has seen that this browser knows keys; without script the page says so. */
function withKey({ locale }: UsableLink, voucher: VoucherPage, problems: readonly FieldProblem[]): Html {
  const { key } = TEXTS[locale].vouch;
  const where = keyPasswordField(voucher);
  return html`<div data-key="/v/key" data-asks="${key.asks}" data-failed="${key.failed}" data-away="${key.away}"><h2>${key.title}</h2><p>${key.lead}</p>
${where === 'desk-password' && field({ id: where, label: key.password, type: 'password', autocomplete: 'off', maxLength: 400, optional: true }, problems)}
<input type="hidden" name="key" value=""><p role="status" data-says>${key.needsScript}</p>
<p class="actions"><button type="button" data-ask hidden>${key.submit}</button></p></div>`;
}

function atHome(locale: Locale, { homes, signsInAs, takesKey }: VoucherPage): Html | '' {
  if (homes.length === 0) return '';
  const words = TEXTS[locale].vouch.atHome;
  return html`<h2>${signsInAs === null && !takesKey ? words.only : words.title}</h2><p>${words.lead}</p>
<p class="actions">${homes.map(({ key, name }) => html`<button type="submit" formaction="/v/home/${key}">${words.go(name[locale])}</button>`)}</p>`;
}

export function vouchedPage(locale: Locale, answer: VoucherAnswer): Page {
  const { vouch } = TEXTS[locale];
  return { title: vouch.doneTitle, body: card(html`<h1>${vouch.doneTitle}</h1><p class="done" role="status">${vouch.done[answer]}</p>`) };
}
