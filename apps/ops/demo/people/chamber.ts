import type { DemoAccount } from '../demo-account.js';

const MEMBER = { portal: 'chamber', locale: 'de', userType: 'member' } as const;
const CUSTOMER = { portal: 'chamber', locale: 'de', userType: 'customer' } as const;

export const CHAMBER: readonly DemoAccount[] = [
  {
    ...MEMBER, username: 'h.vogt', givenName: 'Hannes', familyName: 'Vogt', state: 'active',
    addresses: ['hannes.vogt@tischlerei-vogt.example'], phone: '+493955500333', hasPassword: true, organisation: 'Tischlerei Vogt', facts: { customerNumber: '4711023', postcode: '17033' },
    note: { de: 'hat sein Passwort nach der Umstellung vergessen', en: 'forgot his password after the security change' },
  },
  {
    ...MEMBER, username: 'a.lange', givenName: 'Anke', familyName: 'Lange', state: 'locked',
    addresses: ['anke.lange@malerbetrieb-lange.example'], phone: '+493955500444', hasPassword: true, organisation: 'Malerbetrieb Lange', facts: { customerNumber: '4711088', postcode: '17109' },
    note: { de: 'nach zu vielen Versuchen gesperrt', en: 'locked after too many attempts' },
  },
  {
    ...CUSTOMER, username: 'e.dietrich', givenName: 'Eva', familyName: 'Dietrich', state: 'pending-activation',
    addresses: ['eva.dietrich@post.example'], hasPassword: false, registration: { waitsFor: 'confirmation', daysAgo: 1 },
    note: { de: 'hat bestätigt, aber nie ein erstes Passwort bekommen', en: 'confirmed, but never got a first password' },
  },
  {
    ...MEMBER, username: 'j.thiel', givenName: 'Jana', familyName: 'Thiel', state: 'active',
    addresses: ['jana.thiel@dachdeckerei-thiel.example'], hasPassword: true, organisation: 'Dachdeckerei Thiel', facts: { customerNumber: '4711140', postcode: '17192' },
    pinAreas: [{ area: 'Mein Betrieb', state: 'no-pin' }], postalAddress: ['Dachdeckerei Thiel', 'Jana Thiel', 'Seestraße 12', '17192 Waren'],
    note: { de: 'braucht eine neue PIN für „Mein Betrieb“', en: 'needs a new PIN for "Mein Betrieb"' },
  },
  {
    ...MEMBER, username: 'k.ott', givenName: 'Klaus', familyName: 'Ott', state: 'active',
    addresses: ['klaus.ott@elektro-ott.example'], hasPassword: true, organisation: 'Elektro Ott', facts: { customerNumber: '4711151', postcode: '17207' },
    pinAreas: [{ area: 'Mein Betrieb', state: 'blocked' }], postalAddress: ['Elektro Ott', 'Klaus Ott', 'Am Markt 3', '17207 Röbel'],
    note: { de: 'hat die PIN zu oft falsch eingegeben: der Bereich ist gesperrt', en: 'typed a wrong PIN too often: the area is blocked' },
  },
  {
    ...MEMBER, username: 'a.franke', givenName: 'Arno', familyName: 'Franke', state: 'active', mustChange: true,
    addresses: ['arno.franke@baeckerei-franke.example'], hasPassword: true, organisation: 'Bäckerei Franke', facts: { customerNumber: '4711162', postcode: '17213' },
    note: { de: 'soll nach der Umstellung ein neues Passwort wählen', en: 'has to choose a new password after the security change' },
  },
  {
    ...MEMBER, username: 'u.krause', givenName: 'Ulrike', familyName: 'Krause', state: 'active',
    addresses: ['ulrike.krause@altbetrieb.example'], writesFrom: 'ulrike.krause@neubetrieb.example', hasPassword: true, organisation: 'Friseur Krause', facts: { customerNumber: '4711173', postcode: '17235' },
    note: { de: 'möchte die Adresse für die Anmeldung ändern und liest beide', en: 'wants another sign-in address and reads both' },
  },
  {
    ...CUSTOMER, username: 'm.seidel', givenName: 'Moritz', familyName: 'Seidel', state: 'active',
    addresses: ['moritz.seidel@alterbetrieb.example'], hasPassword: true,
    note: { de: 'das alte von zwei Konten: soll weg', en: 'the old one of two accounts: to be deleted' },
  },
  {
    ...CUSTOMER, username: 'm.seidel2', givenName: 'Moritz', familyName: 'Seidel', state: 'active',
    addresses: ['moritz.seidel@neuerbetrieb.example'], hasPassword: true,
    note: { de: 'das neue von zwei Konten', en: 'the new one of two accounts' },
  },
  {
    ...CUSTOMER, username: 's.engel', givenName: 'Silke', familyName: 'Engel', state: 'active',
    addresses: ['silke.engel@post.example', 'silke.engel@zweitpost.example'], hasPassword: true,
    note: { de: 'braucht das Konto nicht mehr', en: 'does not need the account any more' },
  },
  {
    ...CUSTOMER, username: 'r.pohl', givenName: 'Rainer', familyName: 'Pohl', state: 'active',
    addresses: ['rainer.pohl@post.example'], hasPassword: true,
    note: { de: 'hat Fragen, auch solche, die nichts mit dem Konto zu tun haben', en: 'has questions, some of which have nothing to do with the account' },
  },
  {
    ...MEMBER, username: 'i.brandis', givenName: 'Inga', familyName: 'Brandis', state: 'active', group: 'Innung Nord',
    addresses: ['inga.brandis@optik-brandis.example'], hasPassword: true, organisation: 'Optik Brandis',
    note: { de: 'Innung Nord: bekommt die Ankündigung, dass alle ein neues Passwort brauchen', en: 'Innung Nord: gets the announcement that everybody needs a new password' },
  },
];
