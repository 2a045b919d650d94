import { formMistakes, profileMistakes } from './profile-mistakes.js';

/** Settings → portals. */
export const profiles = {
  title: 'Portale', lead: 'Ein Profil sagt, wie ein Portal arbeitet: Marke, Postfächer, Warteschlangen, Zusagen, Vorgehen, Verzeichnis.', open: 'Portalprofile ansehen und ändern', openHint: 'Als Datei sichern, ändern und wieder einspielen.',
  inService: 'Im Dienst', download: 'Profil herunterladen', downloadOf: (name: string) => `Profil herunterladen: ${name}`,
  bringIn: 'Profil einspielen', bringInHint: 'Wählen Sie eine YAML-Datei. Rekey prüft sie zuerst und zeigt, was sich ändert. Erst dann gilt sie.', choose: 'Datei wählen …',
  same: (key: string) => `Das Profil „${key}“ ist genau so schon im Dienst.`, isNew: (key: string) => `Neues Portal „${key}“.`,
  changes: (key: string, count: number) => (count === 1 ? `Im Profil „${key}“ ändert sich eine Stelle:` : `Im Profil „${key}“ ändern sich ${count} Stellen:`),
  weighty: 'Wichtig für die Sicherheit: bisher → künftig', unnamed: (count: number) => (count === 1 ? 'Und eine weitere Stelle.' : `Und ${count} weitere Stellen.`), hash: 'Prüfsumme (SHA-256), wie sie im Audit steht:',
  add: 'Portal hinzufügen', replace: 'Profil ersetzen', done: (key: string) => `Das Profil „${key}“ gilt jetzt.`, wrongPlaces: 'Was nicht passt: Zeile, Spalte, Stelle', mistakes: { ...formMistakes, ...profileMistakes },
};
