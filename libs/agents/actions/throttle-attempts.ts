import { hashToken } from '#kernel';
import type { EntityManager } from '#persistence';
import { afterOneMore, beginsAnew, countersOf, givenBack, mustWaitUntil, type ThrottledBy, type Trying } from '../domain/throttle.js';
import type { SignInThrottle } from '../store/agent-session.entity.js';
import { lockThrottle } from '../store/agents.queries.js';

/** The rows that count this try, as `countersOf` orders them. What somebody typed is hashed: a key is as long as every other, and says no address. */
function keysOf(trying: Trying): (readonly [by: ThrottledBy, key: string])[] {
  return countersOf(trying).map(([by, what]) => [by, `${by}:${hashToken(what)}`]);
}

/**
 * Counts one more try wherever it counts. Returns until when to wait instead, as soon as one of them says so: nothing is looked at after
 * it, so a source that has to wait, which is looked at first, cannot fill the table with addresses.
 */
export async function takeAttempt(tx: EntityManager, trying: Trying, now: Date): Promise<Date | undefined> {
  const rows: [ThrottledBy, SignInThrottle][] = [];
  for (const [by, key] of keysOf(trying)) {
    const row = await lockThrottle(tx, key, now);
    const until = mustWaitUntil(row, now);
    if (until) return until;
    rows.push([by, row]);
  }
  for (const [by, row] of rows) Object.assign(row, afterOneMore(row.failures === 0 ? undefined : row, by, now));
  return undefined;
}

/** The try was right: what is nobody else's begins anew, and what many fill gets its one try back. */
export async function forgetAttempts(tx: EntityManager, trying: Trying, now: Date): Promise<void> {
  for (const [by, key] of keysOf(trying)) {
    const row = await lockThrottle(tx, key, now);
    Object.assign(row, beginsAnew(by) ? { failures: 0, blockedUntil: null } : givenBack(row));
  }
}

/** The try was no guess (the password was right, the code is still to come): it is given back wherever it counted. */
export async function giveAttemptBack(tx: EntityManager, trying: Trying, now: Date): Promise<void> {
  for (const [, key] of keysOf(trying)) {
    const row = await lockThrottle(tx, key, now);
    Object.assign(row, givenBack(row));
  }
}
