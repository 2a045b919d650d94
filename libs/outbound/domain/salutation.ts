import { oneLine, unclickable } from './one-line.js';

const LONGEST = 100;
/** Letters with their marks, joined by spaces, apostrophes and hyphens; a dot only at the end of a word (`Dr. Weiß`). */
const SHAPE = /^(?:\p{L}\p{M}{0,2}|['’ -]|\.(?=[ ]|$))+$/u;

/**
 * The name by which a mail may greet somebody, or null: then the mail greets without a name. A name comes from a form
 * that anyone could fill in, so it must not be able to carry a link, an address or markup (T15).
 */
export function salutationName(name: string | null | undefined): string | null {
  const given = name?.trim().normalize('NFC') ?? '';
  if (given.length === 0 || given.length > LONGEST) return null;
  return SHAPE.test(given) && /\p{L}/u.test(given) && !/\bwww\b/i.test(given) ? given : null;
}

/**
 * How a mail names somebody who is not its reader, to whoever is asked about them (a voucher): anybody may have chosen the
 * name, so it is short and nothing in it can be clicked (T15). Never empty: without a name the user name stands there.
 */
export function nameOfAnother(name: string | null | undefined, username: string): string {
  return unclickable(oneLine(name ?? '', LONGEST)) || unclickable(oneLine(username, LONGEST)) || '?';
}
