import type { AccountState, FactName, UserType } from '#directory';
import type { Locale } from '#kernel';

/** An account of the demo world, and the person behind it. */
export interface DemoAccount {
  readonly portal: string;
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly locale: Locale;
  readonly userType: UserType;
  readonly state: AccountState;
  /** On file; the first is the primary one. */
  readonly addresses: readonly string[];
  /** Whether the person can still read the addresses on file; if not, they write from `writesFrom`. */
  readonly writesFrom?: string;
  readonly phone?: string;
  readonly facts?: Partial<Record<FactName, string>>;
  readonly organisation?: string;
  readonly privileged?: boolean;
  readonly hasPassword: boolean;
  /** What this person is good for, shown in the playground. */
  readonly note: { readonly de: string; readonly en: string };
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    portal: 'school', username: 'l.hoffmann', givenName: 'Lena', familyName: 'Hoffmann', locale: 'de', userType: 'pupil', state: 'pending-activation',
    addresses: ['lena.hoffmann@post.example'], hasPassword: false, organisation: 'Berufskolleg Nordring', facts: { birthDate: '2007-03-14' },
    note: { de: 'registriert, hat den Aktivierungslink nie bekommen', en: 'registered, never got the activation link' },
  },
  {
    portal: 'school', username: 'j.weber', givenName: 'Jonas', familyName: 'Weber', locale: 'de', userType: 'pupil', state: 'active',
    addresses: ['jonas.weber@post.example'], hasPassword: true, organisation: 'Berufskolleg Nordring', facts: { birthDate: '2006-11-02' },
    note: { de: 'hat sein Passwort vergessen', en: 'forgot his password' },
  },
  {
    portal: 'school', username: 'e.schulz', givenName: 'Emil', familyName: 'Schulz', locale: 'de', userType: 'pupil', state: 'registration-locked',
    addresses: ['emil.schulz@post.example'], hasPassword: false, organisation: 'Berufskolleg Nordring',
    note: { de: 'hat bei der Registrierung Daten korrigiert und ist gesperrt', en: 'corrected data at registration and is locked' },
  },
  {
    portal: 'school', username: 's.krueger', givenName: 'Sabine', familyName: 'Krüger', locale: 'de', userType: 'teacher', state: 'active', privileged: true,
    addresses: ['sabine.krueger@lehrkraft.example'], phone: '+493055500111', hasPassword: true, organisation: 'Berufskolleg Nordring',
    note: { de: 'Lehrerin mit Rechten über andere: nie automatisch', en: 'teacher with rights over others: never automatic' },
  },
  {
    portal: 'media-centre', username: 'm.sommer', givenName: 'Marion', familyName: 'Sommer', locale: 'de', userType: 'customer', state: 'active',
    addresses: ['marion.sommer@grundschule-lindenhof.example'], hasPassword: true, organisation: 'Grundschule Lindenhof', facts: { customerNumber: 'K-20417' },
    note: { de: 'braucht neue Zugangsdaten', en: 'needs new access data' },
  },
  {
    portal: 'media-centre', username: 'p.brandt', givenName: 'Peter', familyName: 'Brandt', locale: 'de', userType: 'customer', state: 'active',
    addresses: ['peter.brandt@alte-schule.example'], writesFrom: 'peter.brandt@neue-schule.example', phone: '+497055500222', hasPassword: true, organisation: 'Realschule am Wald',
    facts: { customerNumber: 'K-20533', postcode: '75300' },
    note: { de: 'kann sein altes Postfach nicht mehr lesen', en: 'can no longer read his old mailbox' },
  },
  {
    portal: 'chamber', username: 'h.vogt', givenName: 'Hannes', familyName: 'Vogt', locale: 'de', userType: 'member', state: 'active',
    addresses: ['hannes.vogt@tischlerei-vogt.example'], phone: '+493955500333', hasPassword: true, organisation: 'Tischlerei Vogt', facts: { customerNumber: '4711023', postcode: '17033' },
    note: { de: 'hat sein Passwort nach der Umstellung vergessen', en: 'forgot his password after the security change' },
  },
  {
    portal: 'chamber', username: 'a.lange', givenName: 'Anke', familyName: 'Lange', locale: 'de', userType: 'member', state: 'locked',
    addresses: ['anke.lange@malerbetrieb-lange.example'], phone: '+493955500444', hasPassword: true, organisation: 'Malerbetrieb Lange', facts: { customerNumber: '4711088', postcode: '17109' },
    note: { de: 'nach zu vielen Versuchen gesperrt', en: 'locked after too many attempts' },
  },
  {
    portal: 'manufacturer', username: 'd.brooks', givenName: 'Daniel', familyName: 'Brooks', locale: 'en', userType: 'customer', state: 'active',
    addresses: ['daniel.brooks@northgrid.example'], hasPassword: true, organisation: 'Northgrid Ltd', facts: { serialNumber: 'KD428F', customerNumber: 'C-88120' },
    note: { de: 'schreibt englisch, hat sein Passwort vergessen', en: 'writes in English, forgot his password' },
  },
  {
    portal: 'manufacturer', username: 't.reuter', givenName: 'Thomas', familyName: 'Reuter', locale: 'de', userType: 'customer', state: 'active',
    addresses: ['thomas.reuter@stadtwerke-seeheim.example'], phone: '+494055500555', hasPassword: true, organisation: 'Stadtwerke Seeheim', facts: { serialNumber: 'RT731K', customerNumber: 'C-88214' },
    note: { de: 'bekommt keine Passwort-Mail: Fall für das temporäre Passwort', en: 'gets no reset mail: a case for a temporary password' },
  },
  {
    portal: 'manufacturer', username: 'p.lindner', givenName: 'Petra', familyName: 'Lindner', locale: 'de', userType: 'customer', state: 'active',
    addresses: ['petra.lindner@altewerke.example', 'petra.lindner@privat.example'], writesFrom: 'petra.lindner@neuewerke.example', phone: '+494055500666', hasPassword: true, organisation: 'Altewerke GmbH',
    facts: { serialNumber: 'PL204X', customerNumber: 'C-88301' },
    note: { de: 'hat den Arbeitgeber gewechselt, altes Postfach ist weg', en: 'changed employer, the old mailbox is gone' },
  },
  {
    portal: 'manufacturer', username: 'n.okafor', givenName: 'Ngozi', familyName: 'Okafor', locale: 'en', userType: 'customer', state: 'pending-activation',
    addresses: ['ngozi.okafor@southline.example'], hasPassword: false, organisation: 'Southline Energy', facts: { serialNumber: 'NO915A' },
    note: { de: 'der Bestätigungslink funktioniert nicht', en: 'the confirmation link does not work' },
  },
  {
    portal: 'service-desk', username: 'k.petersen', givenName: 'Kirsten', familyName: 'Petersen', locale: 'de', userType: 'customer', state: 'active',
    addresses: ['kirsten.petersen@amt-westerau.example'], phone: '+494315550777', hasPassword: true, organisation: 'Amt Westerau',
    note: { de: 'Kundin, hat ihr Kennwort vergessen', en: 'customer, forgot her password' },
  },
  {
    portal: 'service-desk', username: 'b.jansen', givenName: 'Birger', familyName: 'Jansen', locale: 'de', userType: 'employee', state: 'active', privileged: true,
    addresses: ['birger.jansen@verbund.example'], hasPassword: true, organisation: 'IT-Verbund',
    note: { de: 'Mitarbeiter mit Verzeichniskonto: gehört zu einem anderen Desk', en: 'employee with a directory account: belongs to another desk' },
  },
];

export interface DemoAgent {
  readonly email: string;
  readonly displayName: string;
  readonly code: string;
  readonly roles: readonly ('agent' | 'approver' | 'security' | 'admin' | 'auditor')[];
  readonly locale: Locale;
}

export const DEMO_AGENTS: readonly DemoAgent[] = [
  { email: 'mara@desk.example', displayName: 'Mara Conrad', code: 'mc', roles: ['agent'], locale: 'de' },
  { email: 'tom@desk.example', displayName: 'Tom Ellis', code: 'te', roles: ['agent', 'approver'], locale: 'en' },
  { email: 'secretariat@desk.example', displayName: 'Ilse Baumann', code: 'ib', roles: ['approver'], locale: 'de' },
  { email: 'admin@desk.example', displayName: 'Robin Falk', code: 'rf', roles: ['admin', 'agent', 'auditor'], locale: 'de' },
  { email: 'audit@desk.example', displayName: 'Vera Auditor', code: 'va', roles: ['auditor'], locale: 'de' },
];

/** Somebody who is not who they say they are; has a mailbox and knows a lot. */
export const DEMO_STRANGER = { address: 'stranger@elsewhere.example', name: 'Petra Lindner' } as const;

/** Every address that gets a real mailbox in the demo world: readable addresses on file and the new ones people write from. */
export function demoPostboxes(): { address: string; name: string; portal: string; username: string; note: { de: string; en: string } }[] {
  return DEMO_ACCOUNTS.flatMap((person) => [...new Set([...person.addresses, ...(person.writesFrom ? [person.writesFrom] : [])])].map((address) => ({
    address, name: `${person.givenName} ${person.familyName}`, portal: person.portal, username: person.username, note: person.note,
  }))).concat([{ ...DEMO_STRANGER, portal: 'manufacturer', username: '', note: { de: 'ein Fremder, der sich als Petra Lindner ausgibt', en: 'a stranger who claims to be Petra Lindner' } }]);
}
