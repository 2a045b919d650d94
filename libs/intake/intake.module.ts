import { Module } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditModule } from '#audit';
import { OutboundModule } from '#outbound';
import { PortalsModule } from '#portals';
import { HouseConfig, type Settings } from '#config';
import { PrivacyModule } from '#privacy';
import { RecoveryModule } from '#recovery';
import { keysOf, Storage, StorageConfig } from '#storage';
import { TicketsModule } from '#tickets';
import { AnswerRequest } from './actions/answer-request.js';
import { AttachReports } from './actions/attach-reports.js';
import { BackfillMailbox } from './actions/backfill-mailbox.js';
import { BrakeOpenings } from './actions/brake-openings.js';
import { CheckMailboxes } from './actions/check-mailboxes.js';
import { FollowUpMails } from './actions/follow-up-mails.js';
import { OpenMailbox } from './actions/open-mailbox.js';
import { FileMails } from './actions/file-mails.js';
import { ImportMails } from './actions/import-mails.js';
import { JudgeMail } from './actions/judge-mail.js';
import { JudgeSender } from './actions/judge-sender.js';
import { KeepDelivered } from './actions/keep-delivered.js';
import { KeepMail } from './actions/keep-mail.js';
import { KnowNames } from './actions/know-names.js';
import { LeaseMailbox } from './actions/lease-mailbox.js';
import { DeleteMail } from './actions/delete-mail.js';
import { ReplayTickets } from './actions/replay-tickets.js';
import { ExplainLive } from './actions/explain-live.js';
import { LookAtMail } from './actions/look-at-mail.js';
import { LookUpCandidates } from './actions/look-up-candidates.js';
import { NoteMailbox } from './actions/note-mailbox.js';
import { EndLostMail } from './actions/end-lost-mail.js';
import { EndRawMails } from './actions/end-raw-mails.js';
import { OpenStub } from './actions/open-stub.js';
import { ProcessMail } from './actions/process-mail.js';
import { ProcessMails } from './actions/process-mails.js';
import { ReadMailboxHealth } from './actions/read-mailbox-health.js';
import { ReadQuarantine } from './actions/read-quarantine.js';
import { ReadTrace } from './actions/read-trace.js';
import { ReleaseMail } from './actions/release-mail.js';
import { RequeueStuckMail } from './actions/requeue-stuck-mail.js';
import { SettleSenders } from './actions/settle-senders.js';
import { SplitMail } from './actions/split-mail.js';
import { StartReading } from './actions/start-reading.js';
import { ExamineAttachment } from './actions/examine-attachment.js';
import { FileLinks } from './actions/file-links.js';
import { FindMessage } from './actions/find-message.js';
import { OpenAttachment } from './actions/open-attachment.js';
import { OpenPage } from './actions/open-page.js';
import { ReadAttachments } from './actions/read-attachments.js';
import { RemoveOldBytes } from './actions/remove-old-bytes.js';
import { ScanAttachments } from './actions/scan-attachments.js';
import { SendFile } from './actions/send-file.js';
import { ShowOriginal } from './actions/show-original.js';
import { Clamd } from './adapters/clamd.js';
import { OpeningThread } from './adapters/opening-thread.js';
import { SameThreadOpener } from './adapters/same-thread-opener.js';
import { WatchIntake } from './actions/watch-intake.js';
import { WatchStorage } from './actions/watch-storage.js';
import { ImapMailSource } from './adapters/imap-mail-source.js';
import { MailauthChecker } from './adapters/mailauth-checker.js';
import { ReadingThread } from './adapters/reading-thread.js';
import { SameThreadReader } from './adapters/same-thread-reader.js';
import { SystemDns } from './adapters/system-dns.js';
import { Dns } from './dns.js';
import { IntakeConfig, limitsFrom } from './intake.config.js';
import { MailOpener } from './mail-opener.js';
import { MailReader } from './mail-reader.js';
import { MailSource } from './mail-source.js';
import { SenderChecker } from './sender-checker.js';
import { VirusScanner } from './virus-scanner.js';

const doors = [BackfillMailbox, CheckMailboxes, DeleteMail, ExplainLive, FollowUpMails, ImportMails, KeepDelivered, KeepMail, LeaseMailbox, LookAtMail, NoteMailbox, OpenMailbox, ProcessMail, ProcessMails, ReadMailboxHealth, ReadQuarantine, ReadTrace, ReleaseMail, ReplayTickets, RequeueStuckMail, SettleSenders, SplitMail, StartReading, WatchIntake, WatchStorage];

const openers = [OpenAttachment, OpenPage, ReadAttachments, RemoveOldBytes, ScanAttachments, SendFile, ShowOriginal];

/** From the sources there is no compiled file that a thread could start from. */
const isCompiled = import.meta.url.endsWith('.js');

const reader = {
  provide: MailReader,
  inject: [Storage, StorageConfig.token, IntakeConfig.token],
  useFactory: (storage: Storage, place: Settings<typeof StorageConfig>, settings: Settings<typeof IntakeConfig>): MailReader => {
    const limits = limitsFrom(settings);
    return isCompiled ? ReadingThread.over(place.URL, keysOf(place), limits, settings.READ_SECONDS * 1_000) : new SameThreadReader(storage, limits);
  },
};

const opener = {
  provide: MailOpener,
  inject: [Storage, StorageConfig.token],
  useFactory: (storage: Storage, place: Settings<typeof StorageConfig>): MailOpener => (isCompiled ? OpeningThread.over(place.URL, keysOf(place)) : new SameThreadOpener(storage)),
};

const scanner = { provide: VirusScanner, inject: [HouseConfig.token], useFactory: (house: Settings<typeof HouseConfig>): VirusScanner => new Clamd(house.CLAMAV_URL) };

const dns = { provide: Dns, inject: [IntakeConfig.token], useFactory: (settings: Settings<typeof IntakeConfig>): Dns => new SystemDns(settings.DNS) };
const checker = { provide: SenderChecker, inject: [Dns], useFactory: (given: Dns): SenderChecker => new MailauthChecker(given) };

@Module({
  imports: [AuditModule, OutboundModule, PortalsModule, PrivacyModule, RecoveryModule, TicketsModule],
  providers: [...doors, ...openers, Alarms, ExamineAttachment, FileLinks, FindMessage, opener, scanner, AnswerRequest, AttachReports, BrakeOpenings, FileMails, JudgeMail, JudgeSender, KnowNames, LookUpCandidates, OpenStub, EndLostMail, EndRawMails, { provide: MailSource, useClass: ImapMailSource }, reader, dns, checker],
  exports: [...doors, ...openers, MailSource],
})
export class IntakeModule {}
