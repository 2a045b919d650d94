/** What is left of a text from outside: valid Unicode, no NUL or other control characters, LF line ends, bounded. */
export function cleanText(text: string, maxLength: number): string {
  const cut = text.length > maxLength ? text.slice(0, maxLength) : text;
  const whole = cut.toWellFormed();
  return UNCLEAN.test(whole) ? whole.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').replaceAll('\u00a0', ' ') : whole;
}

/** Most texts are clean, and are cleaned more than once on their way. */
const UNCLEAN = /[\u0000-\u0008\u000b-\u001f\u007f\u00a0]/;

/** One line for display: also no line ends and no characters that turn or hide what follows (T15, U+202E). */
export function cleanLine(text: string, maxLength: number): string {
  return cleanText(text, maxLength * 4).replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').replace(/\s+/g, ' ').trim().slice(0, maxLength).toWellFormed();
}
