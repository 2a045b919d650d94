import { MACHINE_CASE_TYPES, canonicalAddress, type CaseType } from '#kernel';
import { isDeviceLost } from './beside.js';
import { namesForeignAddress } from './fields/addresses.js';
import { fieldsOf } from './fields/fields.js';
import { instantFor, type InstantQuestion } from './instant.js';
import { languageOf } from './language.js';
import { learnedOf, likenessOf, type LearnedCase, type Teachings } from './learned/learned.js';
import type { Likeness } from './learned/likeness.js';
import type { Concept } from './lexicon/index.js';
import { namesOtherSite } from './other-sites.js';
import { speaksOfThird } from './other-people.js';
import { withPrecedence } from './precedence.js';
import type { MailToRecognise, Recognition, RecognitionContext, Signal } from './recognition.js';
import { riskOf } from './risk.js';
import { readSentence, readSentences, scoreOf, wholeOf, type ReadSentence, type Scores } from './score.js';
import { asSeen, conceals } from './text/concealed.js';
import { MAX_CHARACTERS } from './text/fold.js';
import { authorOf } from './text/forwarded.js';
import { MAX_SUBJECT, foldedWords, outsideFrame, saysSomething, sentencesOf, type Sentence } from './text/sentences.js';

/** A case type of less is a guess at what nobody said. */
const LEAST_SHARE = 0.2;
const FORWARD = /^\s{0,3}(?:wg|fwd?|i)\s{0,2}:/iu;
/** With so many points the person's own words need no help from the mail below. */
const ENOUGH = 6;
/** A sentence, not an office or a street. */
const IS_PROSE = /(?:^|\s)\p{Lu}\p{Ll}{0,20}(?: \p{L}{1,20}){2,20}[.!?](?:\s|$)/u;
/** Something with an @ that is no address as it stands. */
const HALF_ADDRESS = /[^\s@]@[^\s.@]{1,60}(?:\s|$)/u;
/** A subject longer than that is no line any more; marks before it may be long. */
const MAX_LINE = 1_000;
const MACHINES: ReadonlySet<CaseType> = new Set(MACHINE_CASE_TYPES);
const WRITTEN_BY_MACHINE: ReadonlySet<CaseType> = new Set(['auto-reply', 'bounce']);
/** Below this a case type is noise. */
const NOTICEABLE = 6;
/** A second problem must come near the first, in points of the rules. */
const SECOND_SHARE = 0.33;
const NO_CONFIDENCE = 0.1;
const OF_RELATIVES = 0.75;
/** Whoever says so outright and with so many points has a stranger in the account, whatever else the mail is about. */
const STRANGER_FROM = 24;
/** Points that what was learned is worth beside the rules, when it is quite sure. */
const LEARNED_WEIGHT = 10;
/** Case types with the same answer: being torn between them is no doubt about what to do. */
const RELATIVES: readonly ReadonlySet<CaseType>[] = [
  new Set(['forgot-password', 'reset-link-failed', 'new-credentials', 'wrong-credentials', 'forced-reset', 'reset-mail-missing', 'forgot-username', 'account-locked']),
  new Set(['activation-mail-missing', 'activation-link-failed', 'activation-expired']),
  new Set(['lost-email-access', 'email-change']),
];

/**
 * Says what a mail is about, how sure that is, and why. Pure: the same mail gives the same answer, on any machine.
 * Recognition never decides; it proposes. Quoted text is read only where the person wrote nothing of their own.
 */
export function recogniseBy(teachings: Teachings, written: MailToRecognise, context: RecognitionContext): Recognition {
  const { question, readOn, ...seen } = examine(written, context, teachings);
  return { ...seen, instant: instantFor(question, readOn) };
}

/** What is seen in a mail, and all that decides whether a machine may answer it. */
interface Examined extends Omit<Recognition, 'instant'> {
  readonly question: InstantQuestion;
  readonly readOn: () => InstantQuestion | undefined;
}

/** A mail by what was learned; whoever learns asks it of mails that the teachings do not know (`learned/learn.ts`). */
export function examine(written: MailToRecognise, context: RecognitionContext, teachings: Teachings): Examined {
  const mail = asItLooks(written);
  const made = new Map<string, Sentence>();
  const first = readMail(mail, mail.text, made);
  const isForward = FORWARD.test(mail.subject) || mail.text.trim() === '';
  const speaksForItself = isForward && Math.max(0, ...readMail({ ...mail, subject: '' }, mail.text, made).points.values()) >= ENOUGH;
  const forwarded = isForward && mail.quoted.trim() !== '' && !speaksForItself ? authorOf(mail) : undefined;
  const author = forwarded ?? mail;
  const own = forwarded ? `${mail.text.trim()}\n\n${forwarded.text}`.trim() : mail.text.trim();
  const { sentences, read, whole, points, signals, outright } = forwarded ? readMail(mail, own, made) : first;
  const byRules = withPrecedence(points);
  const learned = learnedOf(read, byRules, teachings);
  const ranked = learned.cases.filter(({ caseType }) => !WRITTEN_BY_MACHINE.has(caseType) || byRules.has(caseType));
  const [best] = ranked;
  const primary = best && best.share >= LEAST_SHARE && read.length > 0 ? best.caseType : 'not-account-related';
  const share = ranked.find(({ caseType }) => caseType === primary)?.share ?? 0;
  const confidence = best?.caseType === primary ? confidenceOf(ranked) : NO_CONFIDENCE;
  const secondary = secondaryOf(rank(byRules), primary, Math.max(0, ...byRules.values()) + LEARNED_WEIGHT * (best?.share ?? 0));
  const isPassedOn = forwarded !== undefined && canonicalAddress(forwarded.fromAddress) !== canonicalAddress(mail.fromAddress);
  const present = presentIn(read);
  const hasStranger = outright.has('suspected-compromise') && (points.get('suspected-compromise') ?? 0) >= STRANGER_FROM;
  const { risk, riskSignals } = riskOf(mail, whole, sentences, primary, hasStranger, new Set([...present].filter((concept) => concept !== 'lostdevice' || isDeviceLost(read))), isPassedOn);
  const fields = MACHINES.has(primary) ? {} : fieldsOf({ ...author, text: own }, context, primary, riskSignals.includes('third-party-wants-secret'));
  const language = languageOf(own.trim() === '' ? mail.subject : own);
  const around = `${outsideFrame(own)} ${author.signature}`.trim();
  const question: InstantQuestion = { primary, secondary, outright, confidence, risk, riskSignals, present, ...whole, fields, around: foldedWords(around), below: outsideFrame(own), language, ownAddresses: context.ownAddresses, isConcealed: conceals(`${written.subject.slice(0, MAX_LINE)} ${written.text.slice(0, MAX_CHARACTERS)}`), isCutOff: Math.max(written.text.length, written.signature.length, own.length) > MAX_CHARACTERS || mail.subject.length > MAX_SUBJECT, fromAddress: author.fromAddress, fromName: author.fromName, foreignAddress: namesForeignAddress(`${mail.subject}\n${own}\n${saysSomething(around) ? around : ''}`, author.fromAddress, context) || HALF_ADDRESS.test(own) || namesOtherSite(`${mail.subject}\n${own}`, author.fromAddress, context.ownAddresses), isPassedOn, byRules: saidOf(byRules, primary), likeness: learned.likeness, worth: teachings.likeness, sentences: read };
  return {
    caseType: primary,
    secondary,
    confidence,
    language,
    fields,
    risk,
    riskSignals,
    signals: concerning([primary, ...secondary], [...signals, { name: `case.${primary}.learned`, weight: Math.round(share * LEARNED_WEIGHT), text: learned.wordsFor(primary).join(' … ').slice(0, 80) }]).sort((left, right) => right.weight - left.weight).slice(0, 20),
    question,
    readOn: () => readAgain(question, { subject: mail.subject, own, around, made }, (again) => likenessOf(again, byRules, teachings)),
  };
}

/** What a person wrote, with the sentences that were made of it so far. */
interface Written {
  readonly subject: string;
  readonly own: string;
  readonly around: string;
  readonly made: Map<string, Sentence>;
}

/**
 * What may go out by itself is read a second time without the writer's line breaks, and with what stands below the
 * closing if that says something: a wish that is cut in two by a line is the same wish.
 */
function readAgain(question: InstantQuestion, { subject, own, around, made }: Written, likenessOf: (read: readonly ReadSentence[]) => Likeness): InstantQuestion | undefined {
  const written = [...sentencesOf(subject, own, 'read on', made), ...(saysSomething(around) || IS_PROSE.test(around) || speaksOfThird(question.around) ? sentencesOf('', around, 'read on', made) : [])];
  const known = new Map(question.sentences.map((one) => [one.sentence.text, one]));
  // The same sentences say the same, and nothing was said against them.
  if (written.length === question.sentences.length && written.every(({ text }, at) => text === question.sentences[at]!.sentence.text)) return undefined;
  const sentences = written.map((sentence) => known.get(sentence.text) ?? readSentence(sentence));
  return { ...question, sentences, present: presentIn(sentences), likeness: likenessOf(sentences), ...wholeOf(sentences) };
}

function asItLooks(mail: MailToRecognise): MailToRecognise {
  const seen = (text: string, most = MAX_CHARACTERS): string => asSeen(text.length > most ? text.slice(0, most) : text);
  return { ...mail, subject: seen(mail.subject, MAX_LINE), text: seen(mail.text), quoted: seen(mail.quoted), signature: seen(mail.signature) };
}

function readMail(mail: MailToRecognise, text: string, made: Map<string, Sentence>): { readonly sentences: readonly Sentence[]; readonly read: readonly ReadSentence[] } & Scores {
  const sentences = sentencesOf(mail.subject, text, 'as they are', made);
  const read = readSentences(sentences);
  return { sentences, read, ...scoreOf(read) };
}

function rank(points: ReadonlyMap<CaseType, number>): readonly (readonly [CaseType, number])[] {
  return [...points].filter(([, value]) => value > 0).sort(([, left], [, right]) => right - left);
}

/** How sure the best case type is; one with the same answer is hardly a rival. */
function confidenceOf(ranked: readonly LearnedCase[]): number {
  const [{ caseType, share }] = ranked as [LearnedCase];
  const relatives = ranked.slice(1).filter((one) => isRelative(caseType, one.caseType)).reduce((sum, one) => sum + one.share, 0);
  return Math.round((share + relatives * OF_RELATIVES) * 100) / 100;
}

/** What is said of the case or of one with the same answer: "my password and I do not get in" says neither alone. */
function saidOf(byRules: ReadonlyMap<CaseType, number>, primary: CaseType): number {
  return [...byRules].filter(([caseType, points]) => points > 0 && (caseType === primary || isRelative(primary, caseType))).reduce((sum, [, points]) => sum + points, 0);
}

function isRelative(left: CaseType, right: CaseType): boolean {
  return RELATIVES.some((family) => family.has(left) && family.has(right));
}

function secondaryOf(ranked: readonly (readonly [CaseType, number])[], primary: CaseType, first: number): readonly CaseType[] {
  return ranked
    .filter(([caseType, value]) => caseType !== primary && value >= NOTICEABLE && value >= first * SECOND_SHARE && !MACHINES.has(caseType))
    .slice(0, 3)
    .map(([caseType]) => caseType);
}

function presentIn(read: readonly ReadSentence[]): ReadonlySet<Concept> {
  const present = new Set<Concept>();
  for (const { found } of read) for (const concept of found.keys()) present.add(concept);
  return present;
}

function concerning(caseTypes: readonly CaseType[], signals: readonly Signal[]): Signal[] {
  const beginnings = caseTypes.map((caseType) => `case.${caseType}.`);
  return signals.filter(({ name }) => beginnings.some((beginning) => name.startsWith(beginning)));
}
