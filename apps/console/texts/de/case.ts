/** The case panel: claims, account, evidence, level, actions. */
export const caseTexts = {
  label: 'Fall',
  claimed: { title: 'Angaben aus der Mail', hint: 'Behauptungen, keine Nachweise', none: 'Die Mail nennt nichts, womit sich ein Konto finden lässt.' },
  account: {
    title: 'Konto', candidates: 'Mögliche Konten', candidatesHint: 'Vom Server gefunden, verdeckt gezeigt', none: 'Kein passendes Konto gefunden.', link: 'Verknüpfen', linkLabel: (name: string) => `Ticket mit ${name} verknüpfen`, linked: 'Konto verknüpft', other: 'Anderes Konto', search: 'Konto suchen', searchHint: 'Genaue Treffer. Jede Suche wird protokolliert.', searchSubmit: 'Suchen', searchNothing: 'Kein Treffer.', address: 'E-Mail-Adresse', username: 'Benutzername', customerNumber: 'Kundennummer', serialNumber: 'Seriennummer', name: 'Vor- und Nachname',
    lastSignIn: (month: string) => `zuletzt angemeldet ${month}`, neverSignedIn: 'noch nie angemeldet', privileged: 'Besondere Rechte', privilegedWhy: 'Konten mit besonderen Rechten brauchen eine Stufe mehr und eine zweite Person.', excluded: 'Hier nicht behandelbar', excludedWhy: 'Dieses Konto darf an diesem Platz nicht wiederhergestellt werden.', secondFactor: 'Zweiter Faktor aktiv', mustChange: 'Muss Passwort ändern', temporaryUntil: (when: string) => `Temporäres Passwort bis ${when}`, addresses: 'Adressen im Verzeichnis', phones: 'Telefon im Verzeichnis', primary: 'Hauptadresse', second: 'Zweitadresse', unconfirmed: 'unbestätigt', since: (when: string) => `seit ${when}`, details: 'Kontodaten',
    because: { 'sender-address': 'Absender steht im Verzeichnis', address: 'genannte Adresse stimmt', username: 'Benutzername stimmt', name: 'Name stimmt', number: 'Nummer stimmt' },
  },
  level: {
    title: 'Sicherheit', meter: (level: number) => `Stufe A${level} von A3`, points: (points: number) => (points === 1 ? '1 Punkt' : `${points} Punkte`), next: (level: number) => `Für A${level} fehlt`, top: 'Höchste Stufe erreicht', names: ['Noch nichts belegt', 'Ein Nachweis', 'Zwei Arten von Nachweisen', 'Starker Nachweis'], needsAccount: 'Erst ein Konto verknüpfen, dann Nachweise sammeln.',
  },
  missing: {
    points: (count: string) => (count === '1' ? 'noch 1 Punkt' : `noch ${count} Punkte`), classes: (count: string) => (count === '1' ? 'ein Nachweis anderer Art' : `${count} Nachweise verschiedener Art`), families: (count: string) => (count === '1' ? 'ein Nachweis aus einer anderen Familie' : `Nachweise aus ${count} Familien`), 'strong-class': (_count: string) => 'ein starker Nachweis (Brief, Ausweis, zweiter Faktor oder Wiederherstellungscode)',
  },
  evidence: {
    title: 'Nachweise', none: 'Noch keine Nachweise.', valid: (when: string) => `gilt bis ${when}`, expired: 'abgelaufen', voided: 'entwertet', points: (points: number) => (points === 1 ? '1 Punkt' : `${points} Punkte`), by: (name: string) => `durch ${name}`, otherTicket: 'aus einem anderen Ticket', gather: 'Nachweis einholen',
    mailbox: 'Postfach-Nachweis', mailboxHint: 'Link und Code gehen an eine Adresse im Verzeichnis.', mailboxSend: 'Nachweis anfordern', mailboxSent: 'Nachweis angefordert. Wer das Postfach liest, kann ihn bestätigen.', chooseAddress: 'Adresse im Verzeichnis', noAddress: 'Keine Adresse im Verzeichnis.',
    callBack: 'Rückruf', callBackHint: 'Nur zurückrufen, nie einem Anruf glauben: Welche Nummer angezeigt wird, beweist nichts.', choosePhone: 'Nummer im Verzeichnis', callStart: 'Rückruf beginnen', dial: 'Wählen Sie', readAloud: 'Diesen Code vorlesen', typesIt: 'Die Person tippt ihn auf ihrer Statusseite ein; der Link dahin steht in der Eingangsbestätigung. Der Nachweis erscheint dann hier von selbst.', callWaiting: 'Wartet auf die Eingabe …', codeGoes: 'Der Code geht an die Person. Lassen Sie ihn sich zurücklesen.', typeCode: 'Zurückgelesener Code', checkCode: 'Code prüfen', callUntil: (when: string) => `Gültig bis ${when}`, noPhone: 'Keine Nummer im Verzeichnis.', codeWrong: 'Der Code stimmt nicht.',
    facts: 'Angaben vergleichen', factsHint: 'Tippen Sie ein, was die Person nennt. Rekey sagt nur, ob es stimmt.', compare: 'Vergleichen', matched: 'Stimmt überein.', notMatched: 'Stimmt nicht überein.', triesLeft: (count: number) => (count === 0 ? 'Kein Versuch mehr.' : count === 1 ? 'Noch 1 Versuch.' : `Noch ${count} Versuche.`), proved: 'Nachweis erbracht.', 
  },
  checklist: {
    title: 'Vorgehen', open: (count: number) => (count === 1 ? 'noch 1 Schritt' : `noch ${count} Schritte`), allDone: 'alles erledigt', or: 'oder',
    states: { done: 'erledigt', open: 'als Nächstes', waiting: 'wartet auf die Person', later: 'später' },
    linkAccount: 'Konto verknüpfen', ask: (what: string) => `Erfragen: ${what}`, prove: (what: string) => `Nachweis: ${what}`, answer: 'Antwort aus den Texten des Portals', insertAnswer: 'Text in die Antwort einsetzen',
    solved: {
      'password-set': 'Gelöst, wenn ein neues Passwort gesetzt ist', 'account-active': 'Gelöst, wenn das Konto aktiv ist', 'action-done': 'Gelöst, wenn die Aktion ausgeführt ist', answered: 'Gelöst, wenn die Antwort draußen ist',
      'handed-over': 'Gelöst, wenn die andere Stelle übernommen hat',
    } as Record<string, string>,
  },
  actions: {
    title: 'Aktionen', locked: 'gesperrt', needs: (level: number) => `ab A${level}`, what: {
      'send-recovery-link': 'Ein Link zum Setzen eines neuen Passworts geht an die Adresse im Verzeichnis.', 'resend-activation': 'Ein neuer Aktivierungslink geht an die Adresse der Registrierung.', 'tell-username': 'Der Benutzername geht an die Adresse im Verzeichnis.',
      'issue-temporary-password': 'Rekey erzeugt ein Passwort, das niemand im Haus sieht. Die Person ruft es einmal ab und muss es bei der nächsten Anmeldung ändern.', unlock: 'Das Konto wird nach Fehlversuchen wieder freigegeben.', freeze: 'Niemand kann sich anmelden, bis das Konto wieder freigegeben wird. Offene Links werden ungültig.',
    } as Record<string, string>, loud: 'Alle Adressen im Verzeichnis werden benachrichtigt.', sendTo: 'Geht an', go: 'Ausführen', done: (action: string) => `${action}: ausgeführt`, started: (action: string) => `${action}: läuft`, confirmTitle: (action: string) => action, history: 'Bisherige Aktionen', byRekey: 'Rekey, automatisch', goFor: {
      'send-recovery-link': 'Senden', 'resend-activation': 'Senden', 'tell-username': 'Mitteilen', 'issue-temporary-password': 'Ausgeben', unlock: 'Entsperren', freeze: 'Einfrieren',
    } as Record<string, string>, confirmFor: {
      'send-recovery-link': 'Link senden', 'resend-activation': 'Link senden', 'tell-username': 'Benutzernamen mitteilen', 'issue-temporary-password': 'Passwort ausgeben', unlock: 'Konto entsperren', freeze: 'Konto einfrieren',
    } as Record<string, string>, 
  },
  grants: { title: 'Ausgegeben', sentTo: (address: string) => `an ${address}`, expires: (when: string) => `gilt bis ${when}`, openedAt: (when: string) => `geöffnet ${when}`, usedAt: (when: string) => `eingelöst ${when}` },
};
