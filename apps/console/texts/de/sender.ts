/** How we know who wrote a mail. */
export const sender = {
  how: 'Wie geprüft?',
  forged: 'Die Domain des Absenders bestätigt diese Mail nicht. Antworten Sie nicht auf Bitten in dieser Mail, bevor ein Nachweis über das Postfach im Verzeichnis vorliegt.',
  temporary: 'Das DNS hat noch nicht geantwortet. Rekey fragt später noch einmal.',
  by: {
    border: 'Geprüft vom Mailserver des Portals.', 'own-check': 'Geprüft von Rekey selbst, weil kein Mailserver des Portals ein Ergebnis liefert.', arc: 'Weitergeleitet von einem Dienst, dessen Siegel das Portal vertraut.',
    form: 'Niemand hat den Absender geprüft.',
  } as Record<string, string>,
  results: { pass: 'bestanden', fail: 'nicht bestanden', none: 'keine Angaben', neutral: 'ohne Aussage', softfail: 'eher nicht', temperror: 'zurzeit keine Antwort', permerror: 'fehlerhaft eingerichtet', policy: 'nicht anerkannt', bestguesspass: 'vermutlich', skipped: 'ausgelassen' } as Record<string, string>,
  policies: { none: 'Die Domain bittet nicht darum, gefälschte Mails abzuweisen.', quarantine: 'Die Domain bittet, gefälschte Mails auszusondern.', reject: 'Die Domain bittet, gefälschte Mails abzuweisen.' } as Record<string, string>,
  of: (domain: string) => `für ${domain}`,
  smime: {
    by: 'Mit S/MIME unterschrieben von', claims: 'Soll mit S/MIME unterschrieben sein von', issued: (issuer: string | null, until: string) => `ausgestellt von ${issuer ?? ''}, gültig bis ${until}`,
    states: {
      fits: 'Die Unterschrift passt zum Inhalt.', broken: 'Die Unterschrift passt nicht: Die Mail wurde verändert, oder die Unterschrift gehört nicht zu ihr.', weak: 'Die Unterschrift beruht auf einem alten Verfahren, das sich fälschen lässt.',
      unreadable: 'Mit S/MIME unterschrieben; die Unterschrift lässt sich hier nicht prüfen.', 'too-large': 'Mit S/MIME unterschrieben; die Mail hat mehr als 10 MB, und bei so großen wird die Unterschrift nicht geprüft.',
    } as Record<string, string>,
    part: 'Sie gilt nur für einen Teil dessen, was hier steht.', notSenders: 'Das Zertifikat gilt für eine andere Adresse als die des Absenders.', expired: 'Das Zertifikat galt nicht, als die Mail kam.',
    trust: { trusted: 'Den Aussteller des Zertifikats kennt das Portal. Ob es inzwischen widerrufen wurde, wird nicht geprüft.', 'unknown-issuer': 'Dem Zertifikat ist nicht zu trauen: Sein Aussteller ist hier unbekannt, oder er darf für diesen Namen keines ausstellen.', 'not-asked': 'Weder der Aussteller des Zertifikats noch ein Widerruf wird geprüft.' } as Record<string, string>,
    proves: 'Das ist kein Nachweis, wer schreibt.',
  },
  replyTo: 'Verlangt Antworten an:',
};
