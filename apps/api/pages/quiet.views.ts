import type { Locale } from '#kernel';
import { html } from '../frame/html.js';
import type { Page } from '../frame/layout.js';
import { card, errorSummary, facts, field, form, moment, type FieldProblem } from '../frame/parts.js';
import type { UsableLink } from './link-visit.js';
import { TEXTS } from './texts.js';

/** `/n/…`: what the pause stops and what it does not, and the button that begins it; while it runs, until when, and the button that ends it. */
export function quietPage({ locale, view, portal, formToken }: UsableLink, problems: readonly FieldProblem[]): Page {
  const { quiet } = TEXTS[locale];
  const { until = null, typedNumber = '' } = view.quiet ?? {};
  const number = field({ id: 'number', label: `${quiet.number} ${typedNumber}`, hint: quiet.numberHint, numeric: true, maxLength: 12 }, problems);
  const failed = problems.length > 0;
  if (until) {
    return {
      title: quiet.onTitle, failed,
      body: card(html`${errorSummary(locale, problems)}<h1>${quiet.onTitle}</h1><p class="done" role="status">${quiet.on}</p>${facts([[quiet.until, moment(until, locale, portal.profile.calendar.timeZone)]])}
<p>${quiet.onLead}</p><p class="soft">${quiet.keepLink}</p>
${form('/n/end', formToken, html`${number}<p class="actions"><button type="submit">${quiet.end}</button></p>`)}`),
    };
  }
  return {
    title: quiet.title, failed,
    body: card(html`${errorSummary(locale, problems)}<h1>${quiet.title}</h1><p class="lead">${quiet.lead}</p><ul>${quiet.stops.map((one) => html`<li>${one}</li>`)}</ul>
${form('/n/pause', formToken, html`${number}<p class="actions"><button type="submit">${quiet.submit}</button></p>`)}<p class="soft">${quiet.fine}</p>`),
  };
}

export function quietEndedPage(locale: Locale): Page {
  const { quiet } = TEXTS[locale];
  return { title: quiet.endedTitle, body: card(html`<h1>${quiet.endedTitle}</h1><p class="done" role="status">${quiet.ended}</p>`) };
}
