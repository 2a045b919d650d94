import type { Locale } from '#kernel';
import type { CopySection } from '../store/person.queries.js';

interface CopyTexts {
  readonly title: string;
  readonly lead: (organisation: string, day: string) => string;
  readonly about: string;
  readonly purposes: readonly (readonly [string, string])[];
  readonly kept: string;
  readonly days: (days: number) => string;
  readonly nothing: string;
  readonly accounts: string;
  readonly sections: Readonly<Record<CopySection, string>>;
}

/** What stands around a copy (Art. 15(1) and (2)); names of fields stay as they are in the file for programs, so that both can be compared. */
export const COPY_TEXTS: Readonly<Record<Locale, CopyTexts>> = {
  de: {
    title: 'Ihre Daten', lead: (organisation, day) => `Das hat ${organisation} am ${day} über Sie gespeichert, soweit es die Hilfe bei Zugängen betrifft.`, about: 'Gesucht wurde nach', kept: 'Wie lange was bleibt', days: (days) => `${days} Tage`, nothing: 'nichts', accounts: 'Ihr Konto',
    purposes: [
      ['Zweck', 'Wir brauchen die Daten, um Ihnen wieder Zugang zu Ihrem Konto zu geben und um Konten vor Fremden zu schützen.'], ['Woher sie kommen', 'Von Ihnen selbst, und aus dem Verzeichnis, in dem Ihr Konto liegt.'], ['Wer sie bekommt', 'Nur die Menschen, die an Ihrer Anfrage arbeiten. Niemand sonst, und kein anderes Land.'],
      ['Automatische Entscheidungen', 'Nur eine: ob Sie einen Link an Ihre hinterlegte Adresse sofort bekommen. Sonst entscheidet ein Mensch.'], ['Ihre Rechte', 'Berichtigung, Löschung, Einschränkung, Widerspruch, Übertragung, und die Beschwerde bei einer Datenschutz-Aufsicht.'],
    ],
    sections: {
      tickets: 'Ihre Anfragen', messages: 'Nachrichten und Notizen', timeline: 'Verlauf', otherTickets: 'Anfragen anderer, an denen Sie beteiligt sind', mailsWithoutTicket: 'Mails ohne Anfrage', mailsSent: 'Mails an Sie', textMessages: 'SMS an Sie', cases: 'Fälle', evidence: 'Nachweise',
      actions: 'Was an Ihrem Konto gemacht wurde', grants: 'Links und Codes', papers: 'Zettel und Briefe', undeliverable: 'Unzustellbare Adressen', requests: 'Anträge zum Datenschutz', auditTrail: 'Protokoll',
    },
  },
  en: {
    title: 'Your data', lead: (organisation, day) => `This is what ${organisation} held about you on ${day}, as far as help with sign-ins is concerned.`, about: 'Searched for', kept: 'How long what stays', days: (days) => `${days} days`, nothing: 'nothing', accounts: 'Your account',
    purposes: [
      ['Purpose', 'We need the data to give you back access to your account, and to protect accounts from strangers.'], ['Where they come from', 'From yourself, and from the directory in which your account lies.'], ['Who gets them', 'Only the people who work on your request. Nobody else, and no other country.'],
      ['Automatic decisions', 'One only: whether you get a link to your address on file at once. Everything else is decided by a person.'], ['Your rights', 'Correction, erasure, restriction, objection, portability, and a complaint to a data protection authority.'],
    ],
    sections: {
      tickets: 'Your requests', messages: 'Messages and notes', timeline: 'What happened', otherTickets: 'Requests of others that you take part in', mailsWithoutTicket: 'Mails without a request', mailsSent: 'Mails to you', textMessages: 'Text messages to you', cases: 'Cases', evidence: 'Evidence',
      actions: 'What was done to your account', grants: 'Links and codes', papers: 'Slips and letters', undeliverable: 'Undeliverable addresses', requests: 'Data protection requests', auditTrail: 'Audit trail',
    },
  },
};
