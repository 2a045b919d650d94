import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { OutboundModule } from '#outbound';
import { PortalsModule } from '#portals';
import type { Settings } from '#config';
import { RecoveryModule } from '#recovery';
import { Storage, StorageConfig } from '#storage';
import { TicketsModule } from '#tickets';
import { AnswerRequest } from './actions/answer-request.js';
import { AttachReports } from './actions/attach-reports.js';
import { FileMails } from './actions/file-mails.js';
import { JudgeMail } from './actions/judge-mail.js';
import { KeepMail } from './actions/keep-mail.js';
import { LeaseMailbox } from './actions/lease-mailbox.js';
import { ExplainLive } from './actions/explain-live.js';
import { LookUpCandidates } from './actions/look-up-candidates.js';
import { NoteMailbox } from './actions/note-mailbox.js';
import { ProcessMail } from './actions/process-mail.js';
import { ProcessMails } from './actions/process-mails.js';
import { ReadMailboxHealth } from './actions/read-mailbox-health.js';
import { ReadQuarantine } from './actions/read-quarantine.js';
import { ReadTrace } from './actions/read-trace.js';
import { ReleaseMail } from './actions/release-mail.js';
import { RequeueStuckMail } from './actions/requeue-stuck-mail.js';
import { StartReading } from './actions/start-reading.js';
import { ImapMailSource } from './adapters/imap-mail-source.js';
import { ReadingThread } from './adapters/reading-thread.js';
import { SameThreadReader } from './adapters/same-thread-reader.js';
import { MailReader } from './mail-reader.js';
import { MailSource } from './mail-source.js';

const doors = [ExplainLive, KeepMail, LeaseMailbox, NoteMailbox, ProcessMail, ProcessMails, ReadMailboxHealth, ReadQuarantine, ReadTrace, ReleaseMail, RequeueStuckMail, StartReading];

/** From the sources there is no compiled file that a thread could start from. */
const isCompiled = import.meta.url.endsWith('.js');

const reader = {
  provide: MailReader,
  inject: [Storage, StorageConfig.token],
  useFactory: (storage: Storage, settings: Settings<typeof StorageConfig>): MailReader => (isCompiled ? ReadingThread.over(settings.URL) : new SameThreadReader(storage)),
};

@Module({
  imports: [AuditModule, OutboundModule, PortalsModule, RecoveryModule, TicketsModule],
  providers: [...doors, AnswerRequest, AttachReports, FileMails, JudgeMail, LookUpCandidates, { provide: MailSource, useClass: ImapMailSource }, reader],
  exports: [...doors, MailSource],
})
export class IntakeModule {}
