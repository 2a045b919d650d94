import type { DemoAccount } from '../demo-account.js';

const HERE = { portal: 'school', locale: 'de', organisation: 'Berufskolleg Nordring' } as const;
const PUPIL = { ...HERE, userType: 'pupil' } as const;

export const SCHOOL: readonly DemoAccount[] = [
  {
    ...PUPIL, username: 'l.hoffmann', givenName: 'Lena', familyName: 'Hoffmann', state: 'pending-activation',
    addresses: ['lena.hoffmann@post.example'], hasPassword: false, facts: { birthDate: '2007-03-14' },
    note: { de: 'registriert, hat den Aktivierungslink nie bekommen', en: 'registered, never got the activation link' },
  },
  {
    ...PUPIL, username: 'j.weber', givenName: 'Jonas', familyName: 'Weber', state: 'active',
    addresses: ['jonas.weber@post.example'], hasPassword: true, facts: { birthDate: '2006-11-02' },
    note: { de: 'hat sein Passwort vergessen', en: 'forgot his password' },
  },
  {
    ...PUPIL, username: 'e.schulz', givenName: 'Emil', familyName: 'Schulz', state: 'registration-locked',
    addresses: ['emil.schulz@post.example'], hasPassword: false,
    registration: { waitsFor: 'data-release', daysAgo: 1, corrections: [{ field: 'givenName', onFile: 'Emil', given: 'Emil Anton' }] },
    note: { de: 'hat bei der Registrierung Daten korrigiert und ist gesperrt', en: 'corrected data at registration and is locked' },
  },
  {
    ...PUPIL, username: 'l.baker', givenName: 'Lotte', familyName: 'Baker', state: 'registration-locked',
    addresses: ['lotte.becker@post.example'], hasPassword: false,
    registration: { waitsFor: 'data-release', daysAgo: 1, corrections: [{ field: 'familyName', onFile: 'Baker', given: 'Becker' }], proposedUsername: 'l.becker' },
    note: { de: 'Nachname war falsch: nach der Freigabe heißt auch das Konto anders', en: 'the family name was wrong: after the release the account has another name, too' },
  },
  {
    ...PUPIL, username: 'k.poppe', givenName: 'Kim', familyName: 'Poppe', state: 'pending-activation',
    addresses: ['kim.poppe@post.example'], hasPassword: false, registration: { waitsFor: 'confirmation', daysAgo: 2 },
    note: { de: 'möchte vor der Registrierung einen anderen Benutzernamen', en: 'wants another user name before registering' },
  },
  {
    ...PUPIL, username: 'o.nowak', givenName: 'Oskar', familyName: 'Nowak', state: 'pending-activation',
    addresses: ['oskar.nowak@post.example'], hasPassword: false, registration: { waitsFor: 'confirmation', daysAgo: 20 }, unconfirmed: true,
    note: { de: 'hat die 14 Tage zum Bestätigen verpasst', en: 'missed the 14 days to confirm' },
  },
  {
    ...PUPIL, username: 'a.yilmaz', givenName: 'Aylin', familyName: 'Yılmaz', state: 'active',
    addresses: ['aylin.yilmaz@post.example'], hasPassword: true,
    note: { de: 'findet die richtige Seite nicht', en: 'cannot find the right page' },
  },
  {
    ...PUPIL, username: 'c.hartmann', givenName: 'Carlo', familyName: 'Hartmann', state: 'locked',
    addresses: ['carlo.hartmann@post.example'], hasPassword: true,
    note: { de: 'nach zu vielen Versuchen gesperrt', en: 'locked after too many attempts' },
  },
  {
    ...PUPIL, username: 'v.roth', givenName: 'Vera', familyName: 'Roth', state: 'active', mustChange: true,
    addresses: ['vera.roth@post.example'], hasPassword: true,
    note: { de: 'muss bei der nächsten Anmeldung ein neues Passwort wählen', en: 'has to choose a new password at the next sign-in' },
  },
  {
    ...HERE, username: 's.krueger', givenName: 'Sabine', familyName: 'Krüger', userType: 'teacher', state: 'active', privileged: true, secondFactor: true,
    addresses: ['sabine.krueger@lehrkraft.example'], phone: '+493055500111', hasPassword: true,
    note: { de: 'Lehrerin der Klasse 10b, mit Rechten über andere: nie automatisch. Kann für Mert, Finja, Tilda und Bela bürgen', en: 'teacher of class 10b with rights over others: never automatic. May vouch for Mert, Finja, Tilda and Bela' },
  },
  {
    ...PUPIL, username: 'm.aydin', givenName: 'Mert', familyName: 'Aydin', state: 'active', group: '10b', teacher: 's.krueger',
    addresses: ['mert.aydin@post.example'], hasPassword: false,
    note: { de: 'Klasse 10b: die Daten vom Zettel werden nicht angenommen', en: 'class 10b: the data on the slip are not accepted' },
  },
  {
    ...PUPIL, username: 'f.koch', givenName: 'Finja', familyName: 'Koch', state: 'active', group: '10b', teacher: 's.krueger',
    addresses: ['finja.koch@post.example'], hasPassword: false,
    note: { de: 'Klasse 10b: hat als Einzige keinen Zettel bekommen', en: 'class 10b: the only one who got no slip' },
  },
  {
    ...PUPIL, username: 't.lange', givenName: 'Tilda', familyName: 'Lange', state: 'active', group: '10c', teacher: 's.krueger',
    addresses: ['tilda.lange@post.example'], hasPassword: false,
    note: { de: 'Klasse 10c: wartet auf die Zettel für die ganze Klasse', en: 'class 10c: waits for the slips for the whole class' },
  },
  {
    ...PUPIL, username: 'b.simon', givenName: 'Bela', familyName: 'Simon', state: 'active', group: '10c', teacher: 's.krueger',
    addresses: ['bela.simon@post.example'], hasPassword: false,
    note: { de: 'Klasse 10c: wartet auf die Zettel für die ganze Klasse', en: 'class 10c: waits for the slips for the whole class' },
  },
];
