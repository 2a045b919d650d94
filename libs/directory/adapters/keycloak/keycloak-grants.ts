import { setTimeout as wait } from 'node:timers/promises';
import { DirectoryUnreachable } from '../../directory.faults.js';
import type { GrantAnswer, KeycloakLine } from './keycloak-line.js';
import type { KeycloakUsers } from './keycloak-users.js';
import type { User } from './user-to-account.js';

/** Keycloak counts a failed sign-in in the background: it is looked for after each of these (ms). */
const LOOKS_MS: readonly number[] = [0, 25, 50, 100, 200, 400, 800];
const MOST_ASKED = 3;

export interface Asked {
  readonly line: Pick<KeycloakLine, 'opens'>;
  readonly users: Pick<KeycloakUsers, 'brakeOf' | 'hasBrake'>;
}

/**
 * Whether a password, with a code where one is given, opens an account that is not locked.
 *
 * A realm with brute-force detection lets one sign-in of an account in at a time. Until that one is counted, which happens in
 * the background also when it went well, everything else gets the very words of a wrong password, and is not counted
 * itself (unless the server is told `allow-concurrent-requests`). So a no is only what
 * the realm counts; before that it is asked again.
 *
 * @returns `unknown` also when the account was locked meanwhile
 * @throws DirectoryUnreachable when no answer of the realm was one: sign-ins of this account are under way all the time
 */
export async function grantOf({ line, users }: Asked, { id, username }: Pick<User, 'id' | 'username'>, password: string, code?: string, looksMs = LOOKS_MS): Promise<GrantAnswer> {
  const { lastFailure: before } = await users.brakeOf(id);
  for (let asked = 0; asked < MOST_ASKED; asked += 1) {
    const answer = await line.opens(username, password, code);
    if (answer !== 'wrong' || !(await users.hasBrake())) return answer;
    for (const lookMs of looksMs) {
      await wait(lookMs);
      const { disabled, lastFailure } = await users.brakeOf(id);
      if (lastFailure !== 0 && lastFailure !== before) return 'wrong';
      if (disabled) return 'unknown';
    }
  }
  throw new DirectoryUnreachable(`Keycloak refused ${MOST_ASKED} sign-ins in a row and counted none: others of the same account are under way`);
}
