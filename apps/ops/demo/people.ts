import type { Locale } from '#kernel';
import type { DemoAccount } from './demo-account.js';
import { CHAMBER } from './people/chamber.js';
import { MANUFACTURER } from './people/manufacturer.js';
import { MEDIA_CENTRE } from './people/media-centre.js';
import { SCHOOL } from './people/school.js';
import { SERVICE_DESK } from './people/service-desk.js';

export type { DemoAccount };

/** In every state that a portal knows, so that each case of the seeds can be tried by somebody. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [...SCHOOL, ...MEDIA_CENTRE, ...CHAMBER, ...MANUFACTURER, ...SERVICE_DESK];

/** @throws Error when nobody in the demo world has this user name there */
export function demoAccount(portal: string, username: string): DemoAccount {
  const found = DEMO_ACCOUNTS.find((one) => one.portal === portal && one.username === username);
  if (!found) throw new Error(`nobody in the demo world is ${username} at ${portal}`);
  return found;
}

export interface DemoAgent {
  readonly email: string;
  readonly displayName: string;
  readonly code: string;
  readonly roles: readonly ('agent' | 'verifier' | 'approver' | 'security' | 'admin' | 'auditor')[];
  readonly locale: Locale;
}

export const DEMO_AGENTS: readonly DemoAgent[] = [
  { email: 'mara@desk.example', displayName: 'Mara Conrad', code: 'mc', roles: ['agent'], locale: 'de' },
  { email: 'tom@desk.example', displayName: 'Tom Ellis', code: 'te', roles: ['agent', 'approver'], locale: 'en' },
  { email: 'secretariat@desk.example', displayName: 'Ilse Baumann', code: 'ib', roles: ['approver'], locale: 'de' },
  { email: 'admin@desk.example', displayName: 'Robin Falk', code: 'rf', roles: ['admin', 'agent', 'auditor'], locale: 'de' },
  { email: 'counter@desk.example', displayName: 'Nora Petersen', code: 'np', roles: ['verifier'], locale: 'de' },
  { email: 'security@desk.example', displayName: 'Sina Brandt', code: 'sb', roles: ['security'], locale: 'de' },
  { email: 'audit@desk.example', displayName: 'Vera Auditor', code: 'va', roles: ['auditor'], locale: 'de' },
];

/** Somebody who is not who they say they are; has a mailbox and knows a lot. */
export const DEMO_STRANGER = { address: 'stranger@elsewhere.example', name: 'Petra Lindner' } as const;

/** Every address that gets a real mailbox in the demo world: readable addresses on file and the new ones people write from. */
export function demoPostboxes(): { address: string; name: string; portal: string; username: string; note: DemoAccount['note'] }[] {
  return DEMO_ACCOUNTS.flatMap((person) => [...new Set([...person.addresses, ...(person.writesFrom ? [person.writesFrom] : [])])].map((address) => ({
    address, name: `${person.givenName} ${person.familyName}`, portal: person.portal, username: person.username, note: person.note,
  }))).concat([{ ...DEMO_STRANGER, portal: 'manufacturer', username: '', note: { de: 'ein Fremder, der sich als Petra Lindner ausgibt', en: 'a stranger who claims to be Petra Lindner' } }]);
}
