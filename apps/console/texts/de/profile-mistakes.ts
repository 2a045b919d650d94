const TYPES: Readonly<Record<string, string>> = { string: 'ein Text', number: 'eine Zahl', int: 'eine ganze Zahl', boolean: 'true oder false', array: 'eine Liste', object: 'ein Block mit Schlüsseln', record: 'ein Block mit Schlüsseln' };
const KINDS: Readonly<Record<string, string>> = { email: 'E-Mail-Adresse', url: 'URL', date: 'Datum', ipv4: 'IPv4-Adresse', ipv6: 'IPv6-Adresse' };
const STRICTER: Readonly<Record<string, string>> = { action: 'Aktion', link: 'Link', evidence: 'Nachweis', brake: 'Bremse' };
const of = (table: Readonly<Record<string, string>>, word: string) => (Object.hasOwn(table, word) ? table[word]! : word);

/** What the form of a profile's file can be wrong in. */
export const formMistakes = {
  missing: () => 'fehlt', type: (type: string) => `muss sein: ${of(TYPES, type)}`, choice: (values: string) => `geht nur so: ${values}`,
  short: (least: string) => (least === '1' ? 'darf nicht leer sein' : `zu kurz: mindestens ${least} Zeichen`), long: (most: string) => `zu lang: höchstens ${most} Zeichen`,
  few: (least: string) => (least === '1' ? 'mindestens ein Eintrag' : `mindestens ${least} Einträge`), many: (most: string) => (most === '1' ? 'höchstens ein Eintrag' : `höchstens ${most} Einträge`),
  small: (least: string) => `mindestens ${least}`, big: (most: string) => `höchstens ${most}`, above: (than: string) => `muss größer sein als ${than}`, below: (than: string) => `muss kleiner sein als ${than}`,
  pattern: (pattern: string) => `passt nicht zum Muster ${pattern}`, kind: (kind: string) => `keine gültige Angabe dieser Art: ${of(KINDS, kind)}`, multiple: (of: string) => `muss ein Vielfaches von ${of} sein`,
  'no-alternative': () => 'passt zu keiner der möglichen Formen', key: () => 'dieser Schlüssel passt hier nicht', unfit: () => 'passt so nicht',
  yaml: () => 'ab hier ist die Datei kein gültiges YAML', 'yaml-twice': () => 'diesen Schlüssel gibt es schon', 'yaml-indent': () => 'die Einrückung passt nicht', 'yaml-tab': () => 'Einrückung nur mit Leerzeichen, nicht mit Tabulator', 'yaml-missing': () => 'hier fehlt ein Zeichen, etwa eine Klammer oder ein Anführungszeichen', 'yaml-lines': () => 'ein Schlüssel muss in einer Zeile stehen',
};

/** What Rekey itself minds in a profile. */
export const profileMistakes = {
  'dashed-words': () => 'Wörter in Kleinbuchstaben, mit Bindestrichen verbunden', colour: () => 'eine Farbe wie #1f6feb', folder: () => 'der Name eines Ordners wie INBOX oder INBOX/Support',
  hours: () => 'Öffnungszeiten wie 09:00-15:30', 'closes-before': () => 'geschlossen wird nach dem Öffnen', day: () => 'ein Tag, den es gibt, wie 12-24, oder 2027-05-07 für ein einzelnes Jahr',
  'key-reserved': () => '„house“ heißt schon, was zu keinem Portal gehört; wählen Sie einen anderen Schlüssel', 'ticket-prefix': () => 'zwei bis fünf Großbuchstaben', flag: () => 'ein Kennzeichen wie $Rekey oder \\Seen',
  'time-zone': () => 'eine IANA-Zeitzone wie Europe/Berlin', 'never-open': () => 'das Büro hat mindestens an einem Tag offen', certificate: () => 'ein Zertifikat in PEM, von BEGIN CERTIFICATE bis END CERTIFICATE',
  attribute: () => 'der Name eines Attributs', filter: () => 'ein LDAP-Filter in Klammern', 'without-tls': () => 'ohne TLS nur zur eigenen Maschine (Loopback)', 'secret-in-url': () => 'kein Benutzername und kein Passwort in der URL; sie werden mit „rekey directory secret“ gesetzt',
  'https-only': () => 'https, oder http auf dieser Maschine', 'one-word': () => 'ein Wort ohne Leerzeichen', 'sms-sender': () => 'bis zu elf Buchstaben und Ziffern, oder eine Nummer wie +4930555', 'number-begins': () => 'der Anfang einer Nummer wie +49',
  scope: () => 'ein Scope ohne Leerzeichen', claim: () => 'der Name eines Claims', 'amr-or-acr': () => 'nennen Sie Wörter von amr oder Werte von acr', format: () => 'ein Muster aus Buchstaben, Ziffern, Klassen und Anzahlen wie [A-Z]{2}[0-9]{3}[A-Z]',
  'format-unread': () => 'ein Muster, das sich lesen lässt', 'link-minutes': () => 'mindestens 15 Minuten: Eine Mail braucht etwas Zeit', 'evidence-minutes': () => 'mindestens 5 Minuten', 'second-person': () => 'true, oder weglassen: Was eine zweite Person braucht, braucht sie weiterhin',
  aliases: () => 'ein Profil hat keine YAML-Aliase', 'unknown-key': (name: string) => `den Schlüssel „${name}“ gibt es hier nicht`, 'asked-field': (fields: string) => `eines von ${fields}, oder mehrere mit „|“ verbunden`,
  'no-queue': (queue: string) => `die Warteschlange „${queue}“ gibt es nicht`, 'reason-twice': (key: string) => `den Grund „${key}“ gibt es zweimal`, 'asked-twice': (name: string) => `nach „${name}“ wird zweimal gefragt`, 'queue-twice': (key: string) => `die Warteschlange „${key}“ gibt es zweimal`,
  'mailbox-twice': (address: string) => `das Postfach ${address} gibt es zweimal`, 'folder-twice': (name: string) => `den Ordner „${name}“ gibt es zweimal`, 'folder-read': (name: string) => `„${name}“ wird selbst gelesen`,
  'last-route': () => 'die letzte Route muss auf alles passen: ohne caseTypes, ohne risk', 'last-promise': () => 'die letzte Zusage muss auf alles passen: ohne caseTypes', 'never-automatic': (caseType: string) => `„${caseType}“ wird nie automatisch beantwortet`,
  'playbook-twice': (caseType: string) => `für „${caseType}“ gibt es zwei Vorgehen`, 'no-answer': (caseType: string) => `für „${caseType}“ steht kein Text in answers`, 'home-twice': (key: string) => `den Anmeldedienst „${key}“ gibt es zweimal`,
  'policy-unknown': (what: string, name: string, known: string) => `${of(STRICTER, what)} „${name}“ kann nicht strenger werden, weil es das nicht gibt; es gibt: ${known}`,
  'policy-open': (name: string) => `„${name}“ bleibt, wie es ist: Was nur ins eigene Postfach geht, und das Einfrieren, stehen allen offen, die ausgesperrt sind`, 'policy-level': (name: string, level: string) => `„${name}“ braucht mindestens Stufe ${level}; ein Portal kann mehr verlangen`,
  'policy-no-hold': (name: string) => `„${name}“ wartet nicht`, 'policy-hold': (name: string, hours: string) => `„${name}“ wartet ${hours} Stunden; ein Portal kann es länger warten lassen`,
  'policy-most': (most: string) => `höchstens ${most}; ein Portal kann weniger erlauben`, 'policy-minutes': (minutes: string) => `höchstens ${minutes} Minuten; ein Portal kann weniger erlauben`,
  'no-mail': (kind: string) => `die Mail „${kind}“ gibt es nicht`, 'no-mails-here': () => 'Texte von Mails können hier nicht eingespielt werden',
};
