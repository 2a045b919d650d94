import type { Locale } from '#kernel';
import type { PortalProfile } from '#portals';
import type { PortalPages } from '../frame/brands.js';
import { html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, errorSummary, facts, field, form, type FieldProblem } from '../frame/parts.js';
import type { UsableLink } from './link-visit.js';
import { PASSWORD_HELP_PATH } from './page-scripts.js';
import { passwordFields, policyBox, showButton, type Typed } from './password-form.js';
import { TEXTS } from './texts.js';

/** `r`: a new password for an account that works; `a`: the first one, and the account becomes active. */
export type PasswordKind = 'r' | 'a';

export interface Filled {
  readonly problems?: readonly FieldProblem[];
  readonly shown?: Typed | undefined;
}

/** The form behind a recovery or activation link. */
export function choosePasswordPage(kind: PasswordKind, { view, portal, locale, formToken }: UsableLink, { problems = [], shown }: Filled = {}): Page {
  const { recover, activate, common } = TEXTS[locale];
  const texts = kind === 'a' ? activate : recover;
  const path = `/${kind}/set`;
  return {
    title: texts.title, failed: problems.length > 0, script: PASSWORD_HELP_PATH,
    body: card(html`${errorSummary(locale, problems)}<h1>${texts.title}</h1><p class="lead">${texts.lead}</p>
${view.username && facts([[common.username, view.username]])}
${policyBox(locale, portal.profile.passwordPolicy)}
${form(path, formToken, html`${view.username && html`<input class="away" type="text" name="username" autocomplete="username" value="${view.username}" readonly tabindex="-1" aria-hidden="true">`}
${passwordFields(locale, problems, shown)}
<p class="actions"><button type="submit">${texts.submit}</button>${showButton(locale, path, shown !== undefined)}</p>`)}
<p class="soft">${recover.notYet}</p>`),
  };
}

/** What happened, and where to go now. */
export function passwordDonePage(kind: PasswordKind, locale: Locale, { signInUrl }: PortalPages, username: string): Page {
  const { recover, activate, common } = TEXTS[locale];
  const texts = kind === 'a' ? activate : recover;
  return {
    title: texts.doneTitle,
    body: card(html`<h1>${texts.doneTitle}</h1><p class="done" role="status">${texts.done}</p>${facts([[common.username, username]])}<p>${texts.doneNext}</p>
${signInUrl && html`<p class="actions"><a class="button" href="${signInUrl}">${common.toSignIn}</a></p>`}`),
  };
}

export interface CodeFormFilled extends Filled {
  readonly login: string;
  readonly code: string;
}

/** For mail programs that break links: account, code and new password on one page. */
export function byCodePage(locale: Locale, formToken: string, chosen: PortalProfile, { login, code, problems = [], shown }: CodeFormFilled): Page {
  const { recover, common } = TEXTS[locale];
  return {
    title: recover.byCodeTitle, failed: problems.length > 0, keep: { portal: chosen.key }, script: PASSWORD_HELP_PATH,
    body: card(html`${errorSummary(locale, problems)}<h1>${recover.byCodeTitle}</h1><p class="lead">${recover.byCodeLead}</p>
${form(`/r/code?portal=${chosen.key}`, formToken, html`<input type="hidden" name="portal" value="${chosen.key}">
${field({ id: 'login', label: recover.login, hint: recover.loginHint, value: login, autocomplete: 'username' }, problems)}
${field({ id: 'code', label: common.code, hint: common.codeHint, value: code, autocomplete: 'one-time-code', code: true, maxLength: 40 }, problems)}
${policyBox(locale, chosen.passwordPolicy)}${passwordFields(locale, problems, shown)}
<p class="actions"><button type="submit">${recover.submit}</button></p>`)}`),
  };
}

/** Which portal it is about, where the address of the page does not say so: for a code from a mail, unless told otherwise. */
export function choosePortalPage(locale: Locale, portals: readonly PortalProfile[], { title, question, path } = { title: TEXTS[locale].recover.byCodeTitle, question: TEXTS[locale].recover.whichPortal, path: '/r/code' }): Page {
  return {
    title,
    body: card(html`<h1>${title}</h1><p class="lead">${question}</p>
<ul class="list">${portals.map(({ key, name, brand }) => html`<li><a href="${path}?portal=${key}">${name[locale]}<small>${brand.organisation}</small></a></li>`)}</ul>`),
  };
}
