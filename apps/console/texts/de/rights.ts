/** Who may do what, and where. */
export const rights = {
  open: 'Rechte', openOf: (name: string) => `Rechte von ${name}`, title: (name: string) => `Rechte von ${name}`, save: 'Rechte speichern', saved: 'Die Rechte gelten ab sofort.',
  roles: 'Rollen', rolesHint: 'Mindestens eine. Geben können Sie nur, was Sie selbst haben.',
  portals: 'Portale', portalsHint: 'Nichts angekreuzt: alle Portale, auch künftige.',
  queues: 'Warteschlangen', queuesHint: 'Nichts angekreuzt: alle. Sonst gibt es für die Person nur Tickets in diesen.',
  kinds: 'Arten von Konten', kindsHint: 'Nichts angekreuzt: alle. Tickets ohne Konto sieht man nach Warteschlange; ist die Art eines Kontos unbekannt, sieht es nur, wer alle sieht.',
  organisations: 'Organisationen', organisationsHint: 'Je Zeile eine, geschrieben wie im Verzeichnis. Leer: alle.',
  everything: 'alles', some: (list: string) => `nur ${list}`, inPart: 'zum Teil', reason: 'Grund', reasonHint: 'Steht im Protokoll, z. B. „neu im Sekretariat“.',
};
