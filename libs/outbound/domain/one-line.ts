/**
 * Text that may stand in a header or in one line of a mail: no control characters, no line or paragraph separators, no
 * direction marks that would let it read differently from what it is, and nothing that a mail program would decode once more
 * (`=?utf-8?Q?…?=`: whoever writes the header leaves plain letters as they are) (T15, T16).
 */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ').replace(/=\?(?=[^?\s]{1,40}\?[bq]\?)/giu, '= ?').replace(/ {2,}/g, ' ').trim();
  // Not in the middle of a surrogate pair.
  return [...line].slice(0, longest).join('');
}

/**
 * A name that anybody could have given, without what a mail program makes a link of by itself: dots, slashes, colons, at signs
 * (T15). Whoever stole a session names the key that they bind; the warning about it must not be their letter.
 */
export function unclickable(name: string): string {
  return name.normalize('NFKC').replace(/[.\u3002:/\\@]+/gu, ' ').replace(/\s{2,}/gu, ' ').trim();
}
