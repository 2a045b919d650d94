import type { Account } from '#directory';
import type { Locale, Refusal } from '#kernel';
import type { PortalPages } from '../frame/brands.js';
import { html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, errorSummary, facts, field, form, mailTo, moment, type FieldProblem } from '../frame/parts.js';
import { PASSWORD_HELP_PATH } from '../pages/page-scripts.js';
import { passwordFields, policyBox } from '../pages/password-form.js';
import { TEXTS } from '../pages/texts.js';
import { DEMO_TEXTS } from './demo.texts.js';

export function portalRefusal(locale: Locale, { refusal }: Refusal): FieldProblem {
  const { refusals, other } = DEMO_TEXTS[locale].portal;
  return { text: refusals[refusal] ?? other };
}

export function signInPage(locale: Locale, { profile, brand }: PortalPages, formToken: string, problems: readonly FieldProblem[], isOut: boolean): Page {
  const texts = DEMO_TEXTS[locale].portal;
  const support = profile.mailboxes[0]!.address;
  return {
    title: texts.title, brand: brand(locale), failed: problems.length > 0,
    body: html`${isOut && html`<p class="done" role="status">${texts.signedOut}</p>`}${card(html`${errorSummary(locale, problems)}<h1>${texts.title}</h1><p class="hint">${texts.demo}</p>
${form(`/portal/${profile.key}`, formToken, html`${field({ id: 'login', label: texts.login, autocomplete: 'username' }, problems)}
${field({ id: 'password', label: texts.password, type: 'password', autocomplete: 'current-password', maxLength: 1_024 }, problems)}
<p class="actions"><button type="submit">${texts.submit}</button></p>`)}`)}
${card(html`<h2>${texts.forgotten}</h2><p class="actions"><a class="button plain" href="/r/forgotten?portal=${profile.key}">${texts.forgottenLink}</a></p><p>${texts.forgottenHow} ${mailTo(support)}.</p>
<p class="actions"><a class="button plain" href="/playground?portal=${profile.key}">${texts.inPlayground}</a></p>`)}`,
  };
}

/** After the password: the code of the authenticator, or a saved one. */
export function secondStepPage(locale: Locale, { profile, brand }: PortalPages, formToken: string, problems: readonly FieldProblem[]): Page {
  const texts = DEMO_TEXTS[locale].portal;
  return {
    title: texts.secondTitle, brand: brand(locale), failed: problems.length > 0,
    body: card(html`${errorSummary(locale, problems)}<h1>${texts.secondTitle}</h1><p class="lead">${texts.second}</p>
${form(`/portal/${profile.key}/second-step`, formToken, html`${field({ id: 'code', label: texts.secondCode, hint: texts.secondHint, autocomplete: 'one-time-code', maxLength: 40 }, problems)}
<p class="actions"><button type="submit">${texts.submit}</button></p>`)}`),
  };
}

export function signedInPage(locale: Locale, { profile, brand }: PortalPages, formToken: string, account: Account, problems: readonly FieldProblem[]): Page {
  const texts = DEMO_TEXTS[locale].portal;
  return {
    title: texts.signedIn(account.displayName), brand: brand(locale), failed: problems.length > 0,
    body: html`${card(html`${errorSummary(locale, problems)}<h1>${texts.signedIn(account.displayName)}</h1>
${facts([[TEXTS[locale].common.username, account.username], ...(account.lastSignInAt ? [[texts.lastSignIn, moment(account.lastSignInAt, locale, profile.calendar.timeZone)] as const] : []),
    ...(account.hasSecondFactor ? [[texts.secondFactor, texts.secondFactorOn] as const] : [])])}
${form(`/portal/${profile.key}/sign-out`, formToken, html`<button type="submit" class="plain">${texts.signOut}</button>`)}`)}
${account.pinAreas.map(({ area, state }) => card(html`<h2>${area}</h2><p>${texts.areas[state]}</p>${state === 'closed' && form(`/portal/${profile.key}/area`, formToken, html`<input type="hidden" name="area" value="${area}">
${field({ id: 'pin', label: texts.pin, hint: texts.pinHint, autocomplete: 'off', code: true, maxLength: 40 }, problems)}
<p class="actions"><button type="submit">${texts.openArea}</button></p>`)}`))}
${card(html`<h2>${texts.savedTitle}</h2><p>${texts.savedLead}</p><p>${texts.savedLeft(account.savedCodes ?? 0)}</p>
${form(`/portal/${profile.key}/saved-codes`, formToken, html`${field({ id: 'password', label: texts.password, type: 'password', autocomplete: 'current-password', maxLength: 1_024 }, problems)}
<p class="actions"><button type="submit" class="plain">${texts.savedMake}</button></p>`)}`)}`,
  };
}

/** Shown once: after this only hashes of them are left. */
export function savedCodesPage(locale: Locale, { profile, brand }: PortalPages, codes: readonly string[]): Page {
  const texts = DEMO_TEXTS[locale].portal;
  return {
    title: texts.savedMadeTitle, brand: brand(locale),
    body: card(html`<h1>${texts.savedMadeTitle}</h1><p class="lead">${texts.savedMade}</p><ol>${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
<p class="actions"><a class="button" href="/portal/${profile.key}">${texts.savedKept}</a></p>`),
  };
}

/** A saved code was used to come in: the one that takes its place, seen this once. */
export function newCodePage(locale: Locale, { profile, brand }: PortalPages, code: string): Page {
  const texts = DEMO_TEXTS[locale].portal;
  return {
    title: texts.newCodeTitle, brand: brand(locale),
    body: card(html`<h1>${texts.newCodeTitle}</h1><p class="lead">${texts.newCode}</p><p><code class="new-code">${code}</code></p><p class="actions"><a class="button" href="/portal/${profile.key}">${texts.savedKept}</a></p>`),
  };
}

export interface MustChange {
  /** The temporary password that was typed a moment ago, sealed; without it the page asks for it. */
  readonly sealed?: string;
  readonly problems?: readonly FieldProblem[];
}

export function mustChangePage(locale: Locale, { profile, brand }: PortalPages, formToken: string, { sealed, problems = [] }: MustChange): Page {
  const texts = DEMO_TEXTS[locale].portal;
  return {
    title: texts.mustChangeTitle, brand: brand(locale), failed: problems.length > 0, script: PASSWORD_HELP_PATH,
    body: card(html`${errorSummary(locale, problems)}<h1>${texts.mustChangeTitle}</h1><p class="lead">${texts.mustChange}</p>${policyBox(locale, profile.passwordPolicy)}
${form(`/portal/${profile.key}/password`, formToken, html`${sealed
  ? html`<input type="hidden" name="sealed" value="${sealed}">`
  : field({ id: 'current', label: texts.current, type: 'password', autocomplete: 'current-password', maxLength: 1_024 }, problems)}
${passwordFields(locale, problems)}<p class="actions"><button type="submit">${texts.save}</button></p>`)}`),
  };
}
