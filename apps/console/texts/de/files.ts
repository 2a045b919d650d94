/** Was mit einer Nachricht kam. */
export const files = {
  look: 'Ansehen', save: 'Speichern', close: 'Schließen', saveAnyway: 'Trotzdem speichern',
  lookAt: (name: string) => `${name} ansehen`,
  saveNamed: (name: string) => `${name} speichern`,
  infected: (name: string) => `Schadsoftware: ${name}`,
  redrawn: 'Neu gezeichnete Vorschau, ohne Angaben der Kamera.',
  sureTitle: 'Diese Datei kann Schaden anrichten',
  sureText: 'Speichern Sie sie nur, wenn Sie sie wirklich brauchen, und öffnen Sie sie nicht am Arbeitsplatz.',
  showPage: 'Als HTML ansehen', hidePage: 'HTML ausblenden', pageTitle: 'Mail als HTML, ohne Skripte und ohne Bilder aus dem Netz',
  showMasked: 'Verborgenes zeigen', hideMasked: 'Wieder verbergen', reason: 'Warum?', reasonWhy: 'Der Grund steht mit Ihrem Namen im Protokoll.',
  marks: {
    executable: 'Programm', script: 'Skript', macro: 'Makros', 'active-page': 'Webseite', svg: 'SVG', shortcut: 'Verknüpfung', 'disk-image': 'Datenträgerabbild', 'active-pdf': 'PDF mit Aktionen', 'program-inside': 'Programm im Archiv',
    'locked-archive': 'verschlüsseltes Archiv', 'unlisted-archive': 'Archiv, Inhalt unbekannt', bomb: 'Archivbombe', 'double-extension': 'doppelte Endung', 'hidden-name': 'getarnter Name', 'type-mismatch': 'Inhalt passt nicht zum Namen', polyglot: 'zwei Dateien in einer',
  } as Record<string, string>,
  scans: { off: 'nicht auf Viren geprüft', waiting: 'Virenprüfung steht aus', clean: 'virenfrei', infected: 'Schadsoftware', unreachable: 'Virenscanner antwortet nicht' } as Record<string, string>,
};
