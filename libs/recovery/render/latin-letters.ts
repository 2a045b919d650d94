/** Letters that no accent was put on, so that taking accents off does not help. */
const PLAIN: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', ı: 'i', đ: 'd', Đ: 'D', ħ: 'h', Ħ: 'H', ŋ: 'n', Ŋ: 'N', ŧ: 't', Ŧ: 'T', ĸ: 'k', ŉ: 'n', ſ: 's', ẞ: 'SS', '\u2010': '-', '\u2011': '-', '\u2212': '-', '\u202f': ' ', '\u2009': ' ' };
/** What the standard fonts of PDF have beyond ISO 8859-1 (ISO 32000-1, annex D.2, WinAnsiEncoding). */
const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/**
 * A text as the standard fonts of PDF can print it: every letter that they have stays, every other one loses its accent
 * (Şahin → Sahin, Łukasz → Lukasz) as post offices write it, and what is no Latin letter becomes a question mark.
 * Control and direction characters are dropped, so that a name cannot turn a line around.
 */
export function inLatinLetters(text: string): string {
  return [...text.normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}]/gu, '')].map(printable).join('');
}

function printable(letter: string): string {
  if (isInTheFonts(letter)) return letter;
  const plain = PLAIN[letter] ?? letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return plain !== '' && [...plain].every(isInTheFonts) ? plain : '?';
}

function isInTheFonts(letter: string): boolean {
  return /^[\x20-\x7e\xa0-\xff]$/.test(letter) || BEYOND_LATIN_1.includes(letter);
}
