import type { DataRequestView, RetentionView } from '#contracts';

type Item = RetentionView['items'][number];

/** Datenschutz: Fristen und Anträge. */
export const privacy = {
  requests: {
    title: 'Datenschutz', lead: 'Anträge auf Auskunft, Löschung und Berichtigung (Art. 15 bis 17 DSGVO). Ab dem Eingang läuft ein Monat. Was herausgegeben, gelöscht oder abgelehnt wird, entscheiden zwei Menschen.', none: 'Kein Antrag', noneText: 'Wer in einer Mail nach seinen Daten fragt, erscheint hier von selbst.',
    clock: 'Frist', what: 'Antrag', state: 'Stand', actions: 'Aktionen', until: 'bis', extended: 'einmal verlängert', recognised: 'in der Mail erkannt', article: (article: number) => `Art. ${article} DSGVO`, badge: (article: number, day: string) => `Art. ${article} DSGVO, bis ${day}`,
    clocks: { running: 'läuft', ending: 'bald fällig', late: 'überfällig', over: 'erledigt' } satisfies Record<DataRequestView['clock'], string>, kinds: { access: 'Auskunft', erasure: 'Löschung', rectification: 'Berichtigung' } satisfies Record<DataRequestView['kind'], string>,
    states: { open: 'zu entscheiden', proposed: 'wartet auf zweite Person', approved: 'wird ausgeführt', done: 'erfüllt', refused: 'abgelehnt', mistaken: 'war keiner' } satisfies Record<DataRequestView['state'], string>, decisions: { fulfil: 'erfüllen', refuse: 'ablehnen', none: 'ist keiner' },
    fulfil: { access: 'Auskunft vorschlagen', erasure: 'Löschung vorschlagen' }, refuse: 'Ablehnen …', isNone: 'Kein Antrag …', extend: 'Verlängern …', look: 'Auskunft ansehen', approve: 'Freigeben', giveBack: 'Zurückgeben', mine: 'Ihr Vorschlag: jemand anderes gibt frei', inTicket: 'wird im Ticket erledigt',
    proposed: 'Liegt zur Freigabe bei einer zweiten Person.', decided: 'Entschieden.', opened: 'Antrag aufgenommen. Die Person hört, bis wann.', fetchUntil: 'abholbar bis', ended: (count: string) => `${count} Einträge beendet`, stays: 'bleibt:',
    keptWhat: { account: 'das Konto im Verzeichnis', actions: 'Maßnahmen am Konto', request: 'dieser Antrag' } as Record<string, string>,
    because: { 'open-ticket': 'noch offen', 'legal-hold': 'Aufbewahrung angeordnet', running: 'noch nicht abgeschlossen', 'this-request': 'als Nachweis, mit eigener Frist', account: 'besteht weiter, bis es gelöscht wird' } as Record<string, string>,
    openTitle: 'Antrag aufnehmen', openHint: 'Wenn jemand anders gefragt hat, als Rekey es erkennt. Die Frist zählt ab dem Ticket.', ticket: 'Ticket', kind: 'Art', open: 'Aufnehmen',
    holds: 'Aufbewahrungen', holdsHint: 'Tickets, die für rechtliche Ansprüche gebraucht werden: Was hier steht, beendet weder die Frist noch eine Löschung.', hold: 'Aufbewahrung anordnen …', letGo: 'Aufheben …', heldByYou: 'von Ihnen angeordnet: jemand anderes hebt sie auf', reason: 'Grund', since: 'Seit',
    ask: {
      extend: { title: 'Frist verlängern', text: 'Einmal um bis zu zwei Monate, nur vor Ablauf. Die Person bekommt eine Mail mit Ihrem Grund.', hint: 'Wird der Person so geschickt.', go: 'Verlängern und mitteilen' },
      none: { title: 'Kein Antrag', text: 'Niemand wollte eine Auskunft oder eine Löschung. Eine zweite Person stimmt zu, dann läuft keine Frist mehr und es geht keine Mail hinaus. Was die Person will, beantworten Sie im Ticket.', hint: 'Steht im Protokoll.', go: 'Vorschlagen' },
      refuse: { title: 'Antrag ablehnen', text: 'Eine zweite Person gibt frei, dann bekommt die Person eine Mail mit Ihrem Grund und ihrem Recht auf Beschwerde.', hint: 'Wird der Person so geschickt.', go: 'Ablehnung vorschlagen' },
      hold: { title: 'Aufbewahrung anordnen', text: 'Das Ticket bleibt, bis jemand anderes die Aufbewahrung aufhebt.', hint: 'Steht nur hier, nie in einer Mail.', go: 'Anordnen' },
      letGo: { title: 'Aufbewahrung aufheben', text: 'Danach beenden Frist oder Löschung das Ticket wie jedes andere. Zurückholen lässt es sich nicht.', hint: 'Steht im Protokoll.', go: 'Aufheben' },
    },
  },
  retention: {
    title: 'Aufbewahrung', open: 'Fristen ansehen', openHint: 'Wie lange welche Daten bleiben und was sie beendet.',
    lead: 'Jede Klasse von Daten hat eine Frist. Rekey beendet von selbst, was fällig ist. Was offen ist, wartet, bestritten wird oder zu einer Datenpanne gehört, bleibt unberührt. Eigene Fristen stehen im Profil des Portals unter „retention“.',
    textsEnded: 'Nachrichten und Absender sind nach Frist gelöscht',
    what: 'Daten', time: 'Frist', end: 'Danach', done: 'Bisher beendet', last: 'Zuletzt geprüft', never: 'noch nie',
    days: (days: number) => (days === 1 ? '1 Tag' : `${days} Tage`), bounds: (min: number, max: number) => `je Portal ${min} bis ${max} Tage`, whole: 'gilt für alle Portale', spared: 'Laufendes bleibt',
    ends: { deleted: 'gelöscht', stripped: 'ohne Personenbezug' } satisfies Record<Item['end'], string>,
    since: { arrival: 'ab Eingang', closing: 'ab Abschluss', settling: 'ab Erledigung', expiry: 'ab Ablauf', disabling: 'ab Sperrung' } satisfies Record<Item['since'], string>,
    classes: {
      'ticket-texts': 'Nachrichten, Notizen und Absender von Tickets', 'set-aside-mails': 'Mails ohne Ticket (Quarantäne, Automaten)', 'outbound-mails': 'Versandte Mails mit Zustellung', 'text-messages': 'SMS', evidence: 'Nachweise', cases: 'Fälle mit Konto und Angaben',
      actions: 'Maßnahmen an Konten', grants: 'Links, Codes und Einmal-Passwörter', 'home-sign-ins': 'Begonnene Anmeldungen bei der Heimatorganisation', papers: 'Zugangszettel und Briefe', bulks: 'Sammelaufträge', breaches: 'Datenpannen', 'data-requests': 'Anträge zum Datenschutz und Aufbewahrungen',
      audit: 'Protokoll', 'audit-addresses': 'Internet-Adressen im Protokoll', 'raw-mails': 'Mails im Original', attachments: 'Anhänge', 'agent-sessions': 'Anmeldungen am Desk', 'agent-tokens': 'Widerrufene API-Schlüssel', 'sign-in-keys': 'Anmeldeschlüssel Ausgeschiedener', 'key-challenges': 'Fragen an Anmeldeschlüssel', 'former-agents': 'Ausgeschiedene Bearbeiter',
      'sign-in-brakes': 'Bremsen gegen Raten', 'portal-sign-ins': 'Anmeldungen am Portal', alarms: 'Erledigte Alarme', 'breaker-releases': 'Freigaben der Versandbremse', 'bounced-addresses': 'Unzustellbare Adressen', openings: 'Zähler neuer Tickets', 'limit-counts': 'Zähler von Grenzen',
      'asked-links': 'Auf der Seite angeforderte Links', 'directory-operations': 'Vorgangsnummern am Verzeichnis',
    } as Record<string, string>,
  },
};
