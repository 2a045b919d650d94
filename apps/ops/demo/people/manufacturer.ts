import type { DemoAccount } from '../demo-account.js';

const CUSTOMER = { portal: 'manufacturer', locale: 'de', userType: 'customer' } as const;

export const MANUFACTURER: readonly DemoAccount[] = [
  {
    ...CUSTOMER, username: 'd.brooks', givenName: 'Daniel', familyName: 'Brooks', locale: 'en', state: 'active',
    addresses: ['daniel.brooks@northgrid.example'], hasPassword: true, organisation: 'Northgrid Ltd', facts: { serialNumber: 'KD428F', customerNumber: 'C-88120' },
    note: { de: 'schreibt englisch, hat sein Passwort vergessen', en: 'writes in English, forgot his password' },
  },
  {
    ...CUSTOMER, username: 't.reuter', givenName: 'Thomas', familyName: 'Reuter', state: 'active',
    addresses: ['thomas.reuter@stadtwerke-seeheim.example'], phone: '+494055500555', hasPassword: true, organisation: 'Stadtwerke Seeheim', facts: { serialNumber: 'RT731K', customerNumber: 'C-88214' },
    note: { de: 'bekommt keine Passwort-Mail: Fall für das temporäre Passwort', en: 'gets no reset mail: a case for a temporary password' },
  },
  {
    ...CUSTOMER, username: 'p.lindner', givenName: 'Petra', familyName: 'Lindner', state: 'active',
    addresses: ['petra.lindner@altewerke.example', 'petra.lindner@privat.example'], writesFrom: 'petra.lindner@neuewerke.example', phone: '+494055500666', hasPassword: true, organisation: 'Altewerke GmbH',
    facts: { serialNumber: 'PL204X', customerNumber: 'C-88301' },
    note: { de: 'hat den Arbeitgeber gewechselt, altes Postfach ist weg', en: 'changed employer, the old mailbox is gone' },
  },
  {
    ...CUSTOMER, username: 'n.okafor', givenName: 'Ngozi', familyName: 'Okafor', locale: 'en', state: 'pending-activation',
    addresses: ['ngozi.okafor@southline.example'], hasPassword: false, organisation: 'Southline Energy', facts: { serialNumber: 'NO915A' },
    note: { de: 'der Bestätigungslink funktioniert nicht', en: 'the confirmation link does not work' },
  },
  {
    ...CUSTOMER, username: 'f.lorenz', givenName: 'Frauke', familyName: 'Lorenz', state: 'pending-activation',
    addresses: ['frauke.lorenz@netzwerk-west.example'], hasPassword: false, organisation: 'Netzwerk West', registration: { waitsFor: 'confirmation', daysAgo: 20 }, unconfirmed: true,
    note: { de: 'war im Urlaub und hat die 14 Tage verpasst', en: 'was on holiday and missed the 14 days' },
  },
  {
    ...CUSTOMER, username: 'p.sander', givenName: 'Paul', familyName: 'Sander', state: 'pending-activation',
    addresses: ['paul.sander@sander-messung.example'], phone: '+494055500667', hasPassword: false, organisation: 'Sander Messung', registration: { waitsFor: 'confirmation', daysAgo: 1 }, unconfirmed: true,
    note: { de: 'keine Bestätigungs-E-Mail bekommen; ein Anruf könnte helfen', en: 'got no confirmation e-mail; a call could help' },
  },
  {
    ...CUSTOMER, username: 'r.graf', givenName: 'Rita', familyName: 'Graf', state: 'registration-locked',
    addresses: ['rita.graf@prueflabor-graf.example'], hasPassword: false, organisation: 'Prüflabor Graf', registration: { waitsFor: 'approval', daysAgo: 2, claims: { serialNumber: 'RG552H' } },
    note: { de: 'Registrierung wird geprüft; die Seriennummer steht auf der Liste', en: 'registration is being checked; the serial number is on the list' },
  },
  {
    ...CUSTOMER, username: 'h.jung', givenName: 'Heike', familyName: 'Jung', state: 'registration-locked',
    addresses: ['heike.jung@umspannwerk-nord.example'], hasPassword: false, organisation: 'Umspannwerk Nord', registration: { waitsFor: 'approval', daysAgo: 5, claims: { companyDomain: 'umspannwerk-nord.example' } },
    note: { de: 'braucht dringend Zugang; die Firma steht auf der Liste', en: 'needs access urgently; the company is on the list' },
  },
  {
    ...CUSTOMER, username: 'x.moll', givenName: 'Xaver', familyName: 'Moll', state: 'registration-locked',
    addresses: ['xaver.moll@post.example'], hasPassword: false, registration: { waitsFor: 'approval', daysAgo: 3, claims: { serialNumber: 'ZZ999Z' } },
    note: { de: 'Registrierung wird geprüft; die Seriennummer kennt niemand', en: 'registration is being checked; nobody knows the serial number' },
  },
  {
    ...CUSTOMER, username: 'b.arnold', givenName: 'Britta', familyName: 'Arnold', state: 'registration-locked',
    addresses: ['britta.arnold@arnold-service.example'], hasPassword: false, organisation: 'Arnold Service', registration: { waitsFor: 'approval', daysAgo: 1, claims: { contractNumber: 'V-2026-118', companyDomain: 'umspannwerk-nord.example' } },
    note: { de: 'Registrierung wird geprüft: der Vertrag ist bekannt, die genannte Firma ist nicht ihre', en: 'registration is being checked: the contract is known, the company she named is not hers' },
  },
  {
    ...CUSTOMER, username: 'c.winter', givenName: 'Cora', familyName: 'Winter', state: 'active',
    addresses: ['cora.winter@neuwerk.example'], hasPassword: true, organisation: 'Neuwerk AG', facts: { customerNumber: 'C-88410' },
    note: { de: 'das neue von zwei Konten: soll das alte übernehmen', en: 'the new one of two accounts: to take over the old one' },
  },
  {
    ...CUSTOMER, username: 'cwinter-alt', givenName: 'Cora', familyName: 'Winter', state: 'active', legacy: true,
    addresses: ['cora.winter@altwerk.example'], hasPassword: true, organisation: 'Neuwerk AG', phone: '+494055500668', facts: { customerNumber: 'C-80410' },
    note: { de: 'das alte von zwei Konten, noch aus dem früheren Kundenbereich', en: 'the old one of two accounts, still from the former customer area' },
  },
  {
    ...CUSTOMER, username: 'k.maurer', givenName: 'Karin', familyName: 'Maurer', state: 'active',
    addresses: ['karin.maurer@kraftwerk-sued.example'], hasPassword: true, organisation: 'Kraftwerk Süd', facts: { customerNumber: 'C-88523', serialNumber: 'KM118B' },
    note: { de: 'hat ihren Benutzernamen vergessen', en: 'forgot her user name' },
  },
  {
    ...CUSTOMER, username: 'v.hahn', givenName: 'Viktor', familyName: 'Hahn', state: 'active',
    addresses: ['viktor.hahn@anlagenbau-hahn.example'], writesFrom: 'viktor.hahn@freemail.example', hasPassword: true, organisation: 'Anlagenbau Hahn', facts: { customerNumber: 'C-88634', serialNumber: 'VH227C' },
    note: { de: 'weiß weder Adresse noch Benutzernamen, nur die Kundennummer', en: 'knows neither address nor user name, only the customer number' },
  },
  {
    ...CUSTOMER, username: 'i.stahl', givenName: 'Ines', familyName: 'Stahl', state: 'active',
    addresses: ['ines.stahl@energie-ost.example'], hasPassword: true, organisation: 'Energie Ost', facts: { customerNumber: 'C-88745' },
    note: { de: 'der Link zum Zurücksetzen ist abgelaufen', en: 'the reset link has expired' },
  },
  {
    ...CUSTOMER, username: 'l.berg', givenName: 'Lars', familyName: 'Berg', state: 'active',
    addresses: ['lars.berg@messdienst-berg.example'], hasPassword: true, organisation: 'Messdienst Berg', facts: { serialNumber: 'LB336D' },
    note: { de: 'hat Fragen zu Seriennummer, Formular und Anmeldung', en: 'has questions on serial number, form and signing in' },
  },
];
