/** More than this is never read: a mail about a login is short, and bounded input keeps every pattern fast. */
export const MAX_CHARACTERS = 20_000;
const MAX_WORD = 40;

/** Spellings that people use for one letter; after folding `Änderung`, `Aenderung` and `änderung` are one word. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'], ['ö', 'oe'], ['ü', 'ue'], ['ß', 'ss'], ['ø', 'o'], ['æ', 'ae'], ['œ', 'oe'], ['ł', 'l'], ['đ', 'd'], ['ı', 'i'],
]);

/** What Germans write: of it no more changes than the case, the umlauts and the apostrophes. */
const GERMAN = /^[\0-\x7fäöüÄÖÜß„“”»«’‘–€§]*$/;
/** Those that most texts do not have are looked for first, which costs less than to go through all letters. */
const OF_GERMAN = [['ä', 'ae'], ['ö', 'oe'], ['ü', 'ue'], ['ß', 'ss'], ['`', "'"], ['’', "'"], ['‘', "'"]] as const;

/** Lower case, umlauts written out, other accents gone, typographic apostrophes made plain. Any text; never throws. */
export function fold(text: string): string {
  if (GERMAN.test(text)) return OF_GERMAN.reduce((folded, [letter, plain]) => (folded.includes(letter) ? folded.replaceAll(letter, plain) : folded), text.toLowerCase());
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöüßøæœłđı]/gu, (letter) => LETTERS.get(letter) ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘´`]/gu, "'");
}

/** English short forms become full words, so that a negation stands as a word of its own. */
const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/^can'?t$/, 'can not'],
  [/^cannot$/, 'can not'],
  [/^won't$/, 'will not'],
  [/^(\w{1,12})n't$/, '$1 not'],
  [/^(dont|doesnt|didnt|isnt|wasnt|havent|hasnt|couldnt|wouldnt)$/, '$1 not'],
  [/^(i|you|we|they)'(ve|d|ll|re|m)$/, '$1'],
  [/^(\w{1,20})'(s|ve|d|ll|re|m)$/, '$1'],
];

/** One word of a mail as the patterns see it: folded, short forms written out, over-long strings cut. */
export function foldWord(word: string): string {
  let folded = fold(word).slice(0, MAX_WORD);
  for (const [from, to] of SHORT_FORMS) {
    if (from.test(folded)) {
      folded = folded.replace(from, to);
      break;
    }
  }
  return folded.replace(/[^a-z0-9 ]/g, '');
}
