import { setTimeout as wait } from 'node:timers/promises';
import { DirectoryUnreachable } from '../../directory.faults.js';
import type { GrantAnswer, KeycloakLine } from './keycloak-line.js';
import type { Brake, KeycloakUsers } from './keycloak-users.js';
import type { User } from './user-to-account.js';

/** Keycloak counts a failed sign-in in the background: it is looked for after each of these (ms). */
const LOOKS_MS: readonly number[] = [0, 25, 50, 100, 200, 400, 800];
const MOST_ASKED = 4;

export interface Asked {
  readonly line: Pick<KeycloakLine, 'opens'>;
  readonly users: Pick<KeycloakUsers, 'brakeOf' | 'hasBrake'>;
}

/** However slowly the realm answers, whoever waits for a page hears within this, and one answer to a sign-in more (ms): that one is not cut short, since what it opens has to be closed again. */
const PATIENCE_MS = 6_000;

export interface HowToAsk {
  readonly code?: string | undefined;
  /** Of a no that is to be sure: takes back what was counted before it is asked again, or two within a second would lock the account. */
  readonly forgive?: ((until: number) => Promise<void>) | undefined;
  /** Whether a failure that came to these can be ours; else any can. */
  readonly isOurs?: (before: Brake, after: Brake) => boolean;
  readonly looksMs?: readonly number[];
  readonly patienceMs?: number;
}

/**
 * Whether a password, with a code where one is given, opens an account that is not locked.
 *
 * A realm with brute-force detection lets one sign-in of an account in at a time. Until that one is counted, which happens in
 * the background also when it went well, everything else gets the very words of a wrong password, and is not counted
 * itself (unless the server is told `allow-concurrent-requests`). So a no is only what
 * the realm counts; before that it is asked again. What was counted may be somebody else's, which kept ours out, also when it
 * came up to a second and a half after our answer: the realm does not say whose it counted. Where a wrong no
 * would do harm it has to be counted twice in a row. Whoever signs in wrongly at just these two moments can still feign it.
 *
 * @returns `unknown` also when the account was locked meanwhile
 * @throws DirectoryUnreachable when no answer of the realm was one: sign-ins of this account are under way all the time, or it is too slow
 */
export async function grantOf({ line, users }: Asked, { id, username }: Pick<User, 'id' | 'username'>, password: string, { code, forgive, isOurs = () => true, looksMs = LOOKS_MS, patienceMs = PATIENCE_MS }: HowToAsk = {}): Promise<GrantAnswer> {
  const until = performance.now() + patienceMs;
  let hasBrake: boolean | undefined;
  let counted = 0;
  for (let asked = 0; asked < MOST_ASKED && performance.now() < until; asked += 1) {
    const before = await users.brakeOf(id, until);
    const answer = await line.opens(username, password, code);
    if (answer !== 'wrong' || !(hasBrake ??= await users.hasBrake(until))) return answer;
    const seen = await countedSince(before, id, users, { isOurs, looksMs, until });
    if (seen === 'locked') return 'unknown';
    counted = seen === 'counted' ? counted + 1 : 0;
    if (counted === (forgive ? 2 : 1)) return 'wrong';
    if (counted > 0) await forgive?.(until);
  }
  throw new DirectoryUnreachable('Keycloak refused a sign-in several times and did not count it: others of the same account are under way, or it is too slow');
}

async function countedSince(before: Brake, id: string, users: Asked['users'], { isOurs, looksMs, until }: Required<Pick<HowToAsk, 'isOurs' | 'looksMs'>> & { readonly until: number }): Promise<'counted' | 'locked' | undefined> {
  for (const lookMs of looksMs) {
    if (performance.now() + lookMs >= until) return undefined;
    await wait(lookMs);
    const after = await users.brakeOf(id, until);
    if (after.lastFailure !== 0 && after.lastFailure !== before.lastFailure && isOurs(before, after)) return 'counted';
    if (after.disabled) return 'locked';
  }
  return undefined;
}
