import { createHash } from 'node:crypto';

/**
 * What is the same for two mails that say the same (R70): their words, however they are spaced, wrapped, spelt in capitals or
 * pointed. A mail without words goes by its subject; otherwise the subject does not count, since programs number theirs.
 * 32 hexadecimal digits, so that the text itself need not be kept for it.
 */
export function digestOfWords(text: string, subject: string): string {
  const words = wordsOf(text) || wordsOf(subject);
  return createHash('sha256').update(words).digest('hex').slice(0, 32);
}

function wordsOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu)?.join(' ') ?? '';
}
