import { CLASS_CAPS, EVIDENCE_RULES, type EvidenceClass, type EvidenceFamily, type EvidenceKind, type EvidenceRule } from './evidence.js';

/** A0 nothing · A1 · A2 · A3 (recovery-security 5.2). */
export type Level = 0 | 1 | 2 | 3;

export interface EvidenceFacts {
  readonly kind: EvidenceKind;
  readonly outcome: 'proved' | 'failed';
  readonly expiresAt: Date;
  readonly voidedAt: Date | null;
  /** Whoever asks for the action saw it with their own eyes; nobody else did. */
  readonly seenByAsker?: boolean;
  /** A proof of the main address on file, given in this very case: "the old mailbox confirms" (5.3). */
  readonly provesMain?: boolean;
  /** Who vouched. Two different people are worth more than one (5.2), and one is one, however often they say it. */
  readonly givenBy?: string | undefined;
}

export interface AccountTraits {
  readonly privileged: boolean;
  readonly hasSecondFactor: boolean;
}

export interface Assurance {
  readonly level: Level;
  readonly points: number;
  /**
   * What this account still needs for `level`, in machine words: `points:2`, `classes:1`, `families:1`,
   * `strong-class:1` (letter, authenticator, recovery code or identity check). Empty when it is reached.
   */
  missingFor(level: Level): string[];
}

/** One of these must be among the evidence for A3, and facts count only beside a letter, an authenticator or a saved code. */
const STRONG: readonly EvidenceClass[] = ['L', 'I', 'A', 'R'];
const FACTS_COUNT_BESIDE: readonly EvidenceClass[] = ['L', 'A', 'R'];
/** Repeated identity proofing: reaches A2 alone, with or without a second factor (5.2, R7). */
const ENOUGH_FOR_A2_ALONE: readonly EvidenceKind[] = ['in-person', 'home-idp'];

const NEEDED = {
  0: { points: 0, classes: 0, strong: 0, families: 0 },
  1: { points: 3, classes: 1, strong: 0, families: 0 },
  2: { points: 5, classes: 2, strong: 0, families: 2 },
  3: { points: 8, classes: 2, strong: 1, families: 2 },
} as const satisfies Record<Level, { points: number; classes: number; strong: number; families: number }>;

/** Whether evidence counts now at all. */
export function counts(evidence: EvidenceFacts, now: Date): boolean {
  return evidence.outcome === 'proved' && evidence.voidedAt === null && evidence.expiresAt > now;
}

/** The level that the evidence reaches for such an account (recovery-security 5.2). Pure; every subset is tested. */
export function levelOf(evidence: readonly EvidenceFacts[], account: AccountTraits, now: Date): Assurance {
  const kinds = kindsOf(evidence.filter((one) => counts(one, now)));
  const tally = tallyOf(withoutWeakFacts(kinds, account), account);
  const alone = ENOUGH_FOR_A2_ALONE.some((kind) => kinds.has(kind));
  const missingFor = (level: Level): string[] => level === 2 && alone ? [] : missing(tally, level, account);
  const level = ([3, 2, 1] as const).find((one) => missingFor(one).length === 0) ?? 0;
  return { level, points: tally.points, missingFor };
}

/** `two-vouchers` is never written down: it is there as long as two different people's word counts. */
function kindsOf(evidence: readonly EvidenceFacts[]): Set<EvidenceKind> {
  const kinds = new Set(evidence.map(({ kind }) => kind));
  const people = new Set(evidence.flatMap(({ kind, givenBy }) => (kind === 'voucher' && givenBy !== undefined ? [givenBy] : [])));
  if (people.size > 1) kinds.add('two-vouchers');
  return kinds;
}

/**
 * Facts are known to too many people: they count only beside a letter, an authenticator or a saved code, never beside
 * an identity check, never for an account with a second factor, never for a privileged one. A privileged account
 * cannot be opened by video alone either (5.3).
 */
function withoutWeakFacts(kinds: ReadonlySet<EvidenceKind>, account: AccountTraits): EvidenceKind[] {
  const classes = new Set([...kinds].map((kind) => EVIDENCE_RULES[kind].class as EvidenceClass));
  const factsCount = !account.hasSecondFactor && !account.privileged && !classes.has('I') && FACTS_COUNT_BESIDE.some((one) => classes.has(one));
  const others = [...kinds].filter((kind) => !['gate', 'K'].includes(EVIDENCE_RULES[kind].class));
  const videoAlone = account.privileged && others.length === 1 && others[0] === 'video';
  if (videoAlone) return [];
  return factsCount && kinds.has('facts') ? [...others, 'facts'] : others;
}

interface Tally {
  readonly points: number;
  readonly pointsWithoutFacts: number;
  readonly classes: number;
  readonly classesWithoutFacts: number;
  readonly families: number;
  readonly strong: number;
}

function tallyOf(kinds: readonly EvidenceKind[], account: AccountTraits): Tally {
  const points = new Map<EvidenceClass, number>();
  const families = new Set<EvidenceFamily>();
  for (const kind of kinds) {
    const rule: EvidenceRule = EVIDENCE_RULES[kind];
    points.set(rule.class, Math.min(CLASS_CAPS[rule.class], (points.get(rule.class) ?? 0) + rule.points));
    if (rule.family !== 'none') families.add(rule.family);
  }
  const total = [...points.values()].reduce((sum, one) => sum + one, 0);
  const facts = points.get('K') ?? 0;
  return {
    points: total,
    pointsWithoutFacts: total - facts,
    classes: points.size,
    classesWithoutFacts: points.size - (points.has('K') ? 1 : 0),
    families: account.hasSecondFactor ? families.size : Number.POSITIVE_INFINITY,
    strong: STRONG.some((one) => points.has(one)) ? 1 : 0,
  };
}

/** A1 looks past facts altogether; A3 does not count their class (5.2). */
function missing(tally: Tally, level: Level, account: AccountTraits): string[] {
  const needed = NEEDED[level];
  const points = level === 1 ? tally.pointsWithoutFacts : tally.points;
  const classes = level === 2 ? tally.classes : tally.classesWithoutFacts;
  return [
    ...shortBy('points', needed.points - points),
    ...(level === 1 ? [] : shortBy('classes', needed.classes - classes)),
    ...shortBy('strong-class', needed.strong - tally.strong),
    ...(account.hasSecondFactor ? shortBy('families', needed.families - tally.families) : []),
  ];
}

function shortBy(what: string, by: number): string[] {
  return by > 0 ? [`${what}:${by}`] : [];
}
