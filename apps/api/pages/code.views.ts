import { MINUTE_MS, type Locale } from '#kernel';
import { AFTER_REVEAL_MS } from '#recovery';
import type { PortalPages } from '../frame/brands.js';
import { html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, errorSummary, facts, field, form, moment, type FieldProblem } from '../frame/parts.js';
import { CLEAN_PATHS } from '../frame/visit.js';
import type { UsableLink } from './link-visit.js';
import { COPY_PATH } from './page-scripts.js';
import { spelled } from './spelled.js';
import { TEXTS } from './texts.js';

/** `/p/…`: somebody shows that they can read this mailbox, by typing what was mailed to it. */
export function proveMailboxPage({ locale, formToken }: UsableLink, problems: readonly FieldProblem[]): Page {
  const { prove, common } = TEXTS[locale];
  return {
    title: prove.title, failed: problems.length > 0,
    body: card(html`${errorSummary(locale, problems)}<h1>${prove.title}</h1><p class="lead">${prove.lead}</p>
${form('/p/confirm', formToken, html`${field({ id: 'code', label: common.code, hint: common.codeHint, autocomplete: 'one-time-code', code: true, maxLength: 40 }, problems)}
<p class="actions"><button type="submit">${prove.submit}</button></p>`)}<p class="soft">${prove.notYou}</p>`),
  };
}

export function mailboxProvedPage(locale: Locale): Page {
  const { prove } = TEXTS[locale];
  return { title: prove.doneTitle, body: card(html`<h1>${prove.doneTitle}</h1><p class="done" role="status">${prove.done}</p>`) };
}

/** `/s/…`, before: says that it is shown once, asks for the code. */
export function revealPage({ locale, view, formToken }: UsableLink, problems: readonly FieldProblem[]): Page {
  const { reveal, common } = TEXTS[locale];
  return {
    title: reveal.title, failed: problems.length > 0,
    body: card(html`${errorSummary(locale, problems)}<h1>${reveal.title}</h1><p class="lead">${reveal.lead(AFTER_REVEAL_MS / MINUTE_MS)}</p>
${view.username && facts([[common.username, view.username]])}
${form('/s/show', formToken, html`${field({ id: 'code', label: common.code, hint: common.codeHint, autocomplete: 'one-time-code', code: true, maxLength: 40 }, problems)}
<p class="actions"><button type="submit">${reveal.submit}</button></p>`)}`),
  };
}

/** A screen that nobody looks at any more shows no secret (5.7). */
const SHOWN_FOR_MINUTES = 10;

/** `/s/…`, after: the secret, this once, in a field from which it can be copied, and sign by sign for whoever types it. */
export function revealedPage(locale: Locale, { signInUrl, profile }: PortalPages, shown: { readonly secret: string; readonly username: string; readonly endsAt: Date }): Page {
  const { reveal, common } = TEXTS[locale];
  return {
    title: reveal.shownTitle, script: COPY_PATH, leaves: { afterSeconds: SHOWN_FOR_MINUTES * 60, to: CLEAN_PATHS.s },
    body: card(html`<h1>${reveal.shownTitle}</h1>
<div class="field"><label for="secret">${reveal.secret}</label><p class="hint" id="secret-hint">${reveal.secretHint} ${reveal.leaves(SHOWN_FOR_MINUTES)}</p>
<input id="secret" class="secret" type="text" value="${shown.secret}" readonly aria-describedby="secret-hint" autocomplete="off" spellcheck="false">
<p class="actions" data-copy="${reveal.copied}" data-copy-failed="${reveal.copyFailed}"><button type="button" class="plain" hidden>${reveal.copy}</button><span role="status"></span></p></div>
<details class="spelled"><summary>${reveal.spelled}</summary><p class="hint">${reveal.spelledLead}</p><ol>${spelled(shown.secret, locale).map((sign) => html`<li>${sign}</li>`)}</ol></details>
${facts([[common.username, shown.username], [reveal.expires, moment(shown.endsAt, locale, profile.calendar.timeZone)]])}
<h2>${reveal.next}</h2><ol>${reveal.steps.map((step) => html`<li>${step}</li>`)}</ol><p class="soft">${reveal.never}</p>
${signInUrl && html`<p class="actions"><a class="button" href="${signInUrl}" target="_blank" rel="noreferrer">${common.toSignIn}</a></p>`}`),
  };
}

/** `/c/…`: "that wasn't me". The number to type keeps link scanners from locking anybody out. */
export function reportPage({ locale, view, portal, formToken }: UsableLink, problems: readonly FieldProblem[]): Page {
  const { report } = TEXTS[locale];
  return {
    title: report.title, failed: problems.length > 0,
    body: card(html`${errorSummary(locale, problems)}<h1>${report.title}</h1><p class="lead">${report.lead}</p>
${facts([...(view.event ? [[report.what, report.events[view.event] ?? view.event] as const] : []), [report.when, moment(view.createdAt, locale, portal.profile.calendar.timeZone)]])}
${form('/c/report', formToken, html`${field({ id: 'number', label: report.number, hint: report.numberHint, numeric: true, maxLength: 12 }, problems)}
<p class="actions"><button type="submit" class="danger">${report.submit}</button></p>`)}<p class="soft">${report.fine}</p>`),
  };
}

/** A change that waits, or was made: stopped or taken back by the number of the mail. */
export function cancelPage({ locale, view, portal, formToken }: UsableLink, problems: readonly FieldProblem[]): Page {
  const { report, cancel } = TEXTS[locale];
  return {
    title: cancel.title, failed: problems.length > 0,
    body: card(html`${errorSummary(locale, problems)}<h1>${cancel.title}</h1><p class="lead">${cancel.lead}</p>
${facts([...(view.event ? [[report.what, cancel.changes[view.event] ?? view.event] as const] : []), [report.when, moment(view.createdAt, locale, portal.profile.calendar.timeZone)]])}
${form('/c/report', formToken, html`${field({ id: 'number', label: report.number, hint: report.numberHint, numeric: true, maxLength: 12 }, problems)}
<p class="actions"><button type="submit" class="danger">${cancel.submit}</button></p>`)}<p class="soft">${report.fine}</p>`),
  };
}

export function cancelledPage(locale: Locale, outcome: 'stopped' | 'undone' | 'under-way' | 'already' | 'too-late'): Page {
  const { cancel } = TEXTS[locale];
  return { title: cancel.doneTitle, body: card(html`<h1>${cancel.doneTitle}</h1><p class="done" role="status">${cancel.outcomes[outcome]}</p>`) };
}

export function reportedPage(locale: Locale, frozen: boolean): Page {
  const { report } = TEXTS[locale];
  return { title: report.doneTitle, body: card(html`<h1>${report.doneTitle}</h1><p class="done" role="status">${frozen ? report.done : report.doneNoted}</p>`) };
}
