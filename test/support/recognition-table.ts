import { MACHINE_CASE_TYPES, type CaseType } from '#kernel';
import { parseProfile, routeTicket, shippedProfiles, type PortalProfile } from '#portals';
import { measure, type Judged } from './measure-recognition.js';
import { hasSampleCases, judgedCases, judgedHoldOut, judgedVoices, voiceFiles } from './read-labelled-mails.js';

export interface Row {
  readonly caseType: CaseType | 'all';
  readonly count: number;
  readonly good: number;
  readonly fieldsF1: number;
  /** Of those allowed, how many may be. */
  readonly instantPrecision: number;
  /** Of those that may be, how many are allowed; `undefined` where none may. */
  readonly instantRecall: number | undefined;
  /** Allowed, though dangerous or not enough. */
  readonly leaks: number;
  /** In a queue where the label would have brought it, or in triage; machine mail, which the screens tell, left out. */
  readonly queueRight: number;
}

const VOICES = ['voices-dev.txt', 'voices-held.txt', 'voices-blind.txt', 'voices-last.txt', 'voices-fresh.txt', 'voices-held2.txt'];
/** Link mails and, in the same hand, what only looks like them: twins in which one clause makes the difference. */
const HANDS = Array.from({ length: 6 }, (_, at) => `hands-${at + 1}.txt`);
const ATTACKS = ['attacks-dev.txt', 'attacks-held.txt', 'attacks-blind.txt', 'attacks-last.txt', 'attacks-new.txt', 'attacks-fresh.txt', 'attacks-told-1.txt', 'attacks-told-2.txt'];
/** Mails in the manner of the sample cases, each file by another writer. */
const POST = voiceFiles().filter((file) => file.startsWith('post-'));
/** The same, by six more; never learned from. */
const UNSEEN = voiceFiles().filter((file) => file.startsWith('unseen-'));
const HOLD_OUTS = Array.from({ length: 12 }, (_, at) => `holdout-${at + 1}.jsonl`);
const MACHINES: ReadonlySet<CaseType> = new Set(MACHINE_CASE_TYPES);

/** Every labelled mail there is, by set; the samples only where they lie beside the repository. */
export async function judgedSets(): Promise<ReadonlyMap<string, readonly Judged[]>> {
  return new Map<string, readonly Judged[]>([
    ...(hasSampleCases() ? [['sample cases', await judgedCases()] as const] : []),
    ['hold-outs', HOLD_OUTS.flatMap(judgedHoldOut)],
    ['voices', VOICES.flatMap(judgedVoices)],
    ['attacks', ATTACKS.flatMap(judgedVoices)],
    ['hands', HANDS.flatMap(judgedVoices)],
    ['post', POST.flatMap(judgedVoices)],
  ]);
}

/** Mails that neither rules nor weights have learned from. */
export function judgedUnseen(which = /^unseen-/u): readonly Judged[] {
  return UNSEEN.filter((file) => which.test(file)).flatMap(judgedVoices);
}

/** One row for each case type that a label names, and one for all. The fields of attacks are not labelled and do not count. */
export function rowsOf(judged: readonly Judged[]): readonly Row[] {
  const types = [...new Set(judged.map(({ label }) => label.case))].sort();
  return [...types.map((caseType) => rowOf(caseType, judged.filter(({ label }) => label.case === caseType))), rowOf('all', judged)];
}

function rowOf(caseType: CaseType | 'all', judged: readonly Judged[]): Row {
  const result = measure(judged);
  const withFields = measure(judged.filter(({ label }) => !/^(?:attacks|hands|post)/u.test(label.id)));
  const allowed = judged.filter(({ recognition }) => recognition.instant.allowed);
  const personal = judged.filter(({ label }) => !MACHINES.has(label.case) && label.case !== 'spam');
  return {
    caseType, count: judged.length, good: result.primaryOrAcceptable, fieldsF1: withFields.fieldsF1, leaks: new Set([...result.highRiskAllowed, ...result.wronglyAllowed]).size,
    instantPrecision: allowed.length === 0 ? 1 : allowed.filter(({ label }) => label.autoOk).length / allowed.length,
    instantRecall: judged.some(({ label }) => label.autoOk) ? result.allowedShare : undefined,
    queueRight: personal.length === 0 ? 1 : personal.filter(isInRightQueue).length / personal.length,
  };
}

const PROFILES: ReadonlyMap<string, PortalProfile> = new Map((await shippedProfiles()).map(({ key, yaml }) => {
  const parsed = parseProfile(yaml);
  if (!parsed.ok) throw new Error(`the profile of ${key} cannot be read`);
  return [key, parsed.profile];
}));

function isInRightQueue({ label, recognition, portal }: Judged): boolean {
  const profile = PROFILES.get(portal);
  if (!profile) throw new Error(`no portal "${portal}"`);
  const seen = routeTicket(profile, { caseType: recognition.caseType, risk: recognition.risk, confidence: recognition.confidence, mailClass: 'request' }).queue;
  const meant = [label.case, ...label.acceptable].flatMap((caseType) => [label.risk, recognition.risk].map((risk) => routeTicket(profile, { caseType, risk, confidence: 1, mailClass: 'request' }).queue));
  return seen === profile.triageQueue || meant.includes(seen);
}

/** The table for people. */
export function printableTable(rows: readonly Row[]): string {
  const percent = (value: number | undefined): string => (value === undefined ? '–' : (value * 100).toFixed(0)).padStart(9);
  const head = `${'case type'.padEnd(28)}${['n', 'right', 'fields F1', 'precision', 'recall', 'leaks', 'queue'].map((word) => word.padStart(9)).join(' ')}`;
  return [head, ...rows.map((row) => `${row.caseType.padEnd(28)}${[String(row.count).padStart(9), percent(row.good), percent(row.fieldsF1), percent(row.instantPrecision), percent(row.instantRecall), String(row.leaks).padStart(9), percent(row.queueRight)].join(' ')}`)].join('\n');
}
