import type { DemoAccount } from '../demo-account.js';

const CUSTOMER = { portal: 'service-desk', locale: 'de', userType: 'customer' } as const;

export const SERVICE_DESK: readonly DemoAccount[] = [
  {
    ...CUSTOMER, username: 'k.petersen', givenName: 'Kirsten', familyName: 'Petersen', state: 'active',
    addresses: ['kirsten.petersen@amt-westerau.example'], phone: '+494315550777', hasPassword: true, organisation: 'Amt Westerau',
    note: { de: 'Kundin, hat ihr Kennwort vergessen', en: 'customer, forgot her password' },
  },
  {
    ...CUSTOMER, username: 'o.hansen', givenName: 'Ole', familyName: 'Hansen', state: 'active',
    addresses: ['ole.hansen@amt-suederau.example'], hasPassword: true, organisation: 'Amt Süderau',
    note: { de: 'weiß nicht, was bei „Username“ hingehört', en: 'does not know what belongs into "username"' },
  },
  {
    ...CUSTOMER, username: 'g.thomsen', givenName: 'Gesa', familyName: 'Thomsen', state: 'pending-activation',
    addresses: ['gesa.thomsen@amt-norderau.example'], hasPassword: false, organisation: 'Amt Norderau', registration: { waitsFor: 'confirmation', daysAgo: 6 },
    note: { de: 'hat die Registrierung nie abgeschlossen', en: 'never finished the registration' },
  },
  {
    ...CUSTOMER, username: 'r.clausen', givenName: 'Rolf', familyName: 'Clausen', state: 'locked',
    addresses: ['rolf.clausen@amt-osterau.example'], phone: '+494315550778', hasPassword: true, organisation: 'Amt Osterau',
    note: { de: 'nach zu vielen Versuchen gesperrt', en: 'locked after too many attempts' },
  },
  {
    ...CUSTOMER, username: 'b.jansen', givenName: 'Birger', familyName: 'Jansen', userType: 'employee', state: 'active', privileged: true, excluded: true,
    addresses: ['birger.jansen@verbund.example'], hasPassword: true, organisation: 'IT-Verbund',
    note: { de: 'Mitarbeiter mit Verzeichniskonto: gehört zu einem anderen Desk', en: 'employee with a directory account: belongs to another desk' },
  },
];
