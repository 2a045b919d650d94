import { CASE_TYPES, type CaseType } from '#kernel';
import { DE_EXAMPLES } from '../examples/de.js';
import { EN_EXAMPLES } from '../examples/en.js';
import { forbids, reasonsAgainst } from '../instant.js';
import { withPrecedence } from '../precedence.js';
import { examine } from '../recognise.js';
import type { MailToRecognise, RecognitionContext, Risk } from '../recognition.js';
import { readSentences, scoreOf, type ReadSentence } from '../score.js';
import { sentencesOf } from '../text/sentences.js';
import { DECISIVE_KINDS, placeOf, type Decisive, type DecisiveKind } from './decisive.js';
import { featuresOf, featuresOfRules, isNear, type Features } from './features.js';
import { fit, type FitOptions, type Lesson, type Weights } from './fit.js';
import { COLUMNS, teachingsOf, type Column, type Teachings } from './learned.js';
import { surenessOf, worthOf, type Weighed } from './likeness.js';
import { bytesOf, writtenDown } from './table.js';

const ANSWERS = ['link', 'person'] as const;
type Answer = (typeof ANSWERS)[number];
const NOTHING = 'nothing';
/** What a sentence says. */
const SAYS = [...DECISIVE_KINDS, NOTHING] as const;
type Says = (typeof SAYS)[number];

/** A mail and what somebody says it is. */
export interface LabelledMail {
  readonly mail: MailToRecognise;
  readonly context: RecognitionContext;
  readonly caseType: CaseType;
  readonly risk: Risk;
  /** A link to the address on file is safe and enough. */
  readonly isLinkEnough: boolean;
  /** Why it is not; without a word the sentences of such a mail teach nothing. */
  readonly decisive: readonly Decisive[];
  /** The rules were made without it: only such mails show how far rules are to be believed. */
  readonly isNewToRules: boolean;
  /** Whose mails it came with, if nobody who makes rules has read them: only such mails show what a reason against a link is worth. */
  readonly set?: string;
}

/** What was learned about reasons, and what that lets through of mails that were left out. */
export interface Learnt {
  readonly likeness: Readonly<Record<string, number>>;
  readonly unseen: readonly Sureness[];
}

/** How sure a link was for a mail of a set that was left out. */
export interface Sureness {
  readonly set: string;
  readonly risk: Risk;
  readonly isLinkEnough: boolean;
  /** `undefined`: forbidden, whatever it is like. */
  readonly sureness: number | undefined;
  readonly reasons: readonly string[];
}

/** Found by leaving out one set of mails after the other. */
const CASE_OPTIONS: FitOptions = { leastLessons: 5, restraint: 3.3, rounds: 70 };
const ANSWER_OPTIONS: FitOptions = { leastLessons: 8, restraint: 30, rounds: 70 };
const SENTENCE_OPTIONS: FitOptions = { leastLessons: 8, restraint: 10, rounds: 70 };
const NEW = 3;
const EXAMPLE = 3;
/** A sentence beside the decisive ones of a mail says nothing, most likely. */
const BESIDE = 0.3;
/** How much it matters that a link is not sent. */
const COST: Readonly<Record<Risk, number>> = { low: 1, medium: 2, high: 4 };
const HUNDREDTHS = 100;

/** A mail, read once. */
interface Read {
  readonly mail: LabelledMail;
  readonly read: readonly ReadSentence[];
}

/** The lines of the table, learned from all mails, and from all but a part of the sets that are left out in turn. */
export interface Tables {
  readonly all: readonly string[];
  readonly withoutPart: readonly (readonly string[])[];
}

/** So many parts of the sets are left out in turn. */
export const PARTS = 4;

/** What words and sentences say, learned from all mails, or from all but those of one part. */
export function learnTable(mails: readonly LabelledMail[], withoutPart?: number): readonly string[] {
  const partOf = partsOf(mails);
  return tableOf(mails.filter((mail) => withoutPart === undefined || partOf(mail) !== withoutPart).map((mail): Read => ({ mail, read: readSentences(sentencesOf(mail.mail.subject, mail.mail.text)) })));
}

/** What reasons against a link are worth, on mails that the tables do not know; quick, where only reasons have changed. */
export function learnWorth(mails: readonly LabelledMail[], { withoutPart }: Pick<Tables, 'withoutPart'>): Learnt {
  const partOf = partsOf(mails);
  const parts = withoutPart.map((lines, part) => {
    const teachings = teachingsOf(bytesOf(lines), {});
    return mails.filter((mail) => partOf(mail) === part).map((mail) => leftOut(mail, teachings));
  });
  const unseen = parts.flatMap((part, at) => {
    const worth = worthOf(parts.filter((_, other) => other !== at).flat().filter(isOpen));
    return part.map((one) => ({ set: one.mail.set!, risk: one.mail.risk, isLinkEnough: one.isLinkEnough, reasons: one.reasons, sureness: isOpen(one) ? surenessOf(one.likeness, one.reasons, worth) : undefined }));
  });
  const likeness = Object.fromEntries([...worthOf(parts.flat().filter(isOpen))].sort().map(([name, worth]) => [name, Math.round(worth * HUNDREDTHS) / HUNDREDTHS]));
  return { likeness, unseen };
}

/** Which part a mail is left out with; -1: it never is. */
function partsOf(mails: readonly LabelledMail[]): (mail: LabelledMail) => number {
  const sets = [...new Set(mails.flatMap(({ set }) => set ?? []))].sort();
  return ({ set }) => (set === undefined ? -1 : sets.indexOf(set) % PARTS);
}

function leftOut(mail: LabelledMail, teachings: Teachings): Weighed & { readonly mail: LabelledMail } {
  const { question } = examine(mail.mail, mail.context, teachings);
  return { mail, likeness: question.likeness, reasons: [...reasonsAgainst(question)], isLinkEnough: mail.isLinkEnough, weight: mail.isLinkEnough ? 1 : COST[mail.risk] };
}

function isOpen({ reasons }: Weighed): boolean {
  return !forbids(new Set(reasons));
}

function tableOf(mails: readonly Read[]): readonly string[] {
  const cases: Lesson<CaseType>[] = exampleLessons();
  const answers: Lesson<Answer>[] = [];
  for (const { mail, read } of mails) {
    const weight = mail.isNewToRules ? NEW : 1;
    cases.push({ features: forCases(read), answer: mail.caseType, weight });
    answers.push({ features: whenAsked(() => featuresOf(read)), answer: mail.isLinkEnough ? 'link' : 'person', weight });
  }
  const link = oddsOf(fit(answers, ANSWERS, ANSWER_OPTIONS), 'link', 'person');
  const said = fit(mails.flatMap(sentenceLessons), SAYS, SENTENCE_OPTIONS);
  return writtenDown(sideBySide(fit(cases, CASE_TYPES, CASE_OPTIONS), { link, ...Object.fromEntries(DECISIVE_KINDS.map((kind) => [kind, oddsOf(said, kind, NOTHING)])) }), COLUMNS);
}

/** No sentence of a link mail says anything against one; of the others those do that somebody marked. */
function sentenceLessons({ mail, read }: Read): readonly Lesson<Says>[] {
  const weight = mail.isNewToRules ? NEW : 1;
  if (!mail.isLinkEnough && mail.decisive.length === 0) return [];
  const sentences = read.map(({ sentence }) => sentence);
  const kinds = new Map<number, DecisiveKind>(mail.decisive.toReversed().map((one) => [placeOf(one, sentences), one.kind]));
  return read.map((one, at) => {
    const kind = kinds.get(at);
    return { features: whenAsked(() => featuresOf([one])), answer: kind ?? NOTHING, weight: mail.isLinkEnough || kind ? weight : weight * BESIDE };
  });
}

/** All features of all sentences at once would take gigabytes. */
function whenAsked(features: () => Features): Features {
  return { [Symbol.iterator]: () => features()[Symbol.iterator]() };
}

/** Of two answers only the difference counts. */
function oddsOf<One extends string>(weights: Weights<One>, first: One, second: One): ReadonlyMap<string, number> {
  return new Map([...weights].map(([feature, by]) => [feature, (by.get(first) ?? 0) - (by.get(second) ?? 0)]));
}

/** One table of all. */
function sideBySide(cases: Weights<CaseType>, odds: Readonly<Record<string, ReadonlyMap<string, number>>>): Weights<Column> {
  const features = new Set([cases, ...Object.values(odds)].flatMap((weights) => [...weights.keys()]));
  return new Map([...features].sort().map((feature) => [feature, new Map<Column, number>([
    ...(cases.get(feature) ?? []), ...Object.entries(odds).map(([column, by]) => [column as Column, by.get(feature) ?? 0] as const),
  ])]));
}

function exampleLessons(): Lesson<CaseType>[] {
  return CASE_TYPES.flatMap((caseType) => [...(DE_EXAMPLES[caseType] ?? []), ...(EN_EXAMPLES[caseType] ?? [])].map((text) => (
    { features: forCases(readSentences(sentencesOf('', text))), answer: caseType, weight: EXAMPLE }
  )));
}

/** What a mail is about shows in its words; who does what with what in it hardly matters. */
function forCases(read: readonly ReadSentence[]): Features {
  return [...[...featuresOf(read)].filter(([name]) => !isNear(name)), ...featuresOfRules(withPrecedence(scoreOf(read).points))];
}
