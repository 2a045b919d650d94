import type { Locale } from '#kernel';
import { html, type Html, type HtmlValue } from './html.js';

/** What is wrong, and in which field (by its id; none: the whole form). */
export interface FieldProblem {
  readonly field?: string;
  readonly text: string;
}

export interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'text' | 'password' | 'email';
  readonly value?: string;
  readonly autocomplete?: string;
  readonly code?: boolean;
  readonly numeric?: boolean;
  readonly maxLength?: number;
  /** May stay empty. */
  readonly optional?: boolean;
  /** Id of something else that says what belongs here. */
  readonly describedBy?: string;
}

const HEADING = { de: 'Bitte prüfen Sie Folgendes', en: 'Please check the following' } as const;

/** The list of what is wrong, at the top, focused by the browser, each line leading to its field. */
export function errorSummary(locale: Locale, problems: readonly FieldProblem[]): Html | '' {
  if (problems.length === 0) return '';
  return html`<div class="errors" role="alert" tabindex="-1" autofocus aria-labelledby="errors-heading">
<h2 id="errors-heading">${HEADING[locale]}</h2>
<ul>${problems.map(({ field, text }) => html`<li>${field ? html`<a href="#${field}">${text}</a>` : text}</li>`)}</ul></div>`;
}

/** One labelled input with its hint and its problems, all announced together. */
export function field(one: Field, problems: readonly FieldProblem[] = []): Html {
  const own = problems.filter((each) => each.field === one.id).map(({ text }, at) => ({ id: `${one.id}-problem${at > 0 ? `-${at + 1}` : ''}`, text }));
  const described = [one.describedBy, one.hint && `${one.id}-hint`, ...own.map(({ id }) => id)].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${one.id}">${one.label}</label>
${one.hint && html`<p class="hint" id="${one.id}-hint">${one.hint}</p>`}
${own.map(({ id, text }) => html`<p class="problem" id="${id}">${text}</p>`)}
<input id="${one.id}" name="${one.id}" type="${one.type ?? 'text'}" value="${one.value ?? ''}" autocomplete="${one.autocomplete ?? 'off'}" maxlength="${one.maxLength ?? 200}" spellcheck="false" autocapitalize="none" autocorrect="off"${one.code && html` class="code"`}${one.numeric && html` inputmode="numeric"`}${described && html` aria-describedby="${described}"`}${own.length > 0 && html` aria-invalid="true"`}${!one.optional && html` required`}>
</div>`;
}

/** One question, one answer out of a few; without script. */
export function choice({ id, question, options, value }: { readonly id: string; readonly question: string; readonly options: readonly (readonly [value: string, label: string])[]; readonly value?: string | undefined }, problems: readonly FieldProblem[] = []): Html {
  const problem = problems.find((each) => each.field === id);
  return html`<fieldset class="choices" id="${id}"${problem && html` aria-describedby="${id}-problem"`}><legend>${question}</legend>
${problem && html`<p class="problem" id="${id}-problem">${problem.text}</p>`}
${options.map(([one, label]) => html`<label><input type="radio" name="${id}" value="${one}"${one === value && html` checked`}>${label}</label>`)}</fieldset>`;
}

/** A form that goes home, with the token that proves that we wrote it. */
export function form(action: string, formToken: string, body: HtmlValue): Html {
  return html`<form method="post" action="${action}" novalidate><input type="hidden" name="form" value="${formToken}">${body}</form>`;
}

export function card(body: HtmlValue): Html {
  return html`<section class="card">${body}</section>`;
}

export function facts(rows: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** To click on; breaks before the domain, if it has to. */
export function mailTo(address: string): Html {
  const at = address.lastIndexOf('@');
  return html`<a href="mailto:${address}">${address.slice(0, at)}<wbr>${address.slice(at)}</a>`;
}

/** A moment as people read it, with the zone in words. */
export function moment(at: Date, locale: Locale, timeZone = 'Europe/Berlin'): Html {
  const words = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
  return html`<time datetime="${at.toISOString()}">${words}</time>`;
}
