/** A piece of markup that is safe to send: made by `html` only. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

export type HtmlValue = string | number | Html | null | undefined | false | readonly HtmlValue[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/**
 * Writes markup. Every value is escaped unless it is itself made by `html`; lists are joined, `null`, `undefined` and
 * `false` are nothing. Values may stand between tags and in quoted attributes; a link goes through `safeUrl` first.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, at) => text + rendered(values[at - 1]) + part));
}

/** An address for `href`: our own paths, http, https and mailto; anything else (`javascript:` …) becomes `#`. */
export function safeUrl(url: string): string {
  return /^(\/(?![/\\])|https?:\/\/|mailto:)/i.test(url) ? url : '#';
}

function rendered(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(rendered).join('');
  return escapeHtml(String(value));
}
