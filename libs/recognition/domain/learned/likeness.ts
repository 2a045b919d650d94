/** How much a mail is like those that a link answered. */
export interface Likeness {
  /** Of the mail as a whole: above zero a link, below a person (log odds). */
  readonly link: number;
  /** Of its sentences: how likely one of them is such that a link is not safe; such that it is not enough. Zero or more. */
  readonly unsafe: number;
  readonly insufficient: number;
  /** Of the one sentence that sounds least safe: above zero it rather is not (log odds). */
  readonly leastSafe: number;
}

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
/** A reason against a link never speaks for one, and counts at least so much, whatever the mails say. */
const LEAST = 0.2;
/** Of these the house has decided, whatever people label: a mail that did not arrive will not arrive again, a second wish is none that a link fulfils, a link that failed for no known cause may fail again, and a question wants an answer. */
const LEAST_OF: ReadonlyMap<string, number> = new Map([['link-not-enough:mail-does-not-arrive', 1], ['caution:second-wish', 1], ['link-not-enough:cause-unknown', 1], ['link-not-enough:wants-explanation', 1.5]]);
/** What a reason is worth that no mail taught anything about, and the parts of a likeness to begin with. */
const UNTAUGHT = 0.7;
const PART = 0.5;
/** How dear it is to be elsewhere. */
const HELD_REASON = 1;
const HELD_PART = 0.1;
const ROUNDS = 60;

/** What all the mails have: `''`. */
export const ALWAYS = '';
const PARTS: readonly string[] = ['link', 'unsafe', 'insufficient'];

function partsOf(likeness: Likeness): readonly (readonly [string, number])[] {
  return [['link', Math.max(-MOST, Math.min(MOST, likeness.link))], ['unsafe', -likeness.unsafe], ['insufficient', -likeness.insufficient]];
}

/** How sure a link answers the mail, by what it is like and all that was found against it (log odds). */
export function surenessOf(likeness: Likeness, reasons: Iterable<string>, worth: ReadonlyMap<string, number>): number {
  let sum = worth.get(ALWAYS) ?? 0;
  for (const [part, value] of partsOf(likeness)) sum += (worth.get(part) ?? PART) * value;
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
      const column = columns.get(name) ?? { rows: [], values: [], worth: name === ALWAYS ? 0 : startOf(name) };
      columns.set(name, column);
      column.rows.push(row);
      column.values.push(value);
    }
  });
  const scores = mails.map(({ likeness, reasons }) => surenessOf(likeness, reasons, new Map([...columns].map(([name, { worth }]) => [name, worth]))));
  for (let round = 0; round < ROUNDS; round += 1) {
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
      column.worth = next;
    }
  }
  return new Map([...columns].map(([name, { worth }]) => [name, worth]));
}

function isPart(name: string): boolean {
  return PARTS.includes(name);
}

function startOf(name: string): number {
  if (name === ALWAYS) return 0;
  return isPart(name) ? PART : UNTAUGHT;
}

function boundsOf(name: string): { readonly least: number; readonly held: number } {
  if (name === ALWAYS) return { least: Number.NEGATIVE_INFINITY, held: 0 };
  return isPart(name) ? { least: 0, held: HELD_PART } : { least: LEAST_OF.get(name) ?? LEAST, held: HELD_REASON };
}
