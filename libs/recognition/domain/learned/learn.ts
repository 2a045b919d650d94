import { CASE_TYPES, type CaseType } from '#kernel';
import { DE_EXAMPLES } from '../examples/de.js';
import { EN_EXAMPLES } from '../examples/en.js';
import { withPrecedence } from '../precedence.js';
import type { MailToRecognise } from '../recognition.js';
import { readSentences, scoreOf, type ReadSentence } from '../score.js';
import { sentencesOf } from '../text/sentences.js';
import { featuresOf, featuresOfRules, type Features } from './features.js';
import { fit, type FitOptions, type Lesson, type Weights } from './fit.js';
import { COLUMNS, type Column } from './learned.js';
import { writtenDown } from './table.js';

const ANSWERS = ['link', 'person'] as const;
type Answer = (typeof ANSWERS)[number];

/** A mail and what somebody says it is. */
export interface LabelledMail {
  readonly mail: Pick<MailToRecognise, 'subject' | 'text'>;
  readonly caseType: CaseType;
  /** A link to the address on file is safe and enough. */
  readonly isLinkEnough: boolean;
  /** The rules were made without it: only such mails show how far rules are to be believed. */
  readonly isNewToRules: boolean;
}

/** Found by leaving out one set of mails after the other. */
const CASE_OPTIONS: FitOptions = { leastLessons: 2, restraint: 3.3, rounds: 150 };
const ANSWER_OPTIONS: FitOptions = { leastLessons: 2, restraint: 0.5, rounds: 200 };
const NEW = 3;
const EXAMPLE = 3;

/** The lines of the table, learned from mails and from our own example sentences. */
export function learn(mails: readonly LabelledMail[]): readonly string[] {
  const cases: Lesson<CaseType>[] = exampleLessons();
  const answers: Lesson<Answer>[] = [];
  for (const { mail, caseType, isLinkEnough, isNewToRules } of mails) {
    const read = readSentences(sentencesOf(mail.subject, mail.text));
    const features = featuresOf(read);
    const weight = isNewToRules ? NEW : 1;
    cases.push({ features: withRules(features, read), answer: caseType, weight });
    answers.push({ features, answer: isLinkEnough ? 'link' : 'person', weight });
  }
  return writtenDown(sideBySide(fit(cases, CASE_TYPES, CASE_OPTIONS), fit(answers, ANSWERS, ANSWER_OPTIONS)), COLUMNS);
}

/** One table of both: of the two answers only the difference counts. */
function sideBySide(cases: Weights<CaseType>, answers: Weights<Answer>): Weights<Column> {
  return new Map([...new Set([...cases.keys(), ...answers.keys()])].sort().map((feature) => {
    const answer = answers.get(feature);
    return [feature, new Map<Column, number>([...(cases.get(feature) ?? []), ['link', (answer?.get('link') ?? 0) - (answer?.get('person') ?? 0)]])];
  }));
}

function exampleLessons(): Lesson<CaseType>[] {
  return CASE_TYPES.flatMap((caseType) => [...(DE_EXAMPLES[caseType] ?? []), ...(EN_EXAMPLES[caseType] ?? [])].map((text) => {
    const read = readSentences(sentencesOf('', text));
    return { features: withRules(featuresOf(read), read), answer: caseType, weight: EXAMPLE };
  }));
}

function withRules(features: Features, read: readonly ReadSentence[]): Features {
  return new Map([...features, ...featuresOfRules(withPrecedence(scoreOf(read).points))]);
}
