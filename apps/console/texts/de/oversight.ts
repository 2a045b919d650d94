/** Outbox, quarantine, audit, mailboxes, settings. */
export const oversight = {
  portal: 'Portal', anyPortal: 'Alle Portale', state: 'Stand', anyState: 'Jeder Stand',
  outbox: {
    title: 'Postausgang', lead: 'Jede Mail an eine Person ist eine Zeile. Nichts wird zweimal gesendet.', mail: 'Mail', recipient: 'An', ticket: 'Ticket', when: 'Angelegt', next: 'Nächster Versuch', rounds: 'Versuche', retry: 'Noch einmal senden', cancel: 'Nicht senden', retried: 'Wird noch einmal gesendet', cancelled: 'Wird nicht gesendet', empty: 'Der Postausgang ist leer', emptyText: 'Hier erscheint jede Mail, die Rekey sendet.', emptyFiltered: 'Keine Mail mit diesem Stand.',
    confirm: 'Ist angekommen', confirmed: 'Als gesendet vermerkt', attempts: 'Was der Mailserver sagte', noAttempts: 'Noch kein Versuch.', outcomes: { accepted: 'angenommen', rejected: 'abgelehnt', deferred: 'später', unknown: 'keine Antwort' } as Record<string, string>,
    heldBy: { 'recipient-limit': 'Wartet: Diese Adresse bekam schon viele Mails.', breaker: 'Wartet hinter der Sicherung.' } as Record<string, string>,
    unknownHint: 'Beim Senden riss die Verbindung ab. Die Mail kann angekommen sein; nur ein Mensch darf sie wiederholen.', 
    retryTitle: 'Wirklich noch einmal senden?', retryText: 'Das Ergebnis ist unbekannt. Vielleicht bekommt die Person die Mail zweimal.',
  },
  breaker: {
    open: (lastHour: number, limit: number) => `Die Sicherung ist ausgelöst: ${lastHour} automatische Mails in der letzten Stunde, üblich sind höchstens ${limit}.`, shut: 'Die Sicherung ist wieder zu.', held: (count: number) => (count === 0 ? 'Nichts wartet dahinter.' : count === 1 ? 'Eine Mail wartet dahinter und geht später hinaus.' : `${count} Mails warten dahinter und gehen nach und nach hinaus.`),
    released: 'Freigegeben bis', release: 'Durchlassen', title: 'Alles durchlassen?', text: (count: number) => `${count === 1 ? 'Die wartende Mail geht' : `Die ${count} wartenden Mails gehen`} sofort hinaus, und eine Stunde lang hält die Sicherung nichts auf. Tun Sie das nur, wenn Sie wissen, woher der Andrang kommt.`, reason: 'Grund (bleibt im Protokoll)', done: (count: number) => (count === 1 ? 'Eine Mail geht jetzt hinaus.' : `${count} Mails gehen jetzt hinaus.`),
  },
  quarantine: {
    title: 'Quarantäne', lead: 'Beiseitegelegt statt verworfen. Freigeben schickt die Mail noch einmal durch alle Schritte.', from: 'Von', subject: 'Betreff', why: 'Grund', received: 'Eingang', size: 'Größe', release: 'Freigeben', releaseLabel: (subject: string) => `„${subject}“ freigeben`, released: 'Freigegeben. Die Mail wird jetzt abgelegt.', trace: 'Weg der Mail', empty: 'Nichts beiseitegelegt', emptyText: 'Spam, automatische Antworten und Unlesbares würden hier warten.', noSubject: 'ohne Betreff', raw: 'Herunterladen', rawLabel: (subject: string) => `„${subject}“ herunterladen, wie sie kam`, delete: 'Löschen', deleteLabel: (subject: string) => `„${subject}“ löschen`, deleteTitle: 'Diese Mail löschen?', deleteText: 'Die Mail ist danach endgültig weg. Dass Sie sie gelöscht haben, bleibt im Protokoll.', deleted: 'Gelöscht.', confirmTitle: 'Mail freigeben?', confirmText: 'Aus der Mail wird ein Ticket. Anhänge und Links darin können gefährlich sein.',
  },
  approvals: {
    papers: 'Briefe und Zettel', papersNone: 'Nichts wartet auf den Drucker.', papersWaiting: (count: number) => (count === 1 ? '1 Blatt wartet' : `${count} Blätter warten`), papersPrint: 'Drucken', papersPrinted: (count: number) => (count === 1 ? '1 Blatt gedruckt' : `${count} Blätter gedruckt`), papersAgain: 'Noch einmal drucken', papersSent: 'Ist in der Post', papersHint: 'Bis hier „Ist in der Post“ steht, lässt sich derselbe Stapel noch einmal drucken; danach gibt es die Geheimnisse hier nicht mehr.', papersDone: 'Als versandt vermerkt.',
    title: 'Freigaben', lead: 'Was eine zweite Person braucht, was in der Wartefrist liegt, was noch einmal angesehen werden soll.', empty: 'Nichts wartet auf Sie', emptyText: 'Bitten um Freigabe erscheinen hier von selbst.',
    waiting: 'Wartet auf zweite Person', held: 'In der Wartefrist', rechecks: 'Stichprobe: noch einmal ansehen', many: 'Viele Konten auf einmal', what: 'Was', account: 'Konto', evidence: 'Nachweise', askedBy: 'Angefordert von', until: 'Möglich bis', takesEffect: 'Wird ausgeführt',
    approve: 'Freigeben', refuse: 'Ablehnen', cancel: 'Abbrechen', fine: 'In Ordnung', wrong: 'Nicht in Ordnung', mine: 'Von Ihnen; jemand anderes entscheidet.', override: 'ohne Nachweise', next: 'Nächste', previous: 'Vorige',
    progress: 'Stand', counts: (done: number, skipped: number, failed: number) => `${done} erledigt, ${skipped} übergangen, ${failed} gescheitert`, print: (count: number) => (count === 1 ? '1 Zettel drucken' : `${count} Zettel drucken`),
    portal: 'Portal', group: 'Klasse oder Gruppe', order: 'Anfordern', ordered: 'Angefordert. Eine zweite Person muss zustimmen.', kinds: { 'forced-reset': 'Alle müssen ein neues Passwort wählen', 'initial-credentials': 'Erste Zugangsdaten auf Zetteln' } as Record<string, string>,
  },
  overrides: {
    title: 'Ausnahmen', lead: 'Was ohne die nötigen Nachweise angefordert wurde, was auch daraus wurde. Bitte jeden Monat ansehen.', month: 'Monat', none: 'Keine Ausnahme in diesem Monat', noneText: 'So soll es sein: Jede Aktion hatte ihre Nachweise.', when: 'Wann', what: 'Was', who: 'Angefordert von', second: 'Zweite Person', why: 'Grund', evidence: 'Nachweise',
    count: (items: number, cases: number) => `${items === 1 ? '1 Ausnahme' : `${items} Ausnahmen`} bei ${cases === 1 ? '1 Fall' : `${cases} Fällen`}`, tooMany: 'Das ist mehr als eine Ausnahme auf tausend Fälle.', perAgent: 'Je Person', export: 'Als CSV herunterladen', noEvidence: 'keine', nobody: 'noch niemand',
  },
  audit: {
    title: 'Protokoll', lead: 'Nur anfügbar und verkettet: Jede Zeile siegelt die vorige.', verify: 'Kette prüfen', ok: (rows: string) => `Die Kette ist unversehrt: ${rows} Zeilen geprüft.`, broken: (chain: string, sequence: number) => `Die Kette ist gebrochen: ${chain}, Zeile ${sequence}.`, time: 'Zeit', who: 'Wer', what: 'Was', ticket: 'Ticket', outcome: 'Ergebnis', detail: 'Einzelheiten', hash: 'Siegel', filterTicket: 'Ticketnummer', filterVerb: 'Ereignis', apply: 'Filtern', empty: 'Keine Einträge', emptyText: 'Kein Eintrag passt zum Filter.', strength: (strength: string) => `ausgewiesen mit ${strength}`,
    outcomes: { done: 'erledigt', allowed: 'erlaubt', refused: 'abgelehnt', failed: 'gescheitert', started: 'begonnen', ok: 'erledigt', proved: 'bestätigt' } as Record<string, string>,
  },
  mailboxes: {
    title: 'Postfächer', lead: 'Wer zuhört, seit wann, und was noch wartet.', connected: 'Verbunden', disconnected: 'Nicht verbunden', lastSignIn: 'Letzte Anmeldung', lastMail: 'Letzte Mail', caughtUp: 'Auf dem Stand von', waiting: 'Wartet', waitingCount: (count: number) => (count === 0 ? 'nichts' : count === 1 ? '1 Mail' : `${count} Mails`), fault: 'Letzte Störung', empty: 'Keine Postfächer', emptyText: 'Die Verwaltung fügt sie hinzu: rekey mailbox add ADRESSE --portal PORTAL …', off: 'Abgeschaltet', delivered: 'Wird zugestellt', folders: 'Ordner', notYet: 'noch nicht gelesen',
    token: 'Zugang gilt bis', authoriseBy: 'Neu zustimmen bis', troubled: 'Braucht Aufmerksamkeit',
    troubles: {
      'not-read': 'Seit mehr als 15 Minuten wird nicht gelesen. Mails bleiben auf dem Server liegen. Prüfen Sie Server, Netz und den Prozess mailroom.', 'sign-in-refused': 'Der Server lässt uns nicht hinein. Prüfen Sie Benutzer und Passwort, oder stimmen Sie neu zu.',
      'not-trusted': 'Das Zertifikat des Servers ist nicht vertrauenswürdig. Erneuern Sie es, oder nennen Sie die Zertifizierungsstelle in REKEY_MAILROOM_CA_FILE.', 'folder-missing': 'Ein Ordner fehlt. Legen Sie ihn wieder an, oder ändern Sie ihn im Portalprofil.',
      'token-refused': 'Der Anbieter verweigert den Zugang. Stimmen Sie neu zu, bevor das Postfach verstummt: rekey mailbox authorise ADRESSE', 'token-service-away': 'Der Anmeldedienst ist nicht erreichbar. Wir fragen weiter; neu zustimmen müssen Sie nicht. Prüfen Sie die Verbindung.', 'token-ending': 'Die Zustimmung läuft bald ab. Erneuern Sie sie rechtzeitig: rekey mailbox authorise ADRESSE',
      'unusually-silent': 'Es kam viel länger nichts als sonst. Prüfen Sie, ob Mails noch zugestellt werden.', 'follow-up-failing': 'Gelesene Mails lassen sich auf dem Server nicht markieren oder verschieben. Prüfen Sie Ordner und Rechte. Gelesen wird weiter.',
    },
  },
  settings: {
    title: 'Einstellungen', you: 'Sie', agents: 'Menschen am Platz', desk: 'Arbeitsplatz', language: 'Sprache der Konsole', scheme: 'Darstellung', singleKeys: 'Einzeltasten (j, k, r, n, …)', singleKeysHint: 'Ausschalten, wenn Sie mit Spracheingabe arbeiten. Strg+K und Strg+Enter bleiben.', showKeys: 'Alle Tastenkürzel zeigen',
    secondFactor: 'Zweiter Faktor', hasSecondFactor: 'Ist eingerichtet. Bei jeder Anmeldung fragt Rekey nach dem Code.', noSecondFactor: 'Noch nicht eingerichtet. Mit einer Authenticator-App schützen Sie, was Sie für andere tun können.', enrol: 'Zweiten Faktor einrichten', scan: 'Scannen Sie dieses Bild mit Ihrer Authenticator-App.', qrAlt: 'QR-Code für die Authenticator-App. Wer nicht scannen kann, tippt den Schlüssel darunter ab.', secret: 'Oder tippen Sie den Schlüssel ab', code: 'Code aus der App', confirm: 'Bestätigen', enrolled: 'Der zweite Faktor ist eingerichtet.',
    name: 'Name', email: 'E-Mail', roles: 'Rollen', portals: 'Portale', allPortals: 'alle', initials: 'Kürzel', factor: 'Zweiter Faktor', disabled: 'deaktiviert', manage: 'Menschen hinzufügen oder sperren: rekey agent add, rekey agent disable.',
  },
};
