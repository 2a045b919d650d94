/** One event of a ticket. `who` is already a name; `detail` gives a value of the event in words, '' when it is not there. */
export interface Telling {
  readonly who: string;
  readonly detail: (name: string) => string;
}

export type Sentences = Readonly<Record<string, (event: Telling) => string>>;

/** `: value`, or nothing. */
export const colon = (value: string): string => (value === '' ? '' : `: ${value}`);

const sentences: Sentences = {
  'ticket.opened': () => 'Ticket angelegt',
  'ticket.claims-to-belong': ({ detail }) => `Mail beruft sich auf ${detail('number') || detail('ticket') || 'ein Ticket'}, ohne es zu belegen`,
  'ticket.reopened': ({ who }) => `${who} hat das Ticket wieder geöffnet`,
  'ticket.assigned': ({ who, detail }) => (detail('to') === '' ? `${who} hat die Zuweisung aufgehoben` : `${who} hat an ${detail('to')} zugewiesen`),
  'ticket.moved': ({ who, detail }) => `${who} hat nach „${detail('to')}“ verschoben`,
  'ticket.state-changed': ({ who, detail }) => `${who}: Stand jetzt „${detail('to')}“`,
  'ticket.retyped': ({ who, detail }) => `${who} hat die Art geändert in „${detail('to')}“`,
  'ticket.reprioritised': ({ who, detail }) => `${who}: Dringlichkeit jetzt ${detail('to')}`,
  'ticket.continues': ({ detail }) => (detail('why') === 'topic' ? `Neues Thema, geschrieben als Antwort auf ${detail('number')}` : `Antwort auf ${detail('number')}, das lange geschlossen ist`),
  'ticket.merged': ({ who, detail }) => `${who} hat dieses Ticket mit ${detail('number') || 'einem anderen'} zusammengeführt`,
  'ticket.took-in': ({ who, detail }) => `${who} hat ${detail('number')} hierher zusammengeführt`,
  'ticket.unmerged': ({ who, detail }) => `${who} hat die Zusammenführung mit ${detail('number')} zurückgenommen`,
  'ticket.split-off': ({ who, detail }) => `${who} hat dieses Ticket von ${detail('number')} abgetrennt`,
  'ticket.was-split': ({ who, detail }) => `${who} hat eine Nachricht als ${detail('number')} abgetrennt`,
  'message.received': ({ who }) => `${who} hat geschrieben`,
  'message.machine-attached': () => 'Eine automatische Mail wurde angehängt',
  'message.sender-settled': ({ detail }) => `Absender nachträglich geprüft${colon(detail('verdict'))}`,
  'reply.written': ({ who }) => `${who} hat geantwortet`,
  'note.written': ({ who }) => `${who} hat eine Notiz geschrieben`,
  'request.acknowledged': () => 'Eingangsbestätigung geschickt',
  'request.answered': () => 'Aus den Texten des Portals beantwortet',
  'details.asked': () => 'Fehlende Angaben erfragt, mit einem Formular',
  'request.not-acknowledged': ({ detail }) => `Keine Eingangsbestätigung geschickt${colon(detail('because'))}`,
  'instant.allowed': () => 'Sofort-Wiederherstellung: Rekey antwortet selbst',
  'instant.refused': ({ detail }) => `Keine Sofort-Wiederherstellung${colon(detail('because'))}`,
  'step.ticked': ({ who, detail }) => `${who} hat „${detail('step')}“ abgehakt`,
  'step.unticked': ({ who, detail }) => `${who} hat „${detail('step')}“ wieder geöffnet`,
  'details.added': ({ detail }) => `Angaben auf der Statusseite ergänzt${colon(detail('fields'))}`,
  'account.linked': ({ who }) => `${who} hat ein Konto verknüpft`,
  'account.unlinked': ({ who }) => `${who} hat die Verknüpfung gelöst`,
  'candidates.searched': ({ who, detail }) => `${who} hat im Verzeichnis gesucht, Treffer: ${detail('found') || '0'}`,
  'account.reported': () => 'Gemeldet: „Das war ich nicht“',
  'proof.started': ({ who, detail }) => `${who} hat einen Nachweis angefordert${colon(detail('kind'))}`,
  'evidence.recorded': ({ detail }) => `Nachweis erbracht${colon(detail('kind'))}`,
  'evidence.failed': ({ detail }) => `Nachweis gescheitert${colon(detail('kind'))}`,
  'evidence.voided': ({ detail }) => `Nachweis entwertet${colon(detail('kind'))}`,
  'action.approved': ({ who, detail }) => `${who} hat ausgelöst${colon(detail('type'))}`,
  'action.refused': ({ who, detail }) => `Abgelehnt für ${who}${colon(detail('type'))}`,
  'action.awaits-second-person': ({ who, detail }) => `${who} bittet um die zweite Person${colon(detail('type'))}`,
  'action.approved-by-second-person': ({ who, detail }) => `${who} hat als zweite Person freigegeben${colon(detail('type'))}`,
  'action.refused-by-second-person': ({ who, detail }) => `${who} hat als zweite Person abgelehnt${colon(detail('type'))}`,
  'action.held': ({ detail }) => `Wartefrist läuft${colon(detail('type'))}`,
  'action.expired': ({ detail }) => `Niemand hat rechtzeitig freigegeben${colon(detail('type'))}`,
  'action.undone': ({ who, detail }) => `${who} hat zurückgenommen${colon(detail('type'))}`,
  'action.ended': ({ detail }) => `Endgültig${colon(detail('type'))}`,
  'action.rechecked': ({ who, detail }) => `${who} hat nachgeprüft${colon(detail('type'))}`,
  'action.done': ({ detail }) => `Ausgeführt${colon(detail('type'))}`,
  'action.failed': ({ detail }) => `Gescheitert${colon(detail('type'))}`,
  'action.settled': ({ detail }) => `Nach einer Unterbrechung zu Ende gebracht${colon(detail('type'))}`,
  'action.cancelled': ({ who, detail }) => `${who} hat abgebrochen${colon(detail('type'))}`,
  'grant.issued': ({ detail }) => `Ausgegeben${colon(detail('purpose'))}`,
  'grant.opened': ({ detail }) => `Geöffnet${colon(detail('purpose'))}`,
  'grant.redeemed': ({ detail }) => `Eingelöst${colon(detail('purpose'))}`,
  'grant.expired': ({ detail }) => `Abgelaufen${colon(detail('purpose'))}`,
  'grant.refused': ({ detail }) => `Einlösen abgelehnt${colon(detail('purpose'))}`,
  'grant.revoked': ({ detail }) => `Widerrufen${colon(detail('purpose'))}`,
  'secret.revealed': () => 'Temporäres Passwort abgerufen',
  'password.set': () => 'Neues Passwort gesetzt',
  'password.scrambled': () => 'Ungenutztes temporäres Passwort unbrauchbar gemacht',
  'notice.queued': ({ detail }) => `Alle Adressen im Verzeichnis benachrichtigt${colon(detail('event'))}`,
  'notice.not-sent': ({ detail }) => `Benachrichtigung nicht gesendet${colon(detail('because'))}`,
  'mail.sent': ({ detail }) => `Mail gesendet${colon(detail('kind'))}`,
  'mail.failed': ({ detail }) => `Mail nicht zugestellt${colon(detail('kind'))}`,
  'mail.unknown': ({ detail }) => `Ob die Mail ankam, ist unbekannt${colon(detail('kind'))}`,
  'delivery.bounced': ({ detail }) => `${detail('kind') === 'delayed' ? 'Mail verspätet sich' : detail('proven') === 'false' ? 'Jemand meldet ohne Beleg, eine Mail kam nicht an' : 'Mail kam zurück'}${colon(detail('recipient'))}${detail('status') === '' ? '' : ` (${detail('status')})`}`,
  'mail.released': ({ who }) => `${who} hat eine Mail freigegeben`,
  'mail.retried': ({ who }) => `${who} hat noch einmal gesendet`,
  'mail.cancelled': ({ who }) => `${who} hat das Senden abgebrochen`,
};

export const events = {
  sentences,
  /** For a verb this console does not know yet. */
  unknown: (who: string, verb: string) => `${who}: ${verb}`,
  /** The same verbs as short headings for the audit. */
  verbs: {
    'ticket.opened': 'Ticket angelegt', 'ticket.replied': 'Antwort geschrieben', 'ticket.noted': 'Notiz geschrieben', 'ticket.changed': 'Ticket geändert', 'ticket.merged': 'Tickets zusammengeführt', 'ticket.unmerged': 'Zusammenführung zurückgenommen', 'ticket.split': 'Nachricht abgetrennt', 'directory.secret-changed': 'Geheimnis des Verzeichnisses geändert', 'case.step-ticked': 'Schritt abgehakt', 'case.details-added': 'Angaben ergänzt', 'case.asked': 'Nachgefragt', 'account.linked': 'Konto verknüpft', 'account.unlinked': 'Verknüpfung gelöst',
    'account.searched': 'Konto gesucht', 'account.reported': '„Das war ich nicht“ gemeldet', 'evidence.recorded': 'Nachweis erbracht', 'evidence.failed': 'Nachweis gescheitert', 'evidence.voided': 'Nachweis entwertet', 'proof.started': 'Nachweis angefordert',
    'action.approved': 'Aktion ausgelöst', 'action.refused': 'Aktion abgelehnt', 'action.done': 'Aktion ausgeführt', 'action.failed': 'Aktion gescheitert', 'action.settled': 'Aktion zu Ende gebracht', 'action.cancelled': 'Aktion abgebrochen',
    'grant.issued': 'Ausgegeben', 'grant.opened': 'Link geöffnet', 'grant.redeemed': 'Eingelöst', 'grant.expired': 'Abgelaufen', 'grant.refused': 'Einlösen abgelehnt', 'grant.revoked': 'Widerrufen', 'secret.revealed': 'Passwort abgerufen', 'password.scrambled': 'Passwort unbrauchbar gemacht',
    'session.started': 'Angemeldet', 'session.refused': 'Anmeldung abgelehnt', 'session.ended': 'Abgemeldet', 'session.proved': 'Erneut ausgewiesen', 'agent.added': 'Mensch hinzugefügt', 'agent.disabled': 'Mensch gesperrt', 'agent.password-changed': 'Passwort geändert',
    'agent.second-factor-enrolled': 'Zweiter Faktor eingerichtet', 'agent.second-factor-reset': 'Zweiter Faktor zurückgesetzt', 'agent.token-issued': 'API-Token ausgegeben', 'portal.imported': 'Portalprofil geladen', 'mailbox.saved': 'Postfach gespeichert', 'mailbox.authorised': 'Postfach neu angemeldet', 'mailbox.backfill-asked': 'Ältere Mails angefordert',
    'wording.saved': 'Mailtext geändert', 'wording.reset': 'Mailtext zurückgesetzt',
    'attachment.opened': 'Anhang geöffnet', 'attachment.blocked': 'Anhang nicht geöffnet', 'message.page-opened': 'Mail als HTML angesehen', 'message.original-shown': 'Verborgenes gezeigt',
    'mail.released': 'Mail freigegeben', 'mail.retried': 'Mail noch einmal gesendet', 'mail.cancelled': 'Senden abgebrochen', 'mail.set-aside': 'Mail beiseitegelegt', 'mail.imported': 'Alte Mails eingelesen', 'mail.deleted': 'Mail aus der Quarantäne gelöscht',
  } as Record<string, string>,
};
