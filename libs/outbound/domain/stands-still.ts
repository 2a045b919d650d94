import { HOUR_MS, MINUTE_MS } from '#kernel';

/** Nothing has left for so long although something should have: the relay needs a person. */
export const STANDS_STILL_MS = 15 * MINUTE_MS;
/** A single mail that others pass by: greylisting takes minutes, not hours. */
const TOO_OLD_MS = 2 * HOUR_MS;

/** What waits in the outbox of one portal although its time has come. */
export interface Waiting {
  readonly oldestDueAt: Date | null;
  readonly lastSentAt: Date | null;
  /** How many recipients have waited for `STANDS_STILL_MS`. */
  readonly recipients: number;
  /** How many of them wait for another reason than that their own server said "later" (a 4xx about them): a dead line, a refused sign-in, or that nobody tried. */
  readonly notPutOff: number;
}

/** Whether a person is called. One recipient whose server puts us off is greylisted and no trouble of ours; two, and nothing else left meanwhile, are. */
export function needsAPerson({ oldestDueAt, lastSentAt, recipients, notPutOff }: Waiting, now: Date): boolean {
  const age = oldestDueAt === null ? 0 : now.getTime() - oldestDueAt.getTime();
  if (age > TOO_OLD_MS) return true;
  const nothingLeft = lastSentAt === null || now.getTime() - lastSentAt.getTime() > STANDS_STILL_MS;
  return age > STANDS_STILL_MS && nothingLeft && (recipients > 1 || notPutOff > 0);
}
