import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { OutboundModule } from '#outbound';
import { PortalsModule } from '#portals';
import { RecoveryModule } from '#recovery';
import { TicketsModule } from '#tickets';
import { AnswerRequest } from './actions/answer-request.js';
import { FileMail } from './actions/file-mail.js';
import { JudgeMail } from './actions/judge-mail.js';
import { KeepMail } from './actions/keep-mail.js';
import { LeaseMailbox } from './actions/lease-mailbox.js';
import { NoteMailbox } from './actions/note-mailbox.js';
import { ProcessMail } from './actions/process-mail.js';
import { ReadMailboxHealth } from './actions/read-mailbox-health.js';
import { ReadQuarantine } from './actions/read-quarantine.js';
import { ReadTrace } from './actions/read-trace.js';
import { ReleaseMail } from './actions/release-mail.js';
import { RequeueStuckMail } from './actions/requeue-stuck-mail.js';
import { StartReading } from './actions/start-reading.js';
import { ImapMailSource } from './adapters/imap-mail-source.js';
import { MailSource } from './mail-source.js';

const doors = [KeepMail, LeaseMailbox, NoteMailbox, ProcessMail, ReadMailboxHealth, ReadQuarantine, ReadTrace, ReleaseMail, RequeueStuckMail, StartReading];

@Module({
  imports: [AuditModule, OutboundModule, PortalsModule, RecoveryModule, TicketsModule],
  providers: [...doors, AnswerRequest, FileMail, JudgeMail, { provide: MailSource, useClass: ImapMailSource }],
  exports: [...doors, MailSource],
})
export class IntakeModule {}
