import type { EntityManager } from '#persistence';
import { afterOneMore, givenBack, mustWaitUntil, sourceOf, type ThrottledBy } from '../domain/throttle.js';
import { SignInThrottle } from '../store/agent-session.entity.js';
import { lockThrottle } from '../store/agents.queries.js';

type Key = readonly [by: ThrottledBy, key: string];

function keysOf(address: string, ip: string | undefined): Key[] {
  return [['address', `address:${address}`], ...(ip === undefined ? [] : [['source', `source:${sourceOf(ip)}`] as const])];
}

/** Counts one more try for the address and the source. Returns until when to wait instead, if either must. */
export async function takeAttempt(tx: EntityManager, address: string, ip: string | undefined, now: Date): Promise<Date | undefined> {
  const rows: [ThrottledBy, SignInThrottle][] = [];
  for (const [by, key] of keysOf(address, ip)) rows.push([by, await lockThrottle(tx, key, now)]);
  const waits = rows.map(([, row]) => mustWaitUntil(row, now)).filter((until) => until !== undefined);
  if (waits.length > 0) return new Date(Math.max(...waits.map((until) => until.getTime())));
  for (const [by, row] of rows) Object.assign(row, afterOneMore(row.failures === 0 ? undefined : row, by, now));
  return undefined;
}

/** The try was right: the address starts anew, and the source gets its one try back. */
export async function forgetAttempts(tx: EntityManager, address: string, ip: string | undefined, now: Date): Promise<void> {
  for (const [by, key] of keysOf(address, ip)) {
    const row = await lockThrottle(tx, key, now);
    Object.assign(row, by === 'address' ? { failures: 0, blockedUntil: null } : givenBack(row));
  }
}

/** The try was no guess (the password was right, the code is still to come): both get it back. */
export async function giveAttemptBack(tx: EntityManager, address: string, ip: string | undefined, now: Date): Promise<void> {
  for (const [, key] of keysOf(address, ip)) {
    const row = await lockThrottle(tx, key, now);
    Object.assign(row, givenBack(row));
  }
}
