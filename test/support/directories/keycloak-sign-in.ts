import type { Secret } from '#kernel';
import { until } from '../../../apps/ops/embedded/processes.js';
import type { Realm } from './keycloak.js';

async function brakeOf(realm: Realm, username: string): Promise<{ readonly lastFailure: number; readonly isLocked: boolean }> {
  const { body: [user] = [] } = (await realm.admin('GET', `/users?exact=true&username=${encodeURIComponent(username)}`)) as unknown as { body?: { id: string }[] };
  const brake = user && (await realm.admin('GET', `/attack-detection/brute-force/users/${user.id}`)).body;
  return { lastFailure: Number(brake?.['lastFailure'] ?? 0), isLocked: brake?.['disabled'] === true };
}

/**
 * Keycloak counts a sign-in in the background, also one that went well, and meanwhile refuses any other of the account in
 * the words of a wrong password. So out is what it counted, or its lock kept out; before that it is asked again.
 */
export async function signIn(realm: Realm, username: string, password: Secret): Promise<'in' | 'must-change' | 'out'> {
  for (let asked = 0; asked < 3; asked += 1) {
    const before = await brakeOf(realm, username);
    const { status, body } = await realm.signIn(username, password.reveal());
    if (status === 200) return 'in';
    if (body?.['error_description'] === 'Account is not fully set up') {
      const { body: [user] = [] } = (await realm.admin('GET', `/users?exact=true&briefRepresentation=false&username=${encodeURIComponent(username)}`)) as unknown as { body?: { requiredActions: string[] }[] };
      return user?.requiredActions.includes('UPDATE_PASSWORD') ? 'must-change' : 'out';
    }
    if (body?.['error_description'] !== 'Invalid user credentials') return 'out';
    const isSettled = ({ lastFailure, isLocked }: typeof before): boolean => isLocked || (lastFailure !== 0 && lastFailure !== before.lastFailure);
    if (await until(async () => isSettled(await brakeOf(realm, username)), 1_000, 50)) return 'out';
  }
  return 'out';
}
