import { CASE_TYPES, type CaseType } from '#kernel';
import { DE_EXAMPLES } from '../examples/de.js';
import { EN_EXAMPLES } from '../examples/en.js';
import { withPrecedence } from '../precedence.js';
import type { MailToRecognise } from '../recognition.js';
import { readSentences, scoreOf, type ReadSentence } from '../score.js';
import { sentencesOf } from '../text/sentences.js';
import { featuresOf, withRules } from './features.js';
import { fit, type FitOptions, type Lesson } from './fit.js';
import { ANSWERS, type Answer } from './learned.js';
import { writtenDown } from './table.js';

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
const EXAMPLE = 2;

/** The lines of both tables, case types and answers, learned from mails and from our own example sentences. */
export function learn(mails: readonly LabelledMail[]): { readonly cases: readonly string[]; readonly answers: readonly string[] } {
  const cases: Lesson<CaseType>[] = exampleLessons();
  const answers: Lesson<Answer>[] = [];
  for (const { mail, caseType, isLinkEnough, isNewToRules } of mails) {
    const read = readSentences(sentencesOf(mail.subject, mail.text));
    const features = featuresOf(read);
    const weight = isNewToRules ? NEW : 1;
    cases.push({ features: withRules(features, pointsOf(read)), answer: caseType, weight });
    answers.push({ features, answer: isLinkEnough ? 'link' : 'person', weight });
  }
  return { cases: writtenDown(fit(cases, CASE_TYPES, CASE_OPTIONS), CASE_TYPES), answers: writtenDown(fit(answers, ANSWERS, ANSWER_OPTIONS), ANSWERS) };
}

function exampleLessons(): Lesson<CaseType>[] {
  return CASE_TYPES.flatMap((caseType) => [...(DE_EXAMPLES[caseType] ?? []), ...(EN_EXAMPLES[caseType] ?? [])].map((text) => {
    const read = readSentences(sentencesOf('', text));
    return { features: withRules(featuresOf(read), pointsOf(read)), answer: caseType, weight: EXAMPLE };
  }));
}

function pointsOf(read: readonly ReadSentence[]): ReadonlyMap<CaseType, number> {
  return withPrecedence(scoreOf(read).points);
}
