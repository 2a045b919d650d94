/** How a mail becomes something we know: keep, read, screen, thread, recognise, file, route. */
import { KeptMail } from './store/kept-mail.entity.js';
import { MailboxCursor, MailTrace } from './store/mailbox-cursor.entity.js';

export { KeepMail, type Kept, type MailboxToKeep, type MailToStore } from './actions/keep-mail.js';
export { SettleSenders } from './actions/settle-senders.js';
export { StartReading } from './actions/start-reading.js';
export { LeaseMailbox } from './actions/lease-mailbox.js';
export { NoteMailbox } from './actions/note-mailbox.js';
export { ProcessMail } from './actions/process-mail.js';
export { ProcessMails } from './actions/process-mails.js';
export { RequeueStuckMail } from './actions/requeue-stuck-mail.js';
export { ReleaseMail } from './actions/release-mail.js';
export { ReadQuarantine, type QuarantineItem, type QuarantineQuery } from './actions/read-quarantine.js';
export { ReadTrace, type TraceItem } from './actions/read-trace.js';
export { ReadMailboxHealth, type MailboxHealth } from './actions/read-mailbox-health.js';
export { ExplainLive } from './actions/explain-live.js';
export { explainMail, type MailExplanation } from './explain-mail.js';
export { readMime } from './read/read-mime.js';
export { SENDER_FLAGS } from './domain/sender-flags.js';
export { SCREEN_NAMES } from './domain/screen-mail.js';
export type { IncomingMail, MailClass } from './domain/incoming-mail.js';
export { MailSource, type FetchedMail, type ListedMail, type MailboxAccess, type MailSession } from './mail-source.js';
export { MailboxSignInRefused, MailboxUnreachable } from './intake.faults.js';
export { Dns } from './dns.js';
export { IntakeConfig } from './intake.config.js';
export { IntakeModule } from './intake.module.js';
export const intakeEntities = [KeptMail, MailboxCursor, MailTrace];
