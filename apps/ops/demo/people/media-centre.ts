import type { DemoAccount } from '../demo-account.js';

const CUSTOMER = { portal: 'media-centre', locale: 'de', userType: 'customer' } as const;

export const MEDIA_CENTRE: readonly DemoAccount[] = [
  {
    ...CUSTOMER, username: 'm.sommer', givenName: 'Marion', familyName: 'Sommer', state: 'active',
    addresses: ['marion.sommer@grundschule-lindenhof.example'], hasPassword: true, organisation: 'Grundschule Lindenhof', facts: { customerNumber: 'K-20417' },
    note: { de: 'braucht neue Zugangsdaten', en: 'needs new access data' },
  },
  {
    ...CUSTOMER, username: 'g.albrecht', givenName: 'Gerd', familyName: 'Albrecht', state: 'active',
    addresses: ['gerd.albrecht@werkrealschule-tal.example'], hasPassword: true, organisation: 'Werkrealschule Tal', facts: { customerNumber: 'K-20466' },
    note: { de: 'liest ständig „Falsche Zugangsdaten“', en: 'keeps reading "wrong access data"' },
  },
  {
    ...CUSTOMER, username: 'p.brandt', givenName: 'Peter', familyName: 'Brandt', state: 'active',
    addresses: ['peter.brandt@alte-schule.example', 'peter.brandt@privat.example'], writesFrom: 'peter.brandt@neue-schule.example', phone: '+497055500222', hasPassword: true, organisation: 'Realschule am Wald',
    facts: { customerNumber: 'K-20533', postcode: '75300' },
    note: { de: 'kann sein altes Postfach nicht mehr lesen; Telefon und Zweitadresse sind hinterlegt, im Schulnetz kann er sich anmelden', en: 'can no longer read his old mailbox; a phone and a second address are on file, and he can sign in at the school network' },
  },
  {
    ...CUSTOMER, username: 'b.ziegler', givenName: 'Birgit', familyName: 'Ziegler', state: 'active',
    addresses: ['birgit.ziegler@altepost.example'], writesFrom: 'birgit.ziegler@neuepost.example', hasPassword: true, organisation: 'Gymnasium am Stein', facts: { customerNumber: 'K-20588' },
    note: { de: 'hat eine neue Adresse und liest die alte noch', en: 'has a new address and still reads the old one' },
  },
  {
    ...CUSTOMER, username: 'w.busch', givenName: 'Wiebke', familyName: 'Busch', state: 'active',
    addresses: ['wiebke.busch@foerderschule.example'], hasPassword: true, organisation: 'Förderschule im Park', facts: { customerNumber: 'K-20611' },
    note: { de: 'die Schule heißt jetzt anders', en: 'the school has a new name' },
  },
  {
    ...CUSTOMER, username: 'n.arnold', givenName: 'Nils', familyName: 'Arnold', state: 'active',
    addresses: ['nils.arnold@kita-sonnenhang.example'], hasPassword: true, organisation: 'Kita Sonnenhang',
    note: { de: 'kommt an Bilderrätsel und Passwortregeln nicht vorbei', en: 'gets past neither the picture puzzle nor the password criteria' },
  },
  {
    ...CUSTOMER, username: 'y.kaya', givenName: 'Yasemin', familyName: 'Kaya', state: 'active', secondFactor: true,
    addresses: ['yasemin.kaya@schulamt.example'], phone: '+497055500223', hasPassword: true, organisation: 'Schulamt', postalAddress: ['Yasemin Kaya', 'Marktplatz 4', '75365 Auental'],
    note: { de: 'mit zweitem Faktor: ein Link hilft nicht, wenn die App weg ist; kann sich im Schulnetz anmelden', en: 'with a second factor: a link is no help when the app is gone; can sign in at the school network' },
  },
  {
    ...CUSTOMER, username: 'd.frank', givenName: 'Doris', familyName: 'Frank', state: 'frozen',
    addresses: ['doris.frank@grundschule-fels.example'], hasPassword: true, organisation: 'Grundschule Fels',
    note: { de: 'hat „Das war ich nicht“ gemeldet: eingefroren', en: 'reported "that was not me": frozen' },
  },
];
