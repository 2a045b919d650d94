import { DirectoryMemory, KeycloakDirectory } from '#directory';
import { Secret, SystemClock } from '#kernel';
import type { Database } from '#persistence';
import { DirectorySettingsSchema, type SettingsOf } from '#portals';
import type { Realm } from './keycloak.js';

const ATTRIBUTES = {
  customerNumber: 'customer', serialNumber: 'serial', birthDate: 'birth', postcode: 'postcode', phone: 'phone', secondMail: 'secondMail', group: 'class', organisation: 'company', registration: 'registration', manager: 'manager',
} as const;

/** The directory of one Keycloak realm as a portal has it. */
export function directoryAt(url: string, realm: Realm | { readonly name: string; readonly secret: string }, { database }: { readonly database: Database }, more: Partial<SettingsOf<'keycloak'>> = {}): KeycloakDirectory {
  const settings = DirectorySettingsSchema.parse({ kind: 'keycloak', url, realm: realm.name, clientId: 'rekey', attributes: ATTRIBUTES, usernameEditable: true, checksSignIn: true, timeoutSeconds: 10, ...more }) as SettingsOf<'keycloak'>;
  const clock = new SystemClock();
  return new KeycloakDirectory({ portalKey: 'kc', settings, secrets: { of: async () => new Secret(realm.secret) }, clock, memory: new DirectoryMemory('kc', database, clock) });
}
