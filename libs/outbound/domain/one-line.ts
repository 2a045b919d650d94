/**
 * Text that may stand in a header or in one line of a mail: no control characters, no line or paragraph separators, no
 * direction marks that would let it read differently from what it is (T15, T16).
 */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ').replace(/ {2,}/g, ' ').trim();
  // Not in the middle of a surrogate pair.
  return [...line].slice(0, longest).join('');
}
