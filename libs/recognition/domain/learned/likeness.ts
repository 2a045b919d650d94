import { DECISIVE_KINDS } from './decisive.js';

/** How much a mail is like those that a link answered. */
export interface Likeness {
  /** Of the mail as a whole: above zero a link, below a person (log odds). */
  readonly link: number;
  /** Of its sentences, for each of `VOICES`: how likely one of them says it (the sum of what each adds, softplus), zero or more. */
  readonly said: readonly number[];
  /** The same of the one sentence that says it most (log odds). */
  readonly loudest: readonly number[];
}

/** What a sentence can say against a link, and last, that it says any of it. */
export const VOICES = [...DECISIVE_KINDS, 'any'] as const;

/** A mail that is weighed, with the answer that somebody gave. */
export interface Weighed {
  readonly likeness: Likeness;
  /** The reasons against a link that were found. */
  readonly reasons: readonly string[];
  readonly isLinkEnough: boolean;
  /** How much it counts. */
  readonly weight: number;
}

/** However many kind words somebody writes: more of them say nothing more. */
const MOST = 4;
/** Nor does it matter how surely a sentence says something, or does not, from here on. */
const SURELY = 3;
/** A reason against a link never speaks for one, and counts at least so much, whatever the mails say. */
const LEAST = 0.2;
/** What somebody says of another person, mailbox or place: it takes a mail that is very much like those that a link answered. */
const DANGER = 2;
/** Of these the house has decided, whatever people label: a mail that did not arrive will not arrive again, a second wish is none that a link fulfils, a link that failed for no known cause may fail again, and a question wants an answer. */
const LEAST_OF: ReadonlyMap<string, number> = new Map([['link-not-enough:mail-does-not-arrive', 1.5], ['caution:second-wish', 1.5], ['link-not-enough:cause-unknown', 1.5], ['link-not-enough:wants-explanation', 1.5],
  ...['other-mailbox', 'no-longer-entitled', 'names-a-destination'].map((name) => [`caution:${name}`, DANGER] as const), ['link-not-enough:link-already-worked', DANGER], ['risk-signal:third-party', 1],
]);
/** What a reason is worth that no mail taught anything about, and the parts of a likeness to begin with. */
const UNTAUGHT = 0.7;
const PART = 0.5;
/** How dear it is to be elsewhere. */
const HELD = 1;
const HELD_LINK = 0.1;
const ROUNDS = 300;
/** Until no weight moves further than this. */
const STILL = 1e-4;

/** What all the mails have: `''`. */
export const ALWAYS = '';
const LINK = 'link';
const SAID = VOICES.map((voice) => `said:${voice}`);
const LOUDEST = VOICES.map((voice) => `loudest:${voice}`);
const PARTS: ReadonlySet<string> = new Set([LINK, ...SAID, ...LOUDEST]);

/** Whatever speaks against a link is less than nothing here, so that its worth is none below nothing. */
function partsOf({ link, said, loudest }: Likeness): readonly (readonly [string, number])[] {
  return [[LINK, within(MOST, link)], ...SAID.map((name, at) => [name, -said[at]!] as const), ...LOUDEST.map((name, at) => [name, -within(SURELY, loudest[at]!)] as const)];
}

function within(most: number, value: number): number {
  return Math.max(-most, Math.min(most, value));
}

/** How sure a link answers the mail, by what it is like and all that was found against it (log odds). */
export function surenessOf(likeness: Likeness, reasons: Iterable<string>, worth: ReadonlyMap<string, number>): number {
  let sum = worth.get(ALWAYS) ?? 0;
  for (const [part, value] of partsOf(likeness)) sum += (worth.get(part) ?? startOf(part)) * value;
  for (const reason of reasons) sum -= worth.get(reason) ?? UNTAUGHT;
  return sum;
}

/**
 * What each part and each reason is worth: logistic regression, in which nothing may be worth less than nothing. One
 * weight after the other is moved to where it is best (Newton's step, cut off at its bound), until all have stopped.
 */
export function worthOf(mails: readonly Weighed[]): ReadonlyMap<string, number> {
  const columns = new Map<string, { readonly rows: number[]; readonly values: number[]; worth: number }>();
  mails.forEach(({ likeness, reasons }, row) => {
    const has: readonly (readonly [string, number])[] = [[ALWAYS, 1], ...partsOf(likeness), ...reasons.map((reason) => [reason, -1] as const)];
    for (const [name, value] of has) {
      const column = columns.get(name) ?? { rows: [], values: [], worth: startOf(name) };
      columns.set(name, column);
      column.rows.push(row);
      column.values.push(value);
    }
  });
  const scores = mails.map(({ likeness, reasons }) => surenessOf(likeness, reasons, new Map([...columns].map(([name, { worth }]) => [name, worth]))));
  for (let round = 0, moved = STILL; round < ROUNDS && moved >= STILL; round += 1) {
    moved = 0;
    for (const [name, column] of columns) {
      const { least, held } = boundsOf(name);
      let slope = held * (column.worth - startOf(name));
      let curve = held + 1e-9;
      column.rows.forEach((row, at) => {
        const { isLinkEnough, weight } = mails[row]!;
        const value = column.values[at]!;
        const likely = 1 / (1 + Math.exp(-scores[row]!));
        slope += weight * value * (likely - (isLinkEnough ? 1 : 0));
        curve += weight * value * value * likely * (1 - likely);
      });
      const next = Math.max(least, column.worth - slope / curve);
      column.rows.forEach((row, at) => (scores[row]! += (next - column.worth) * column.values[at]!));
      moved = Math.max(moved, Math.abs(next - column.worth));
      column.worth = next;
    }
  }
  return new Map([...columns].map(([name, { worth }]) => [name, worth]));
}

function startOf(name: string): number {
  if (name === LINK) return PART;
  return name === ALWAYS || PARTS.has(name) ? 0 : UNTAUGHT;
}

function boundsOf(name: string): { readonly least: number; readonly held: number } {
  if (name === ALWAYS) return { least: Number.NEGATIVE_INFINITY, held: 0 };
  if (name === LINK) return { least: 0, held: HELD_LINK };
  return { least: PARTS.has(name) ? 0 : LEAST_OF.get(name) ?? LEAST, held: HELD };
}
