import { parse } from 'tldts';
import type { Locale } from '#kernel';
import { hardWordsIn, PLAIN_LANGUAGE, sentencesIn, wordsIn } from '../domain/plain-language.js';
import { secretAskedFor } from './asks-for-secret.js';
import { shapeOf, type MessageShape } from './message-shape.js';

/** Why a sentence of the portal's own cannot stand in for the shipped one. */
export const WORDING_PROBLEMS = [
  'unknown-sentence', 'not-a-message', 'empty', 'too-long', 'several-lines', 'variable-lost', 'variable-unknown', 'choice-lost', 'format-unknown', 'link', 'phone', 'markup', 'asks-for-secret', 'always-as-shipped',
] as const;
/** What it could say better; no reason to refuse it. */
export const WORDING_HINTS = ['long-sentence', 'hard-word'] as const;

export type WordingProblem = (typeof WORDING_PROBLEMS)[number];
export type WordingHint = (typeof WORDING_HINTS)[number];

export interface WordingFinding<Code extends string = WordingProblem | WordingHint> {
  /** The sentence: `intro`. */
  readonly key: string;
  readonly code: Code;
  /** What is meant: the variable, the word, the number of characters that fit. */
  readonly what: string;
}

export interface JudgedWording {
  readonly problems: readonly WordingFinding<WordingProblem>[];
  readonly hints: readonly WordingFinding<WordingHint>[];
  /** The sentences that may be used. */
  readonly fitting: Readonly<Record<string, string>>;
}

/** Every mail knows these, whatever it is about. */
const EVERYWHERE = ['organisation', 'portalName'];
const LENGTHS: readonly (readonly [RegExp, number])[] = [[/^subject$/, 120], [/^preview$/, 140], [/^button/, 45]];
const LONGEST = 600;

/** The most characters that each version of a sentence may have. */
export function longestFor(key: string): number {
  return LENGTHS.find(([pattern]) => pattern.test(key))?.[1] ?? LONGEST;
}

/**
 * Whether a portal's own sentences can stand in for the shipped ones: no variable is lost or invented, every choice is
 * there, and nothing comes in that a template would not have: links, addresses, markup, a request for a secret (R29, T15).
 *
 * @param fixed sentences of this mail that stay as shipped (`fixedIn`)
 */
export function judgeWording(shipped: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>, locale: Locale, fixed: readonly string[]): JudgedWording {
  const judged = Object.entries(own).map(([key, text]) => ({ key, text, problems: fixed.includes(key) && text !== shipped[key] ? [{ key, code: 'always-as-shipped' as const, what: '' }] : problemsOf(key, Object.hasOwn(shipped, key) ? shipped[key] : undefined, text, locale) }));
  const fitting = judged.filter(({ problems }) => problems.length === 0);
  return {
    problems: judged.flatMap(({ problems }) => problems),
    hints: fitting.flatMap(({ key, text }) => hintsOf(key, text, locale)),
    fitting: Object.fromEntries(fitting.map(({ key, text }) => [key, text])),
  };
}

function problemsOf(key: string, shipped: string | undefined, text: string, locale: Locale): WordingFinding<WordingProblem>[] {
  const no = (code: WordingProblem, what = ''): WordingFinding<WordingProblem> => ({ key, code, what });
  if (shipped === undefined) return [no('unknown-sentence')];
  if (text.trim() === '') return [no('empty')];
  if (/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(text)) return [no('several-lines')];
  let shape: MessageShape;
  try {
    shape = shapeOf(text, locale);
  } catch {
    return [no('not-a-message')];
  }
  const was = shapeOf(shipped, locale);
  const longest = longestFor(key);
  const said = new Set(was.versions.flatMap((version) => sentencesIn(version)));
  return [
    ...lost(was, shape).map((name) => no('variable-lost', name)),
    ...[...shape.plain].filter((name) => !was.plain.has(name) && !EVERYWHERE.includes(name)).map((name) => no('variable-unknown', name)),
    ...[...shape.choices.keys()].filter((name) => !was.choices.has(name)).map((name) => no('variable-unknown', name)),
    ...[...was.choices].flatMap(([name, options]) => [...options].filter((option) => shape.choices.has(name) && !shape.choices.get(name)!.has(option)).map((option) => no('choice-lost', option))),
    ...[...shape.formats].filter((format) => !was.formats.has(format)).map((format) => no('format-unknown', format.replace(/^\d+ /, ''))),
    ...(shape.versions.some((version) => [...version].length > longest) ? [no('too-long', String(longest))] : []),
    ...first(shape.versions, linkIn).map((link) => no('link', link)),
    ...first(shape.versions, phoneIn).map((number) => no('phone', number)),
    ...first(shape.versions, markupIn).map((markup) => no('markup', markup)),
    ...first(shape.versions, (version) => secretAskedFor(version, locale, said)).map((sentence) => no('asks-for-secret', sentence)),
  ];
}

function lost(was: MessageShape, is: MessageShape): string[] {
  return [...[...was.plain].filter((name) => !is.plain.has(name)), ...[...was.choices.keys()].filter((name) => !is.choices.has(name))];
}

function first(versions: readonly string[], find: (version: string) => string | undefined): string[] {
  return versions.flatMap((version) => find(version) ?? []).slice(0, 1);
}

/** Links stand in the template, where they are ours. A mail program makes one of anything that looks like it. */
function linkIn(text: string): string | undefined {
  const plain = /\p{L}[\p{L}\d+.-]*:\/\/\S*|\bwww\.\S*|\b(?:mailto|tel|javascript|data):\S*|\S*@\S*/iu.exec(text)?.[0];
  if (plain !== undefined) return plain;
  const address = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)\S*|\[[\da-f:]{3,}\]\S*/iu.exec(text.normalize('NFKC'))?.[0];
  if (address !== undefined) return address;
  const names = text.normalize('NFKC').match(/[\p{L}\d-]+(?:[.。][\p{L}\d-]{2,})+/gu) ?? [];
  return names.find((name) => parse(name.replaceAll('。', '.')).isIcann === true);
}

/** Whom to call stands in the office block, where a change of it is seen: a number in a sentence is how people are led to somebody else. */
function phoneIn(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(NO_PHONE, ' , ');
  return PHONE.exec(plain)?.[0] ?? CALLED.exec(plain)?.[1];
}

/** Dates, years, hours, and numbers that say of themselves what they are. */
const NO_PHONE = /(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})?(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|(?<!\d)\d{4}\/\d{2,4}(?!\d)|(?<!\d)\d{1,2}[.:]\d{2}(?!\d)|(?<!\p{L})(?:aktenzeichen|az|nummer|nr|number|no|reference|ref)\.?:?\s{0,2}[\d/-]+/giu;
const PHONE = /(?:\+|(?<!\p{Nd}))\p{Nd}(?:[\s/().·•_\p{Pd}]{0,4}\p{Nd}){6,}/u;
const CALLED = /(?<!\p{L})(?:tel|telefon\p{L}*|phone|call|ruf\p{L}*|anruf\p{L}*|durchwahl)(?!\p{L})[^\p{Nd}]{0,40}(\p{Nd}(?:[\s/().·\p{Pd}]{0,3}\p{Nd}){4,})/iu;

function markupIn(text: string): string | undefined {
  return /<[^\s]|[^\s]>|&(?:#\w+|\w+);|\{\{|\}\}|\]\(/.exec(text)?.[0];
}

function hintsOf(key: string, text: string, locale: Locale): WordingFinding<WordingHint>[] {
  const { versions } = shapeOf(text, locale);
  const most = PLAIN_LANGUAGE[locale].wordsInASentence;
  const long = versions.flatMap((version) => sentencesIn(version)).filter((sentence) => wordsIn(sentence).length > most);
  const hard = [...new Set(versions.flatMap((version) => hardWordsIn(version, locale)))];
  return [
    ...long.slice(0, 1).map((): WordingFinding<WordingHint> => ({ key, code: 'long-sentence', what: String(most) })),
    ...hard.map((word): WordingFinding<WordingHint> => ({ key, code: 'hard-word', what: word })),
  ];
}
