/** List, conversation and composer. */
export const desk = {
  list: {
    label: 'Tickets', filters: 'Filter', searchPlaceholder: 'Suchen', searchLabel: 'Tickets durchsuchen: Nummer, Betreff, Adresse, Text', clearSearch: 'Suche leeren', state: 'Stand', caseType: 'Art',
    anyState: 'Jeder Stand', active: 'Aktiv', anyCase: 'Jede Art', resetFilters: 'Filter zurücksetzen',
    unassigned: 'nicht zugewiesen', assignedTo: (name: string) => `zugewiesen an ${name}`, you: 'Sie',
    dueIn: (span: string) => `in ${span}`, late: (span: string) => `${span} überfällig`, dueTitle: (when: string) => `Zugesagt bis ${when}`, kept: 'Zusage gehalten', age: (when: string) => `Letzte Nachricht ${when}`,
    empty: { title: 'Alles erledigt', text: 'Hier wartet gerade niemand. Neue Mails erscheinen von selbst.', mineTitle: 'Nichts auf Ihrem Tisch', mineText: 'Nehmen Sie sich ein Ticket aus „Nicht zugewiesen“: Ticket wählen und a drücken.', unassignedTitle: 'Alles verteilt', unassignedText: 'Jedes aktive Ticket hat jemanden, der sich kümmert.', filteredTitle: 'Keine Treffer', filteredText: 'Kein Ticket passt zu Suche und Filter.', toUnassigned: 'Nicht zugewiesene ansehen' },
    riskHigh: 'Hohes Risiko', riskMedium: 'Mittleres Risiko', 
  },
  nothingOpen: { title: 'Wählen Sie ein Ticket', text: 'Mit j und k durch die Liste, Enter öffnet.' },
  ticket: {
    label: (number: string) => `Ticket ${number}`, toList: 'Zur Liste', assignee: 'Zuständig', assignToMe: 'Mir zuweisen', unassign: 'Niemandem zuweisen', nobody: 'Niemand zuständig', queue: 'Warteschlange', state: 'Stand', solve: 'Lösen', reopen: 'Wieder öffnen', close: 'Schließen', wait: 'Wartet auf Antwort',
    more: 'Weitere Aktionen', caseType: 'Art des Falls', priority: 'Dringlichkeit', showCase: 'Fall', hideCase: 'Fall ausblenden', conversation: 'Gespräch',
    whyHere: 'Warum hier?', confidence: (percent: string) => `Zuordnung zu ${percent} sicher`, secondary: 'Außerdem', language: (language: string) => `Sprache: ${language}`, riskSignals: 'Hinweise auf Risiko', copyNumber: 'Nummer kopieren',
    from: 'von', promised: 'Zugesagt:', received: 'Eingegangen',
    changed: 'Das Ticket wurde inzwischen geändert. Der neue Stand ist geladen, bitte noch einmal.',
    solved: (number: string) => `${number} gelöst`, assigned: (number: string) => `${number} Ihnen zugewiesen`, updated: (number: string) => `${number} geändert`,
    notFound: 'Dieses Ticket gibt es nicht, oder es gehört zu einem anderen Portal.',
  },
  message: {
    inbound: 'Eingegangen', reply: 'Antwort', note: 'Interne Notiz', automatic: 'Automatisch von Rekey', noteOnly: 'nur intern sichtbar', to: 'an', showQuoted: 'Zitierten Text zeigen', hideQuoted: 'Zitierten Text ausblenden', noText: 'Kein eigener Text.',
    attachments: (count: number) => (count === 1 ? '1 Anhang' : `${count} Anhänge`), dangerous: 'gefährlich', dangerousWhy: 'Dieser Dateityp kann Schaden anrichten. Er wird nicht angeboten.', trace: 'Weg der Mail', claimedName: 'Angezeigter Name, ungeprüft', earlier: (count: number) => (count === 1 ? '1 frühere Nachricht zeigen' : `${count} frühere Nachrichten zeigen`),
    system: 'Rekey', delivery: 'Zustellung', sentAt: (when: string) => `gesendet ${when}`, unknownSender: 'unbekannter Absender', showMore: 'Ganz zeigen', 
  },
  mail: {
    byRekey: 'Mail von Rekey:', to: (recipient: string) => `an ${recipient}`, toRequester: 'die Adresse, von der die Anfrage kam', leaves: 'geht hinaus', written: 'Geschrieben', sent: 'Gesendet', state: 'Stand', reason: 'Grund', subject: 'Betreff', recipient: 'An', next: 'Nächster Versuch', text: (subject: string) => `Text der Mail: ${subject}`,
    asNow: 'In den heutigen Worten dieses Portals. Wie die Mail damals genau lautete, ist nicht mehr festzustellen.', notLeft: 'Noch nicht hinausgegangen. So wird sie lauten.', neverLeft: 'Nie hinausgegangen. So hätte sie gelautet.', secrets: 'Links, Codes und Zahlen stehen nur in der Mail selbst.',
    gone: 'Der Text ist nicht mehr aufbewahrt. Mails werden nach der Frist des Portals gelöscht.', unwritable: 'Diese Mail stammt aus einer älteren Fassung und lässt sich nicht mehr zeigen.', eventOnly: '(Mail nicht mehr aufbewahrt)', showWhole: 'Ganze Mail zeigen', hideWhole: 'Ganze Mail ausblenden',
  },
  timeline: { notInstant: 'Keine Sofort-Wiederherstellung, denn:', moreReasons: (count: number) => (count === 1 ? 'noch 1 Grund' : `noch ${count} Gründe`), show: 'Ereignisse zeigen', hide: 'Ereignisse ausblenden', more: (count: number) => `${count} weitere Ereignisse`, label: 'Verlauf' },
  trace: { title: 'Weg der Mail', lead: 'Jeder Schritt schreibt auf, wer entschieden hat und warum.', step: 'Schritt', verdict: 'Ergebnis', by: 'Durch', because: 'Weil', at: 'Zeit', empty: 'Für diese Mail gibt es keine Spur.', messageId: 'Message-ID' },
  composer: {
    reply: 'Antworten', note: 'Interne Notiz', replyTitle: 'Antwort an', replyHint: 'Geht als Mail hinaus.', noteTitle: 'Interne Notiz', noteHint: 'Bleibt im Haus. Die anfragende Person sieht sie nicht.', replyLabel: 'Text der Antwort', noteLabel: 'Text der internen Notiz',
    replyPlaceholder: 'Ihre Antwort … (nie Passwörter schreiben)', notePlaceholder: 'Für das Team …', send: 'Antwort senden', sendAndClose: 'Senden und schließen', saveNote: 'Notiz speichern', draft: 'Entwurf', fold: 'Einklappen, Entwurf bleibt',
    pending: (number: string, seconds: number) => `Antwort auf ${number} geht in ${seconds} s hinaus`, sending: (number: string) => `Antwort auf ${number} wird gesendet …`, sent: (number: string) => `Antwort auf ${number} gesendet`, undone: 'Nicht gesendet. Der Text ist wieder im Entwurf.', backInDraft: (number: string) => `Die Antwort auf ${number} war noch nicht hinausgegangen. Sie steht wieder im Entwurf.`, noteSaved: 'Notiz gespeichert', sendNow: 'Sofort senden',
    failed: (number: string) => `Antwort auf ${number} wurde nicht gesendet. Der Text ist im Entwurf.`,
    heldTitle: 'Antwort zurückgehalten', heldText: 'Während Sie geschrieben haben, kam etwas Neues dazu. Lesen Sie es, dann entscheiden Sie.', heldKeep: 'Trotzdem senden', heldEdit: 'Weiter bearbeiten', heldDiscard: 'Verwerfen', heldToast: (number: string) => `Antwort auf ${number} zurückgehalten: Es kam etwas Neues dazu.`, leave: 'Eine Antwort wartet noch auf das Absenden.',
  },
};
