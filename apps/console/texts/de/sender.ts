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
  replyTo: 'Verlangt Antworten an:',
};
