import { exactly } from '../../ui/times.js';

/** One event of a ticket. `who` is already a name; `detail` gives a value of the event in words, '' when it is not there. */
export interface Telling {
  readonly who: string;
  readonly detail: (name: string) => string;
}

export type Sentences = Readonly<Record<string, (event: Telling) => string>>;

/** ` bis Dienstag, 1. Dezember 2026 um 10:00`, or nothing. */
export const upTo = (word: string, instant: string, locale: string): string => (instant === '' ? '' : ` ${word} ${exactly(instant, locale)}`);

/** `: value`, or nothing. */
export const colon = (value: string): string => (value === '' ? '' : `: ${value}`);

/** Which brake held a text message back, or which other number was told instead. */
const WHY_NO_SMS: Readonly<Record<string, string>> = {
  'limit:notice-sms-account': 'an dieses Konto gehen in so kurzer Zeit nicht mehr SMS',
  'limit:notice-sms-number': 'an diese Nummer gehen in so kurzer Zeit nicht mehr SMS, auch nicht für andere Konten',
  'limit:notice-sms-portal': 'dieses Portal verschickt in so kurzer Zeit nicht mehr SMS',
  'limit:notice-sms-young': 'an diese Nummer gehen in so kurzer Zeit nicht mehr SMS, solange sie keine 30 Tage im Verzeichnis steht oder nicht mehr dort steht',
  'phone:young': 'die Nummer steht noch keine 30 Tage im Verzeichnis, und eine solche bekommt schon eine SMS',
};

const sentences: Sentences = {
  'desk.restored': ({ detail }) => `Der Desk kam aus einer Sicherung zurück (Stand ${detail('takenAt')}); was seither geschah, weiß hier niemand. Beendet${colon(detail('ended'))}. Bitte das Konto ansehen, bevor etwas neu begonnen wird`,
  'ticket.opened': () => 'Ticket angelegt',
  'ticket.claims-to-belong': ({ detail }) => `Mail beruft sich auf ${detail('number') || detail('ticket') || 'ein Ticket'}, ohne es zu belegen`,
  'ticket.reopened': ({ who }) => `${who} hat das Ticket wieder geöffnet`,
  'ticket.assigned': ({ who, detail }) => (detail('to') === '' ? `${who} hat die Zuweisung aufgehoben` : `${who} hat an ${detail('to')} zugewiesen`),
  'ticket.moved': ({ who, detail }) => `${who} hat nach „${detail('to')}“ verschoben`,
  'ticket.state-changed': ({ who, detail }) => `${who}: Stand jetzt „${detail('to')}“`,
  'ticket.retyped': ({ who, detail }) => `${who} hat die Art geändert in „${detail('to')}“`,
  'ticket.reprioritised': ({ who, detail }) => `${who}: Dringlichkeit jetzt ${detail('to')}`,
  'ticket.continues': ({ detail }) => (detail('why') === 'topic' ? `Neues Thema, geschrieben als Antwort auf ${detail('number') || 'ein anderes Ticket'}` : `Antwort auf ${detail('number') || 'ein anderes Ticket'}, das lange geschlossen ist`),
  'ticket.merged': ({ who, detail }) => `${who} hat dieses Ticket mit ${detail('number') || 'einem anderen'} zusammengeführt`,
  'ticket.took-in': ({ who, detail }) => `${who} hat ${detail('number') || 'ein anderes Ticket'} hierher zusammengeführt`,
  'ticket.unmerged': ({ who, detail }) => `${who} hat die Zusammenführung mit ${detail('number') || 'einem anderen Ticket'} zurückgenommen`,
  'ticket.split-off': ({ who, detail }) => `${who} hat dieses Ticket von ${detail('number') || 'einem anderen Ticket'} abgetrennt`,
  'ticket.was-split': ({ who, detail }) => `${who} hat eine Nachricht als ${detail('number') || 'ein anderes Ticket'} abgetrennt`,
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
  'case.escalated': ({ who, detail }) => `${who} hat weitergegeben, weil es keinen sicheren Weg gibt, etwas zu überbringen${colon(detail('queue'))}${detail('note') === '' ? '' : ` („${detail('note')}“)`}`,
  'account.linked': ({ who }) => `${who} hat ein Konto verknüpft`,
  'account.unlinked': ({ who }) => `${who} hat die Verknüpfung gelöst`,
  'candidates.searched': ({ who, detail }) => `${who} hat im Verzeichnis gesucht, Treffer: ${detail('found') || '0'}`,
  'request.quiet': ({ detail }) => `Nichts ging von selbst hinaus: Wer das Postfach liest, hat eine Pause gewählt${upTo('bis', detail('until'), 'de')}. Was Sie auslösen, geht trotzdem hinaus`,
  'silence.begun': ({ detail }) => `Über den Link in einer Mail gewählt: 24 Stunden keine Mails, die andere auslösen${upTo('bis', detail('until'), 'de')}`,
  'silence.ended': () => 'Die Person hat die Pause der Mails beendet',
  'account.reported': () => 'Gemeldet: „Das war ich nicht“',
  'proof.started': ({ who, detail }) => `${who} hat einen Nachweis angefordert${colon(detail('kind'))}${detail('name') === '' ? '' : ` (${detail('name')})`}`,
  'voucher.wished': ({ who }) => `${who} sagt auf der Statusseite, dass jemand bürgen kann`,
  'voucher.answered': ({ detail }) => `${detail('name')} ${detail('answer') === 'yes' ? 'hat für die Person gebürgt' : detail('answer') === 'no' ? 'sagt: Das ist die Person nicht' : 'ist nicht sicher und bürgt nicht'}`,
  'evidence.recorded': ({ detail }) => `Nachweis erbracht${colon(detail('kind'))}`,
  'evidence.failed': ({ detail }) => `Nachweis gescheitert${colon(detail('kind'))}`,
  'evidence.voided': ({ detail }) => `Nachweis entwertet${colon(detail('kind'))}`,
  'action.approved': ({ who, detail }) => `${who} hat ausgelöst${colon(detail('type'))}`,
  'action.refused': ({ who, detail }) => `Abgelehnt für ${who}${colon(detail('type'))}`,
  'approver.not-told': () => 'Die zweite Person ließ sich nicht per Mail benachrichtigen; die Bitte steht auf ihrer Seite',
  'action.awaits-second-person': ({ who, detail }) => `${who} bittet um die zweite Person${colon(detail('type'))}`,
  'action.approved-by-second-person': ({ who, detail }) => `${who} hat als zweite Person freigegeben${colon(detail('type'))}`,
  'action.refused-by-second-person': ({ who, detail }) => `${who} hat als zweite Person abgelehnt${colon(detail('type'))}`,
  'action.held': ({ detail }) => `Wartefrist läuft${colon(detail('type'))}`,
  'action.expired': ({ detail }) => `Niemand hat rechtzeitig freigegeben${colon(detail('type'))}`,
  'action.undone': ({ who, detail }) => `${who} hat zurückgenommen${colon(detail('type'))}`,
  'action.ended': ({ detail }) => `Endgültig${colon(detail('type'))}`,
  'action.rechecked': ({ who, detail }) => `${who} hat nachgeprüft${colon(detail('type'))}`,
  'action.done': ({ detail }) => `Ausgeführt${colon(detail('type'))}`,
  'action.failed': ({ detail }) => `Gescheitert${colon(detail('type'))}${detail('mayBeShut') === 'true' ? ' – bitte im Verzeichnis nachsehen, ob das Konto noch offen ist' : ''}`,
  'action.settled': ({ detail }) => `Nach einer Unterbrechung zu Ende gebracht${colon(detail('type'))}`,
  'action.cancelled': ({ who, detail }) => `${who} hat abgebrochen${colon(detail('type'))}`,
  'data-request.opened': ({ detail }) => `Antrag nach Art. ${detail('article')} DSGVO, Antwort bis ${detail('dueAt').slice(0, 10)}`,
  'data-request.extended': ({ who, detail }) => `${who} hat die Frist des Antrags bis ${detail('dueAt').slice(0, 10)} verlängert`,
  'data-request.proposed': ({ who, detail }) => detail('decision') === 'none' ? `${who} schlägt vor, dass es kein Datenschutz-Antrag ist` : `${who} schlägt vor, den Antrag ${detail('decision') === 'refuse' ? 'abzulehnen' : 'zu erfüllen'}`,
  'data-request.returned': ({ who }) => `${who} hat den Antrag zurückgegeben`,
  'data-request.refused': ({ who }) => `${who} hat die Ablehnung des Antrags freigegeben`,
  'data-request.mistaken': ({ who }) => `${who} hat zugestimmt, dass es kein Datenschutz-Antrag ist`,
  'data-request.approved': ({ who }) => `${who} hat den Antrag freigegeben`,
  'data-request.done': () => 'Antrag erfüllt',
  'breach.marked': ({ who, detail }) => `${who} hat eine Datenpanne vermerkt${colon(detail('type'))}`,
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
  'notice.not-sent': ({ detail }) => `Benachrichtigung nicht gesendet${detail('phone') === '' ? '' : ` (SMS an ${detail('phone')})`}${colon(WHY_NO_SMS[detail('missing')] ?? detail('because'))}`,
  'notice.told': ({ detail }) => `${detail('event')}: ${[
    ...(detail('mails') === '0' ? [] : [detail('mails') === '1' ? 'Mail an 1 Adresse' : `Mails an ${detail('mails')} Adressen`]), ...(detail('phones') === '' ? [] : [`SMS an ${detail('phones')}`]),
    ...(detail('letter') === 'due' ? ['Brief an die Anschrift im Verzeichnis'] : detail('letter') === 'due-new' ? ['Brief an eine Anschrift, die erst seit kurzem im Verzeichnis steht'] : []),
  ].join(', ')}`,
  'notice.nobody': ({ detail }) => `Niemand, der das Konto hat, erfährt sicher davon (${detail('event')}); auch ein Brief geht nicht${colon(detail('because'))}`,
  'notice.sms-failed': ({ detail }) => `${detail('state') === 'overtaken' ? 'SMS nicht mehr gesendet' : 'SMS nicht angekommen'}${colon(detail('event'))}${{ refused: ' (abgelehnt)', overtaken: ' (eine neuere sagt, was gilt)' }[detail('state')] ?? ' (nicht rechtzeitig übergeben)'}`,
  'mail.sent': ({ detail }) => `Mail gesendet${colon(detail('kind'))}`,
  'mail.failed': ({ detail }) => `Mail nicht zugestellt${colon(detail('kind'))}${detail('reason') === '' ? '' : ` (${detail('reason')})`}`,
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
    'ticket.opened': 'Ticket angelegt', 'ticket.replied': 'Antwort geschrieben', 'ticket.noted': 'Notiz geschrieben', 'ticket.changed': 'Ticket geändert', 'ticket.merged': 'Tickets zusammengeführt', 'ticket.unmerged': 'Zusammenführung zurückgenommen', 'ticket.split': 'Nachricht abgetrennt', 'directory.secret-changed': 'Geheimnis des Verzeichnisses geändert', 'portal.secret-changed': 'Geheimnis eines Dienstes geändert', 'sms.sent': 'SMS übergeben', 'sms.not-sent': 'SMS nicht verschickt', 'case.step-ticked': 'Schritt abgehakt', 'case.details-added': 'Angaben ergänzt', 'case.asked': 'Nachgefragt', 'case.escalated': 'Weitergegeben: kein sicherer Weg', 'account.linked': 'Konto verknüpft', 'account.unlinked': 'Verknüpfung gelöst',
    'account.searched': 'Konto gesucht', 'account.reported': '„Das war ich nicht“ gemeldet', 'silence.begun': 'Pause der Mails begonnen', 'silence.ended': 'Pause der Mails beendet', 'evidence.recorded': 'Nachweis erbracht', 'evidence.failed': 'Nachweis gescheitert', 'evidence.voided': 'Nachweis entwertet', 'proof.started': 'Nachweis angefordert', 'voucher.wished': 'Bürgschaft gewünscht', 'voucher.answered': 'Bürgschaft beantwortet', 'voucher.refused': 'Bürgschaft nicht angenommen', 'voucher.code-sent': 'Code zum Bürgen geschickt',
    'action.approved': 'Aktion ausgelöst', 'action.refused': 'Aktion abgelehnt', 'action.done': 'Aktion ausgeführt', 'action.failed': 'Aktion gescheitert', 'action.settled': 'Aktion zu Ende gebracht', 'action.cancelled': 'Aktion abgebrochen',
    'retention.ended': 'Daten nach Frist gelöscht', 'data-request.opened': 'Datenschutz-Antrag aufgenommen', 'data-request.extended': 'Frist des Antrags verlängert', 'data-request.proposed': 'Antrag zur Freigabe gegeben', 'data-request.returned': 'Antrag zurückgegeben', 'data-request.approved': 'Antrag freigegeben', 'data-request.done': 'Antrag erfüllt', 'data-request.refused': 'Antrag abgelehnt', 'data-request.mistaken': 'Kein Datenschutz-Antrag', 'data-request.previewed': 'Auskunft angesehen', 'data-request.fetched': 'Auskunft abgerufen', 'hold.set': 'Aufbewahrung angeordnet', 'hold.released': 'Aufbewahrung aufgehoben',
    'breach.marked': 'Datenpanne vermerkt', 'breach.exported': 'Betroffene einer Datenpanne ausgegeben', 'breach.closed': 'Datenpanne abgeschlossen', 'slip.received': 'Zugangszettel angekommen', 'grant.issued': 'Ausgegeben', 'grant.opened': 'Link geöffnet', 'grant.redeemed': 'Eingelöst', 'grant.expired': 'Abgelaufen', 'grant.refused': 'Einlösen abgelehnt', 'grant.revoked': 'Widerrufen', 'secret.revealed': 'Passwort abgerufen', 'password.scrambled': 'Passwort unbrauchbar gemacht',
    'session.started': 'Angemeldet', 'session.refused': 'Anmeldung abgelehnt', 'session.ended': 'Abgemeldet', 'session.proved': 'Erneut ausgewiesen', 'agent.added': 'Mensch hinzugefügt', 'agent.disabled': 'Mensch gesperrt', 'agent.enabled': 'Mensch wieder zugelassen', 'agent.rights-changed': 'Rechte geändert', 'agent.trained': 'Als geschult eingetragen', 'agent.untrained': 'Schulung ausgetragen', 'agent.password-changed': 'Passwort geändert',
    'agent.second-factor-enrolled': 'Zweiter Faktor eingerichtet', 'agent.second-factor-reset': 'Zweiter Faktor zurückgesetzt', 'agent.key-registered': 'Anmeldeschlüssel eingerichtet', 'agent.key-removed': 'Anmeldeschlüssel entfernt', 'agent.key-suspended': 'Anmeldeschlüssel gesperrt: vielleicht kopiert', 'agent.enrolment-code-issued': 'Einrichtungscode ausgegeben', 'agent.enrolment-code-used': 'Einrichtungscode benutzt', 'agent.not-told': 'Person nicht per Mail benachrichtigt', 'agent.token-issued': 'API-Token ausgegeben', 'agent.token-revoked': 'API-Token widerrufen', 'portal.imported': 'Portalprofil geladen', 'mailbox.saved': 'Postfach gespeichert', 'mailbox.authorised': 'Postfach neu angemeldet', 'mailbox.backfill-asked': 'Ältere Mails angefordert',
    'alarm.acknowledged': 'Alarm übernommen',
    'wording.saved': 'Mailtext geändert', 'wording.reset': 'Mailtext zurückgesetzt', 'desk.restored': 'Desk aus einer Sicherung wiederhergestellt',
    'attachment.opened': 'Anhang geöffnet', 'attachment.blocked': 'Anhang nicht geöffnet', 'message.page-opened': 'Mail als HTML angesehen', 'message.original-shown': 'Verborgenes gezeigt',
    'dkim.key-used': 'Signaturschlüssel in Gebrauch genommen', 'smime.certificate-kept': 'S/MIME-Zertifikat aufgenommen', 'smime.certificate-used': 'S/MIME-Zertifikat in Gebrauch genommen', 'smime.stopped': 'Unterschreiben mit S/MIME beendet', 'breaker.released': 'Sicherung überbrückt', 'address.lifted': 'Adresse wieder freigegeben', 'mail.released': 'Mail freigegeben', 'mail.retried': 'Mail noch einmal gesendet', 'mail.cancelled': 'Senden abgebrochen', 'mail.set-aside': 'Mail beiseitegelegt', 'mail.imported': 'Alte Mails eingelesen', 'mail.deleted': 'Mail aus der Quarantäne gelöscht', 'mail.bytes-lost': 'Gespeicherte Mail ging vor ihrer Zeit verloren',
  } as Record<string, string>,
};
