/**
 * The small language of the word lists. Patterns are read on folded text (see fold.ts):
 * `*` up to 24 letters of the same word · ` _ ` up to three words of the same clause · ` __ ` up to six words, commas too ·
 * `(a|b)` and `x?` as in regular expressions. Every repetition is bounded, so no mail can make a pattern slow.
 */
export function compile(patterns: readonly string[]): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${patterns.map(sourceOf).join('|')})(?![a-z0-9])`, 'g');
}

/** The regular expression behind a pattern, without what stands around it. */
export function sourceOf(pattern: string): string {
  const source = pattern
    .replaceAll('*', '[a-z0-9]{0,24}')
    .replaceAll(' __ ', '(?: [a-z0-9,]{1,40}){0,6} ')
    .replaceAll(' _ ', '(?: [a-z0-9]{1,40}){0,3} ');
  if (source.includes('_')) throw new Error(`a gap in a recognition pattern needs a space on both sides: ${source}`);
  return source;
}
