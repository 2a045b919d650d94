/** Frame of the desk: rail, sign-in, keyboard, palette, shared words. */
export const shell = {
  name: 'Rekey',
  skip: 'Zum Inhalt springen',
  common: {
    cancel: 'Abbrechen', close: 'Schließen', confirm: 'Bestätigen', retry: 'Noch einmal versuchen', loading: 'Wird geladen …', more: 'Mehr laden', copy: 'Kopieren', copied: 'Kopiert',
    undo: 'Rückgängig', yes: 'Ja', no: 'Nein', never: 'nie', none: 'keine', all: 'alle', back: 'Zurück', open: 'Öffnen', save: 'Speichern', search: 'Suchen', unknown: 'unbekannt', justNow: 'gerade eben',
    endOfList: 'Ende der Liste', actions: 'Aktionen',
  },
  rail: {
    label: 'Warteschlangen und Übersichten', desk: 'Tickets', all: 'Alle', mine: 'Meine', unassigned: 'Nicht zugewiesen', queuesOf: (portal: string) => `Warteschlangen von ${portal}`,
    allOf: 'Alle Tickets', oversight: 'Übersicht', outbox: 'Postausgang', quarantine: 'Quarantäne', audit: 'Protokoll', mailboxes: 'Postfächer', settings: 'Einstellungen', menu: 'Menü',
    moreQueues: (count: number) => (count === 1 ? '1 leere Warteschlange' : `${count} leere Warteschlangen`), fewerQueues: 'Leere ausblenden', overdue: (count: number) => (count === 1 ? '1 überfällig' : `${count} überfällig`), active: (count: number) => (count === 1 ? '1 aktives Ticket' : `${count} aktive Tickets`),
    openMenu: 'Menü öffnen', account: 'Ihr Konto:', signOut: 'Abmelden', scheme: 'Darstellung', light: 'Hell', dark: 'Dunkel', auto: 'Wie das System', help: 'Tastenkürzel', commands: 'Befehle', language: 'Sprache',
    demo: 'Demo', playground: 'Zur Spielwiese',
  },
  live: {
    on: 'Live', off: 'Live-Verbindung unterbrochen – neuer Versuch läuft', mailTrouble: (count: number) => (count === 1 ? '1 Postfach nicht erreichbar' : `${count} Postfächer nicht erreichbar`),
    arrived: (count: number) => (count === 1 ? '1 neues Ticket' : `${count} neue Tickets`),
  },
  signIn: {
    title: 'Anmelden', lead: 'Die Konsole für alle, die anderen wieder hineinhelfen.', email: 'E-Mail-Adresse', password: 'Passwort', submit: 'Anmelden', codeTitle: 'Zweiter Faktor', code: 'Code aus der Authenticator-App',
    codeHint: 'Sechs Ziffern. Einfügen ist erlaubt.', codeSubmit: 'Code prüfen', otherAccount: 'Anderes Konto verwenden', forgotten: 'Zugang verloren? Die Verwaltung kann Passwort und zweiten Faktor zurücksetzen.',
    throttled: (time: string) => `Zu viele Versuche. Bitte ab ${time} noch einmal.`, throttledSoon: 'Zu viele Versuche. Bitte in einigen Minuten noch einmal.',
  },
  proof: {
    title: 'Noch einmal ausweisen', lead: 'Vor einer Aktion an einem Konto prüft Rekey, dass wirklich Sie am Platz sind. Danach läuft die Aktion von selbst weiter.', password: 'Ihr Passwort', code: 'Code aus der Authenticator-App', submit: 'Bestätigen',
    hint: 'Gilt danach 15 Minuten.',
  },
  palette: { title: 'Befehle', placeholder: 'Befehl oder Warteschlange …', nothing: 'Nichts gefunden', ticketByNumber: (number: string) => `Ticket ${number} öffnen`, searchFor: (text: string) => `Tickets nach „${text}“ durchsuchen`, groupTicket: 'Ticket', groupGo: 'Gehe zu', groupDesk: 'Arbeitsplatz' },
  keys: {
    title: 'Tastenkürzel', off: 'Einzeltasten sind ausgeschaltet. In den Einstellungen lassen sie sich einschalten.', list: 'In der Liste', ticket: 'Im Ticket', go: 'Gehe zu', anywhere: 'Überall',
    next: 'Nächstes Ticket', previous: 'Vorheriges Ticket', open: 'Öffnen', back: 'Zurück zur Liste', search: 'Suchen', reply: 'Antworten', note: 'Interne Notiz', assign: 'Mir zuweisen', merge: 'Zusammenführen', link: 'Link senden', temporary: 'Temporäres Passwort',
    solve: 'Lösen, nächstes Ticket', undo: 'Rückgängig', send: 'Absenden', palette: 'Befehle', help: 'Diese Übersicht', goQueue: 'Liste', goMine: 'Meine Tickets', goUnassigned: 'Nicht zugewiesen', goOutbox: 'Postausgang', goQuarantine: 'Quarantäne', goAudit: 'Protokoll', goMailboxes: 'Postfächer', goSettings: 'Einstellungen',
    then: 'dann', casePanel: 'Fall ein- und ausblenden',
  },
  wrong: { title: 'Hier ging etwas schief', notFound: 'Diese Seite gibt es nicht.', toDesk: 'Zum Arbeitsplatz', mayNot: 'Ihre Rolle darf das nicht sehen.' },
  enrolFirst: 'Bitte richten Sie zuerst Ihren zweiten Faktor ein. Vorher ist nichts anderes möglich.',
};
