import { setTimeout as wait } from 'node:timers/promises';
import { DirectoryUnreachable } from '../../directory.faults.js';
import type { GrantAnswer, KeycloakLine } from './keycloak-line.js';
import type { KeycloakUsers } from './keycloak-users.js';
import type { User } from './user-to-account.js';

/** Keycloak counts a failed sign-in in the background: it is looked for after each of these (ms). */
const LOOKS_MS: readonly number[] = [0, 25, 50, 100, 200, 400, 800];
const MOST_ASKED = 4;

export interface Asked {
  readonly line: Pick<KeycloakLine, 'opens'>;
  readonly users: Pick<KeycloakUsers, 'brakeOf' | 'hasBrake'>;
}

/** However slowly the realm answers, whoever waits for a page hears within this and one answer more (ms). */
const PATIENCE_MS = 6_000;

/**
 * Whether a password, with a code where one is given, opens an account that is not locked.
 *
 * A realm with brute-force detection lets one sign-in of an account in at a time. Until that one is counted, which happens in
 * the background also when it went well, everything else gets the very words of a wrong password, and is not counted
 * itself (unless the server is told `allow-concurrent-requests`). So a no is only what
 * the realm counts; before that it is asked again. What was counted may be somebody else's, which kept ours out: where a wrong no
 * would do harm it has to be counted twice in a row. Whoever signs in wrongly at just these two moments can still feign it.
 *
 * @param forgive of a no that is to be sure: takes back what was counted before it is asked again, or two within a second would lock the account
 * @returns `unknown` also when the account was locked meanwhile
 * @throws DirectoryUnreachable when no answer of the realm was one: sign-ins of this account are under way all the time
 */
export async function grantOf({ line, users }: Asked, { id, username }: Pick<User, 'id' | 'username'>, password: string, { code, forgive, looksMs = LOOKS_MS }: { readonly code?: string | undefined; readonly forgive?: (() => Promise<void>) | undefined; readonly looksMs?: readonly number[] } = {}): Promise<GrantAnswer> {
  const until = performance.now() + PATIENCE_MS;
  let counted = 0;
  for (let asked = 0; asked < MOST_ASKED && performance.now() < until; asked += 1) {
    const { lastFailure: before } = await users.brakeOf(id);
    const answer = await line.opens(username, password, code);
    if (answer !== 'wrong' || !(await users.hasBrake())) return answer;
    const seen = await countedSince(before, id, users, looksMs);
    if (seen === 'locked') return 'unknown';
    counted = seen === 'counted' ? counted + 1 : 0;
    if (counted === (forgive ? 2 : 1)) return 'wrong';
    if (counted > 0) await forgive?.();
  }
  throw new DirectoryUnreachable('Keycloak refused a sign-in several times and did not count it: others of the same account are under way');
}

async function countedSince(before: number, id: string, users: Asked['users'], looksMs: readonly number[]): Promise<'counted' | 'locked' | undefined> {
  for (const lookMs of looksMs) {
    await wait(lookMs);
    const { disabled, lastFailure } = await users.brakeOf(id);
    if (lastFailure !== 0 && lastFailure !== before) return 'counted';
    if (disabled) return 'locked';
  }
  return undefined;
}
