import type { CaseType } from '#kernel';
import type { ExtractedFields, Recognition, Risk } from '#recognition';
import type { Decisive } from '../../libs/recognition/domain/learned/decisive.js';

/** What a labelled mail should be recognised as; see the README of the corpus for what the labels mean. */
export interface Labelled {
  readonly id: string;
  readonly case: CaseType;
  readonly acceptable: readonly CaseType[];
  readonly lang: string;
  readonly fields: ExtractedFields;
  readonly risk: Risk;
  readonly autoOk: boolean;
  /** Why a person has to see it: by whoever labelled it. */
  readonly decisive?: readonly Decisive[];
}

export interface Judged {
  readonly label: Labelled;
  readonly recognition: Recognition;
  readonly portal: string;
}

export interface Measure {
  readonly count: number;
  readonly primary: number;
  readonly primaryOrAcceptable: number;
  readonly language: number;
  readonly risk: number;
  readonly fieldsPrecision: number;
  readonly fieldsRecall: number;
  readonly fieldsF1: number;
  /** Mails with a dangerous label that would be answered by a machine: has to be none. */
  readonly highRiskAllowed: readonly string[];
  /** Labelled "not enough" or "not safe", but allowed. */
  readonly wronglyAllowed: readonly string[];
  /** Share of the mails that a link would answer and that are allowed. */
  readonly allowedShare: number;
  readonly notAllowed: readonly string[];
  readonly misses: readonly string[];
  readonly fieldMisses: readonly string[];
  /** `expected → seen: how often` */
  readonly confusion: readonly string[];
}

const FIELD_NAMES = ['username', 'registeredEmail', 'oldEmail', 'newEmail', 'serialNumber', 'customerNumber', 'fullName', 'phone', 'organisation'] as const;

/** The primary case type is the label's, or one that a sensible person would let pass. */
function isGood({ label, recognition }: Judged): boolean {
  return recognition.caseType === label.case || label.acceptable.includes(recognition.caseType);
}

export function measure(judged: readonly Judged[]): Measure {
  const hits = (test: (one: Judged) => boolean): number => judged.filter(test).length;
  const fieldMisses: string[] = [];
  let [found, right, wanted] = [0, 0, 0];
  for (const { label, recognition } of judged) {
    for (const name of FIELD_NAMES) {
      const [expected, seen] = [label.fields[name], recognition.fields[name]];
      if (expected !== undefined) wanted += 1;
      if (seen !== undefined) found += 1;
      if (expected !== undefined && seen !== undefined && same(expected, seen)) right += 1;
      else if (expected !== seen) fieldMisses.push(`${label.id} ${name}: expected ${expected ?? '–'}, seen ${seen ?? '–'}`);
    }
  }
  const [precision, recall] = [right / Math.max(1, found), right / Math.max(1, wanted)];
  const shouldAllow = judged.filter(({ label }) => label.autoOk);
  const misses = judged.filter((one) => !isGood(one));
  return {
    count: judged.length,
    primary: share(hits(({ label, recognition }) => recognition.caseType === label.case), judged.length),
    primaryOrAcceptable: share(hits(isGood), judged.length),
    language: share(hits(({ label, recognition }) => recognition.language === label.lang), judged.length),
    risk: share(hits(({ label, recognition }) => recognition.risk === label.risk), judged.length),
    fieldsPrecision: precision,
    fieldsRecall: recall,
    fieldsF1: wanted + found === 0 ? 1 : (2 * precision * recall) / Math.max(0.001, precision + recall),
    highRiskAllowed: judged.filter(({ label, recognition }) => label.risk === 'high' && recognition.instant.allowed).map(({ label }) => label.id),
    wronglyAllowed: judged.filter(({ label, recognition }) => !label.autoOk && recognition.instant.allowed).map(({ label }) => label.id),
    allowedShare: share(shouldAllow.filter(({ recognition }) => recognition.instant.allowed).length, shouldAllow.length),
    notAllowed: shouldAllow.filter(({ recognition }) => !recognition.instant.allowed).map(({ label, recognition }) => `${label.id} ${recognition.caseType}: ${recognition.instant.because.join(', ')}`),
    misses: misses.map(({ label, recognition }) => `${label.id} expected ${label.case}, seen ${recognition.caseType} (${recognition.confidence}; ${recognition.signals.slice(0, 3).map((signal) => `${signal.name} "${signal.text}"`).join('; ')})`),
    fieldMisses,
    confusion: confusionOf(misses),
  };
}

/** A page for people, printed by the specs that measure. */
export function printable(title: string, result: Measure): string {
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  return [
    `${title}: ${result.count} mails`,
    `  primary ${percent(result.primary)} · primary or acceptable ${percent(result.primaryOrAcceptable)} · language ${percent(result.language)} · risk ${percent(result.risk)}`,
    `  fields precision ${percent(result.fieldsPrecision)} · recall ${percent(result.fieldsRecall)} · F1 ${percent(result.fieldsF1)}`,
    `  instant: ${percent(result.allowedShare)} of the safe and sufficient ones allowed · wrongly allowed ${result.wronglyAllowed.length} (${result.wronglyAllowed.join(' ')}) · high risk allowed ${result.highRiskAllowed.length} (${result.highRiskAllowed.join(' ')})`,
    '  confusion:',
    ...result.confusion.map((line) => `    ${line}`),
  ].join('\n');
}

function confusionOf(misses: readonly Judged[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { label, recognition } of misses) {
    const key = `${label.case} → ${recognition.caseType}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left).map(([key, count]) => `${key}: ${count}`);
}

function same(expected: string, seen: string): boolean {
  const plain = (text: string): string => text.normalize('NFC').replace(/[’‘]/gu, "'").replace(/\s+/gu, ' ').trim().toLowerCase();
  return plain(expected) === plain(seen);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
