/** What somebody typed into the search field. */
export interface Search {
  /** A ticket's number as it is written (`SCH-1042`); undefined: it cannot be one. */
  readonly number: string | undefined;
  /** Letters and digits only. Every word has to be there; the beginning of one is enough, unless it is a single letter. */
  readonly words: readonly string[];
}

const MOST_WORDS = 12;

/** Undefined: nothing that one could look for. Signs separate words, as they do where messages are indexed. */
export function readSearch(typed: string): Search | undefined {
  const text = typed.normalize('NFC').trim();
  const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, MOST_WORDS) ?? [];
  if (words.length === 0) return undefined;
  return {
    number: /^[\p{L}]{1,10}-\d{1,12}$/u.test(text) ? text.toUpperCase() : undefined,
    words,
  };
}
