import Handlebars from 'handlebars';
import type { Locale } from '#kernel';
import { messageOf } from './message-shape.js';

export type Words = Readonly<Record<string, string>>;

/** Everything a template may name. `words` are the strings of its language. */
export interface FillFacts {
  readonly locale: Locale;
  readonly words: Words;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The only helpers there are; all else does not compile. */
const KNOWN_HELPERS = { t: true, if: true, unless: true, each: true } as const;

const compiled = new Map<string, HandlebarsTemplateDelegate>();
const messages = new Map<string, ReturnType<typeof messageOf>>();

/**
 * Fills a compiled mail. Everything that comes from outside is escaped, since there are no triple braces; a name that
 * the facts do not have is a bug.
 *
 * @throws Error naming a missing value, an unknown string or an unknown helper
 */
export function fillHtml(template: string, facts: FillFacts): string {
  return fill(template, facts, false);
}

/** The same for plain text, where nothing needs escaping. */
export function fillText(template: string, facts: FillFacts): string {
  return fill(template, facts, true);
}

/** One string of the template, with its ICU arguments (plural, select) filled in. */
export function say(key: string, { locale, words, values }: FillFacts): string {
  const text = words[key];
  if (text === undefined) throw new Error(`the mail has no string "${key}" in ${locale}`);
  const cached = `${locale}\0${text}`;
  let message = messages.get(cached);
  if (!message) messages.set(cached, (message = messageOf(text, locale)));
  return String(message.format(values as Record<string, string>));
}

function fill(template: string, facts: FillFacts, noEscape: boolean): string {
  if (template.includes('{{{') || template.includes('{{&')) throw new Error('a mail template must not write anything unescaped');
  const key = `${noEscape ? 'text' : 'html'}\0${template}`;
  let write = compiled.get(key);
  if (!write) compiled.set(key, (write = Handlebars.compile(template, { strict: true, knownHelpersOnly: true, knownHelpers: { ...KNOWN_HELPERS }, noEscape })));
  return write(facts.values, { helpers: { t: (name: string) => say(name, facts) }, allowProtoPropertiesByDefault: false });
}
