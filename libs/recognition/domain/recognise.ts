import { MACHINE_CASE_TYPES, canonicalAddress, type CaseType } from '#kernel';
import { cautionsOf } from './cautions.js';
import { namesForeignAddress } from './fields/addresses.js';
import { fieldsOf } from './fields/fields.js';
import { instantFor, linkNotEnough, type InstantQuestion } from './instant.js';
import { languageOf } from './language.js';
import type { Concept } from './lexicon/index.js';
import { speaksOfThird } from './other-people.js';
import { withPrecedence } from './precedence.js';
import type { MailToRecognise, Recognition, RecognitionContext, Signal } from './recognition.js';
import { riskOf } from './risk.js';
import { readSentence, readSentences, scoreOf, type ReadSentence, type Scores } from './score.js';
import { resemblances, type Resemblance } from './resemblance.js';
import { asSeen, conceals } from './text/concealed.js';
import { MAX_CHARACTERS } from './text/fold.js';
import { authorOf } from './text/forwarded.js';
import { MAX_SUBJECT, SENTENCE_BREAK, foldedWords, outsideFrame, saysSomething, sentencesOf, type Sentence } from './text/sentences.js';

/** What the nearest resemblance is worth beside the rules (one strong rule is worth 5 to 9). */
const ALIKE_POINTS = 10;
const ALIKE_POWER = 2;
const CLEARLY_ALIKE = 0.2;
const NOTHING_ALIKE = 0.04;
/** Where something is said outright, a likeness to anything else counts only so much. */
const BESIDE_OUTRIGHT = 0.35;
const FORWARD = /^\s{0,3}(?:wg|fwd?|i)\s{0,2}:/iu;
/** With so many points the person's own words need no help from the mail below. */
const ENOUGH = 6;
/** Something with an @ that is no address as it stands. */
const HALF_ADDRESS = /[^\s@]@[^\s.@]{1,60}(?:\s|$)/u;
/** A subject longer than that is no line any more; marks before it may be long. */
const MAX_LINE = 1_000;
const MACHINES: ReadonlySet<CaseType> = new Set(MACHINE_CASE_TYPES);
const WRITTEN_BY_MACHINE: ReadonlySet<CaseType> = new Set(['auto-reply', 'bounce']);
/** Below this a case type is noise. */
const NOTICEABLE = 6;
/** A second problem must come near the first, by the rules alone. */
const SECOND_SHARE = 0.33;
const SURE_AT = 14;
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
export function recognise(written: MailToRecognise, context: RecognitionContext): Recognition {
  const mail = asItLooks(written);
  const made = new Map<string, Sentence>();
  const first = readMail(mail, mail.text, made);
  const isForward = FORWARD.test(mail.subject) || mail.text.trim() === '';
  const speaksForItself = isForward && Math.max(0, ...readMail({ ...mail, subject: '' }, mail.text, made).points.values()) >= ENOUGH;
  const forwarded = isForward && mail.quoted.trim() !== '' && !speaksForItself ? authorOf(mail) : undefined;
  const author = forwarded ?? mail;
  const own = forwarded ? `${mail.text.trim()}\n\n${forwarded.text}`.trim() : mail.text.trim();
  const { sentences, read, points, signals, outright } = forwarded ? readMail(mail, own, made) : first;
  const alike = resemblances(read);
  const byRules = withPrecedence(points);
  const ranked = rank(withResemblance(byRules, alike, outright));
  const primary = ranked[0]?.[0] ?? 'not-account-related';
  const confidence = confidenceOf(ranked);
  const secondary = secondaryOf(rank(byRules), primary, ranked[0]?.[1] ?? 0);
  const isPassedOn = forwarded !== undefined && canonicalAddress(forwarded.fromAddress) !== canonicalAddress(mail.fromAddress);
  const present = presentIn(read);
  const { risk, riskSignals } = riskOf(mail, sentences, primary, present, isPassedOn);
  const text = sentences.map((sentence) => sentence.text).join(' . ');
  const fields = MACHINES.has(primary) ? {} : fieldsOf({ ...author, text: own }, context, primary, riskSignals.includes('third-party-wants-secret'));
  const language = languageOf(own.trim() === '' ? mail.subject : own);
  const around = `${outsideFrame(own)} ${author.signature}`.trim();
  const question: InstantQuestion = { primary, secondary, outright, confidence, risk, riskSignals, present, text, fields, around: foldedWords(around), below: outsideFrame(own), language, ownAddresses: context.ownAddresses, isConcealed: conceals(`${written.subject.slice(0, MAX_LINE)} ${written.text.slice(0, MAX_CHARACTERS)}`), isCutOff: Math.max(written.text.length, written.signature.length, own.length) > MAX_CHARACTERS || mail.subject.length > MAX_SUBJECT, fromAddress: author.fromAddress, fromName: author.fromName, foreignAddress: namesForeignAddress(`${mail.subject}\n${own}\n${saysSomething(around) ? around : ''}`, author.fromAddress, context) || HALF_ADDRESS.test(own), isPassedOn, byRules: saidOf(byRules, primary), sentences: read };
  const instant = lookAgain(instantFor(question), question, { subject: mail.subject, own, around, made });
  return {
    caseType: primary,
    secondary,
    confidence,
    language,
    fields,
    risk,
    riskSignals,
    signals: concerning([primary, ...secondary], [...signals, ...likenessSignals(alike)]).sort((left, right) => right.weight - left.weight).slice(0, 20),
    instant,
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
function lookAgain(instant: Recognition['instant'], question: InstantQuestion, { subject, own, around, made }: Written): Recognition['instant'] {
  if (!instant.allowed) return instant;
  const written = [...sentencesOf(subject, own, 'read on', made), ...(saysSomething(around) || speaksOfThird(question.around) ? sentencesOf('', around, 'read on', made) : [])];
  const known = new Map(question.sentences.map((one) => [one.sentence.text, one]));
  // The same sentences say the same, and nothing was said against them.
  if (written.length === question.sentences.length && written.every(({ text }, at) => text === question.sentences[at]!.sentence.text)) return instant;
  const sentences = written.map((sentence) => known.get(sentence.text) ?? readSentence(sentence));
  const readOn = { ...question, sentences, present: presentIn(sentences), text: sentences.map(({ sentence }) => sentence.text).join(SENTENCE_BREAK) };
  const because = [...cautionsOf(readOn), ...linkNotEnough(readOn)];
  return because.length > 0 ? { allowed: false, because } : instant;
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

/**
 * The rules know the words, the examples know the company they keep: a mail that says a thing in its own way still
 * resembles others. Far resemblances count little, so the rules lead where they have something to say.
 */
function withResemblance(points: ReadonlyMap<CaseType, number>, alike: readonly Resemblance[], outright: ReadonlySet<CaseType>): ReadonlyMap<CaseType, number> {
  const nearest = alike[0]?.likeness ?? 0;
  if (nearest < NOTHING_ALIKE) return points;
  const joined = new Map(points);
  for (const { caseType, likeness } of alike) {
    // "Automatically" makes no automatic reply: a machine mail shows itself by its own words or not at all.
    if (WRITTEN_BY_MACHINE.has(caseType) && !points.has(caseType)) continue;
    const bonus = ALIKE_POINTS * (likeness / nearest) ** ALIKE_POWER * Math.min(1, nearest / CLEARLY_ALIKE) * (outright.size > 0 && !outright.has(caseType) ? BESIDE_OUTRIGHT : 1);
    joined.set(caseType, (joined.get(caseType) ?? 0) + bonus);
  }
  return joined;
}

function likenessSignals(alike: readonly Resemblance[]): readonly Signal[] {
  const nearest = alike[0]?.likeness ?? 0;
  return alike.filter(({ likeness }) => likeness >= NOTHING_ALIKE && likeness >= nearest / 2).slice(0, 4).map(({ caseType, likeness, shared }) => ({
    name: `case.${caseType}.resembles-examples`, weight: Math.round(ALIKE_POINTS * (likeness / nearest) ** ALIKE_POWER * Math.min(1, nearest / CLEARLY_ALIKE) * 10) / 10, text: shared.join(' … ').slice(0, 80),
  }));
}

function rank(points: ReadonlyMap<CaseType, number>): readonly (readonly [CaseType, number])[] {
  return [...points].filter(([, value]) => value > 0).sort(([, left], [, right]) => right - left);
}

/** High where the first has much weight and the second little. */
function confidenceOf(ranked: readonly (readonly [CaseType, number])[]): number {
  const first = ranked[0]?.[1] ?? 0;
  if (first === 0) return 0.1;
  const primary = ranked[0]![0];
  const second = ranked[1]?.[1] ?? 0;
  const rival = ranked.find(([caseType]) => caseType !== primary && !isRelative(primary, caseType))?.[1] ?? 0;
  const strength = Math.min(1, first / SURE_AT);
  const lead = Math.min(1, ((first - second) / first + (2 * (first - rival)) / first) / 2);
  return Math.round(strength * (0.4 + 0.6 * lead) * 100) / 100;
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
