/** Which mail belongs to which ticket. */
export const threads = {
  links: 'Verbundene Tickets',
  kinds: {
    claims: { to: 'Beruft sich ohne Beleg auf', from: 'Darauf beruft sich ohne Beleg' },
    closed: { to: 'Antwort auf ein lange geschlossenes Ticket:', from: 'Geht weiter in' },
    topic: { to: 'Neues Thema, geschrieben als Antwort auf', from: 'Neues Thema aus diesem Gespräch:' },
    split: { to: 'Abgetrennt von', from: 'Abgetrennt als' },
    merged: { to: 'Zusammengeführt mit', from: 'Hierher zusammengeführt:' },
  },
  merge: 'Zusammenführen', mergeMenu: 'Mit anderem Ticket zusammenführen …', mergeTitle: (number: string) => `${number} zusammenführen`,
  mergeWhat: 'Alle Nachrichten ziehen in das andere Ticket um, spätere Antworten auch. Fall und Nachweise bleiben, wo sie sind. Sieben Tage lang lässt sich das zurücknehmen.',
  mergeInto: 'Ziel: Nummer des Tickets, das bleibt', mergePlaceholder: 'z. B. SCH-1042',
  otherRequester: 'Die beiden Tickets sind von verschiedenen Personen. Nach dem Zusammenführen kann jede von ihnen auf diesem Ticket schreiben. Ihre Antworten gehen immer nur an die Person, deren Nachricht Sie beantworten.',
  otherRequesterSure: 'Ich weiß, dass es verschiedene Personen sind',
  merged: (number: string, into: string) => `${number} mit ${into} zusammengeführt`, unmerge: 'Zurücknehmen', unmerged: (number: string) => `${number} ist wieder ein eigenes Ticket`,
  split: 'Als eigenes Ticket abtrennen', splitDone: (number: string) => `Abgetrennt als ${number}`,
  mayWrite: 'Schreiben auch mit:',
};
