/** Names of the mails, in the outbox and in the settings. */
export const mailKinds = {
  frame: 'Rahmen um jede Mail',
  'request-received': 'Eingangsbestätigung', reply: 'Antwort', answer: 'Auskunft', 'other-desk': 'Andere Stelle', 'form-request': 'Formular: eine Angabe fehlt', 'neutral-answer': 'Neutrale Antwort',
  'promise-delayed': 'Es dauert länger', 'request-refused': 'Bitte abgelehnt', 'request-handed-on': 'Anfrage weitergegeben', 'request-closed': 'Anfrage erledigt',
  'recovery-link': 'Wiederherstellungslink', 'temporary-password': 'Temporäres Passwort', 'tell-username': 'Benutzername', 'pin-letter': 'PIN kommt per Brief', 'pin-area-unlocked': 'PIN-Bereich freigeschaltet', 'forced-reset': 'Ankündigung: neues Passwort',
  'data-request-received': 'Antrag zum Datenschutz erhalten', 'data-request-extended': 'Antrag zum Datenschutz dauert länger', 'data-request-refused': 'Antrag zum Datenschutz abgelehnt', 'data-copy-ready': 'Auskunft liegt bereit', 'data-erased': 'Daten gelöscht',
  'mailbox-proof': 'Postfach-Nachweis', 'second-address-proof': 'Nachweis: zweite Adresse', 'sender-check': 'Haben Sie uns geschrieben?', 'voucher-request': 'Bitte um Bürgschaft', 'proof-request': 'Bitte um einen Nachweis',
  'activation-link': 'Aktivierungslink', 'confirmation-link': 'Bestätigungslink', 'first-password': 'Erstes Passwort', 'registration-released': 'Registrierung freigegeben', 'registration-confirmed': 'Registrierung bestätigt',
  'registration-approved': 'Registrierung angenommen', 'registration-refused': 'Registrierung abgelehnt', 'username-assigned': 'Neuer Benutzername', 'initial-credentials': 'Erste Zugangsdaten', 'class-slips-ready': 'Zettel der Klasse fertig',
  'confirm-new-address': 'Neue Adresse bestätigen', 'confirm-address-change': 'Adressänderung bestätigen', 'address-changed': 'Neue Adresse gilt', 'confirm-second-address': 'Zweite Adresse bestätigen', 'confirm-migration': 'Umzug bestätigen',
  'confirm-merge': 'Zusammenlegen bestätigen', 'account-migrated': 'Konto umgezogen', 'accounts-merged': 'Konten zusammengelegt', 'deletion-announced': 'Löschen angekündigt', 'deletion-cancelled': 'Löschen gestoppt', 'account-deleted': 'Konto gelöscht',
  'hold-started': 'Wartezeit beginnt', 'hold-half-time': 'Wartezeit: Erinnerung', 'hold-completed': 'Wartezeit zu Ende', 'hold-cancelled': 'Änderung gestoppt', 'hold-reverted': 'Änderung zurückgenommen',
  notice: 'Benachrichtigung', 'approval-requested': 'Bitte um Freigabe',
} as Record<string, string>;

/** Settings → mails. */
export const mails = {
  title: 'Mails', lead: 'So sehen die Mails aus, die Rekey schreibt. Jedes Portal kann eigene Worte verwenden.', portal: 'Portal', language: 'Sprache der Mails', list: 'Alle Mails', own: 'eigener Text', open: 'Mails ansehen und texten', openHint: 'Jede Mail, die ein Portal sendet, mit Vorschau.',
  groups: { frame: 'Überall', conversation: 'Gespräch', access: 'Zugang', proof: 'Nachweise', registration: 'Registrierung', account: 'Konto', hold: 'Wartezeit', notice: 'Warnung', desk: 'Am Platz' } as Record<string, string>,
  preview: 'Vorschau', form: 'Form', html: 'HTML', plain: 'Nur Text', width: 'Breite', phone: '320 px', wide: '800 px', scheme: 'Darstellung', light: 'hell', dark: 'dunkel', subject: 'Betreff',
  howTo: 'Was in geschweiften Klammern steht, füllt Rekey aus. Lassen Sie es stehen. Links und Schaltflächen setzt die Vorlage.',
  save: 'Speichern', saved: 'Gespeichert. Die nächste Mail hat diesen Text.', shipped: 'Mitgeliefert:', back: 'Zurück zum mitgelieferten Satz', toShipped: 'Zurück zum mitgelieferten Text', toShippedTitle: 'Zurück zum mitgelieferten Text?', toShippedText: 'Alle eigenen Sätze dieser Mail gelten dann nicht mehr. Sie bleiben im Verlauf.', isShipped: 'Mitgelieferter Text',
  problemCount: (count: number) => (count === 1 ? 'Ein Satz passt noch nicht.' : `${count} Stellen passen noch nicht.`), neverChanged: 'Hier gilt der mitgelieferte Text.', history: (count: number) => (count === 1 ? 'Verlauf: eine Änderung' : `Verlauf: ${count} Änderungen`), changedCount: (count: number) => (count === 1 ? 'ein eigener Satz' : `${count} eigene Sätze`), somebody: 'jemand',
  sentences: { subject: 'Betreff', preview: 'Vorschauzeile', intro: 'Einleitung', button: 'Schaltfläche', until: 'Bis wann', notYou: 'Wenn Sie es nicht waren', next: 'Wie es weitergeht', nothing: 'Wenn Sie nichts tun', more: 'Noch etwas', what: 'Was geschah', when: 'Wann', how: 'Wie', wasYou: 'Wenn Sie es waren', why: 'Warum', greeting: 'Anrede ohne Namen', greetingByName: 'Anrede mit Namen', regards: 'Gruß', agent: 'Kürzel', neverAsk: 'Nie nach dem Passwort', hours: 'Erreichbar', phone: 'Telefon', fax: 'Fax', email: 'E-Mail', ticket: 'Vorgang', account: 'Benutzername', signIn: 'Anmelden', once: 'Nur einmal', secret: 'Geheimes in der Nachricht', where: 'Wo', wrong: 'Falsch verstanden', instead: 'Statt dessen', status: 'Stand', again: 'Noch einmal', safe: 'Sicherheit', look: 'Nachsehen', linkAsText: 'Link als Text', codeAsked: 'Code auf der Seite', numberAsked: 'Zahl auf der Seite', codePage: 'Seite für den Code', codeElsewhere: 'Code dort', codeSecret: 'Code für sich behalten', newAddress: 'Neue Adresse', hold: 'Wartezeit', reply: 'Antworten', renamed: 'Neuer Name', area: 'Bereich' } as Record<string, string>,
  findings: {
    'unknown-sentence': () => 'Diesen Satz gibt es in der Mail nicht mehr.', 'not-a-message': () => 'Eine geschweifte Klammer ist nicht geschlossen oder zu viel.', empty: () => 'Der Satz ist leer.', 'too-long': (most: string) => `Zu lang: höchstens ${most} Zeichen.`,
    'several-lines': () => 'Zeilenumbrüche und unsichtbare Zeichen gehen hier nicht.', 'variable-lost': (name: string) => `Es fehlt {${name}}.`, 'variable-unknown': (name: string) => `{${name}} gibt es hier nicht.`, 'choice-lost': (option: string) => `Der Fall „${option}“ fehlt.`,
    'format-unknown': (name: string) => `{${name}} geht hier nur ohne Format.`, link: (link: string) => `Links und Adressen setzt nur die Vorlage: ${link}`, markup: (markup: string) => `HTML geht hier nicht: ${markup}`, 'asks-for-secret': () => 'Wir bitten nie um ein Passwort, eine PIN oder einen Code.',
    'long-sentence': (most: string) => `Tipp: Sätze mit höchstens ${most} Wörtern liest man leichter.`, 'hard-word': (word: string) => `Tipp: „${word}“ geht einfacher.`,
  },
};
