/** Sign-in keys: coming in with one, one's own, those of others. */
export const signInKeys = {
  troubles: {
    cancelled: 'Der Schlüssel hat nicht geantwortet, oder es wurde abgebrochen. Bitte noch einmal.', known: 'Dieser Schlüssel ist schon eingerichtet. Nehmen Sie einen anderen.', none: 'Dieser Browser kann an dieser Adresse keine Anmeldeschlüssel benutzen. Nötig sind https und ein aktueller Browser.',
    address: 'Der Schlüssel gehört zu einer anderen Adresse. Öffnen Sie die Konsole unter der Adresse, die in Ihren Mails steht.', failed: 'Der Schlüssel ließ sich nicht benutzen. Versuchen Sie es noch einmal oder mit einem anderen.',
  },
  come: {
    title: 'Anmeldeschlüssel', lead: 'Stecken Sie Ihren Schlüssel ein, oder halten Sie Ihr Gerät bereit.', use: 'Schlüssel benutzen', code: 'Stattdessen Code aus der App', key: 'Stattdessen Anmeldeschlüssel', enrolment: 'Ich habe einen Einrichtungscode',
    enrolTitle: 'Schlüssel einrichten', enrolLead: 'Von hier kommen Sie nur mit einem Anmeldeschlüssel hinein, und für Sie ist noch keiner eingerichtet. Richten Sie einen ein, wenn Sie im Haus sind. Sind Sie das nie, bitten Sie die Verwaltung um einen Einrichtungscode.',
    enrolCode: 'Einrichtungscode', enrolHint: '16 Zeichen von der Verwaltung. Er gilt einmal und einen Tag lang.', enrolSubmit: 'Weiter',
  },
  proof: 'Mit dem Schlüssel bestätigen', proofOr: 'Oder mit dem Code aus der App:',
  own: {
    title: 'Anmeldeschlüssel', lead: 'Ein Schlüssel am Schlüsselbund, im Telefon oder im Rechner. Keine falsche Seite kann ihn abfangen; von außerhalb des Hauses öffnet oft nur er.', none: 'Noch kein Schlüssel eingerichtet. Am besten zwei: einer kann verloren gehen.',
    first: 'Richten Sie jetzt Ihren Anmeldeschlüssel ein. Vorher ist nichts anderes möglich.', name: 'Name des Schlüssels', nameHint: 'Woran Sie ihn erkennen, z. B. „blauer Schlüssel“ oder „Laptop“.', add: 'Schlüssel einrichten', added: 'Der Schlüssel ist eingerichtet.',
    since: 'eingerichtet', lastUsed: 'zuletzt benutzt', neverUsed: 'noch nie benutzt', here: 'diese Sitzung', syncs: 'wird zwischen Geräten abgeglichen', suspended: 'gesperrt: vielleicht kopiert',
    remove: (name: string) => `${name} entfernen`, removeGo: 'Entfernen', removeTitle: 'Schlüssel entfernen?', removeText: (name: string) => `Mit „${name}“ kommen Sie dann nicht mehr hinein. Sitzungen, die mit ihm geöffnet wurden, enden.`, removed: 'Der Schlüssel ist entfernt.',
  },
  others: {
    open: 'Schlüssel', openOf: (name: string) => `Schlüssel von ${name}`, title: (name: string) => `Anmeldeschlüssel von ${name}`, none: 'Kein Schlüssel eingerichtet.', reason: 'Grund', reasonHint: 'Steht im Protokoll, z. B. „Schlüssel verloren, am Telefon erkannt“.',
    issue: 'Einrichtungscode ausgeben', issueHint: 'Damit richtet die Person von außerhalb einen Schlüssel ein: einmal, innerhalb eines Tages, mit ihrem Passwort und, wenn sie eine App hat, deren Code. Vergewissern Sie sich, mit wem Sie sprechen, und lesen Sie den Code vor; schicken Sie ihn nicht per Mail.',
    code: 'Einrichtungscode, nur jetzt zu sehen', until: 'gilt bis',
  },
  count: (keys: number) => (keys === 1 ? '1 Schlüssel' : `${keys} Schlüssel`),
};
