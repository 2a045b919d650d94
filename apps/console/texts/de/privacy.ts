import type { RetentionView } from '#contracts';

type Item = RetentionView['items'][number];

/** Datenschutz: Fristen und Anträge. */
export const privacy = {
  retention: {
    title: 'Aufbewahrung', open: 'Fristen ansehen', openHint: 'Wie lange welche Daten bleiben und was sie beendet.',
    lead: 'Jede Klasse von Daten hat eine Frist. Ein Dauerauftrag beendet, was fällig ist. Was offen ist, wartet, bestritten wird oder zu einer Datenpanne gehört, bleibt unberührt. Eigene Fristen stehen im Profil des Portals unter „retention“.',
    what: 'Daten', time: 'Frist', end: 'Danach', done: 'Bisher beendet', last: 'Zuletzt geprüft', never: 'noch nie',
    days: (days: number) => (days === 1 ? '1 Tag' : `${days} Tage`), bounds: (min: number, max: number) => `je Portal ${min} bis ${max} Tage`, whole: 'gilt für alle Portale', spared: 'Laufendes bleibt',
    ends: { deleted: 'gelöscht', stripped: 'ohne Personenbezug' } satisfies Record<Item['end'], string>,
    since: { arrival: 'ab Eingang', closing: 'ab Abschluss', settling: 'ab Erledigung', expiry: 'ab Ablauf', disabling: 'ab Sperrung' } satisfies Record<Item['since'], string>,
    classes: {
      'ticket-texts': 'Nachrichten, Notizen und Absender von Tickets', 'set-aside-mails': 'Mails ohne Ticket (Quarantäne, Automaten)', 'outbound-mails': 'Versandte Mails mit Zustellung', 'text-messages': 'SMS', evidence: 'Nachweise', cases: 'Fälle mit Konto und Angaben',
      actions: 'Maßnahmen an Konten', grants: 'Links, Codes und Einmal-Passwörter', 'home-sign-ins': 'Begonnene Anmeldungen zu Hause', papers: 'Zugangszettel und Briefe', bulks: 'Sammelaufträge', breaches: 'Datenpannen', 'data-requests': 'Anträge zum Datenschutz und Aufbewahrungen',
      audit: 'Protokoll', 'audit-addresses': 'Internet-Adressen im Protokoll', 'raw-mails': 'Mails im Original', attachments: 'Anhänge', 'agent-sessions': 'Anmeldungen am Desk', 'agent-tokens': 'Widerrufene API-Schlüssel', 'sign-in-keys': 'Anmeldeschlüssel Ausgeschiedener', 'key-challenges': 'Fragen an Anmeldeschlüssel', 'former-agents': 'Ausgeschiedene Bearbeiter',
      'sign-in-brakes': 'Bremsen gegen Raten', 'portal-sign-ins': 'Anmeldungen am Portal', alarms: 'Erledigte Alarme', 'breaker-releases': 'Freigaben der Versandbremse', 'bounced-addresses': 'Unzustellbare Adressen', openings: 'Zähler neuer Tickets', 'limit-counts': 'Zähler von Grenzen',
      'asked-links': 'Auf der Seite angeforderte Links', 'directory-operations': 'Vorgangsnummern am Verzeichnis',
    } as Record<string, string>,
  },
};
