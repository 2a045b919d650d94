import type { Locale } from '#kernel';

/**
 * The house rule for what people read: language level B1, measured.
 *
 * - A sentence has at most 20 words (German) or 22 (English); people who are locked out read in a hurry, and many learn the language.
 * - German: the first Wiener Sachtextformel of a whole mail is at most 6.5 (school grade; Bamberger and Vanecek 1984). English: LIX at most 35
 *   (Björnsson 1968: below 40 reads as easy as fiction). Both count long words and long sentences, so nobody can trade one for the other.
 * - At most a third of the sentences are passive: "Wir haben geprüft" rather than "Es wurde geprüft". What nobody in particular did
 *   ("wurde gesperrt") may stay.
 * - Office and computer words that have a plain twin are not used at all.
 */
export const PLAIN_LANGUAGE = {
  de: { wordsInASentence: 20, index: 6.5, passiveShare: 1 / 3 },
  en: { wordsInASentence: 22, index: 35, passiveShare: 1 / 3 },
} as const satisfies Record<Locale, { wordsInASentence: number; index: number; passiveShare: number }>;

const HARD_WORDS: Readonly<Record<Locale, RegExp>> = {
  de: /(?<!\p{L})(bezüglich|hinsichtlich|gemäß|mittels|zwecks|seitens|etwaige?[mnrs]?|umgehend|unverzüglich|hiermit|obige[mnrs]?|nachfolgend\p{L}*|diesbezüglich|o\.\s?g\.|ggf\.|bzw\.|etc\.|authentifizier\p{L}*|authentisier\p{L}*|verifizier\p{L}*|validier\p{L}*|credentials?|accounts?|user|tokens?|login|einloggen|logout|ausloggen|reset\p{L}*|mailadresse|deaktivier\p{L}*|initialpasswort|legitimier\p{L}*|lockout)(?!\p{L})/giu,
  en: /\b(pursuant|hereby|herewith|aforementioned|regarding|utili[sz]e\w*|authenticat\w*|verif(?:y|ied|ication)|validat\w*|credentials?|tokens?|prior to|in order to|subsequent\w*|terminate\w*|commence\w*|ascertain\w*|deactivat\w*|e\.g\.|i\.e\.|etc\.)\b/gi,
};

const PASSIVE: Readonly<Record<Locale, RegExp>> = {
  de: /\b(?:wird|werden|wurden?|worden)\b(?=[^,]*\b(?:\p{L}*ge\p{L}+|be\p{L}+|ver\p{L}+|ent\p{L}+|er\p{L}+|zer\p{L}+)(?:t|en)\b)|\b\p{L}*ge\p{L}+(?:t|en) (?:wird|werden|wurden?|worden)\b/iu,
  en: /\b(?:is|are|was|were|been|be|being)\b (?:\w+ly )?(?:\w+ed|made|done|sent|kept|given|taken|seen|put|set|told|shown|known|lost|sold|written|chosen|hidden)\b/i,
};

export interface Readability {
  /** German: school grade; English: LIX. */
  readonly index: number;
  readonly longestSentence: string;
  readonly longestSentenceWords: number;
  /** 0…1 */
  readonly passiveShare: number;
  readonly hardWords: readonly string[];
}

/** Measures running text: sentences that end in `.`, `!`, `?` or `:`. Links and codes are to be left out beforehand. */
export function readabilityOf(text: string, locale: Locale): Readability {
  const sentences = sentencesIn(text);
  const words = sentences.flatMap((sentence) => wordsIn(sentence));
  const longest = sentences.reduce((so, far) => (wordsIn(far).length > wordsIn(so).length ? far : so), '');
  return {
    index: locale === 'de' ? wienerSachtext(words, sentences.length) : lix(words, sentences.length),
    longestSentence: longest,
    longestSentenceWords: wordsIn(longest).length,
    passiveShare: sentences.length === 0 ? 0 : sentences.filter((sentence) => PASSIVE[locale].test(sentence)).length / sentences.length,
    hardWords: hardWordsIn(text, locale),
  };
}

export function hardWordsIn(text: string, locale: Locale): string[] {
  return [...new Set([...text.matchAll(HARD_WORDS[locale])].map(([word]) => word.toLowerCase()))];
}

/** The dot of a date or an abbreviation ends no sentence. */
export function sentencesIn(text: string): string[] {
  return text.replace(/(\d)\.(?=\s)/g, '$1').split(/(?<=[.!?:])\s+|\n+/).map((sentence) => sentence.trim()).filter((sentence) => /\p{L}/u.test(sentence));
}

export function wordsIn(sentence: string): string[] {
  return sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
}

/** 0.1935·(words of three or more syllables, %) + 0.1672·(words a sentence) + 0.1297·(words of more than six letters, %) − 0.0327·(words of one syllable, %) − 0.875 */
function wienerSachtext(words: readonly string[], sentences: number): number {
  const percent = (fits: (word: string) => boolean) => (100 * words.filter(fits).length) / Math.max(1, words.length);
  return 0.1935 * percent((word) => syllablesIn(word) >= 3) + 0.1672 * (words.length / Math.max(1, sentences)) + 0.1297 * percent((word) => word.length > 6)
    - 0.0327 * percent((word) => syllablesIn(word) === 1) - 0.875;
}

/** Words a sentence + percentage of words of more than six letters. */
function lix(words: readonly string[], sentences: number): number {
  return words.length / Math.max(1, sentences) + (100 * words.filter((word) => word.length > 6).length) / Math.max(1, words.length);
}

/** Groups of vowels; German writes nearly every syllable with one. */
function syllablesIn(word: string): number {
  return Math.max(1, word.match(/(?:eu|äu|au|ei|ai|ie|aa|ee|oo|[aeiouyäöü])/gi)?.length ?? 1);
}
