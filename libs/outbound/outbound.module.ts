import { Module } from '@nestjs/common';
import { AgentsModule } from '#agents';
import { AlarmsModule } from '#alarms';
import { AuditModule } from '#audit';
import { PortalsModule } from '#portals';
import { Breaker } from './actions/breaker.js';
import { CancelMail } from './actions/cancel-mail.js';
import { ConfirmSent } from './actions/confirm-sent.js';
import { DeadLinks } from './actions/dead-links.js';
import { DeliverMail } from './actions/deliver-mail.js';
import { DkimKeys } from './actions/dkim-keys.js';
import { MailsOfPortal } from './actions/mails-of-portal.js';
import { MailFailures } from './actions/mail-failures.js';
import { SmsFailures } from './actions/sms-failures.js';
import { OutboundIds } from './actions/outbound-ids.js';
import { QueueMail } from './actions/queue-mail.js';
import { ReadMail } from './actions/read-mail.js';
import { ReadOutbox } from './actions/read-outbox.js';
import { RecordBounce } from './actions/record-bounce.js';
import { LiftBounce } from './actions/lift-bounce.js';
import { ReleaseBreaker } from './actions/release-breaker.js';
import { RoomForMany } from './actions/room-for-many.js';
import { RetryMail } from './actions/retry-mail.js';
import { SettleStuckDeliveries } from './actions/settle-stuck-deliveries.js';
import { PreviewWording } from './actions/preview-wording.js';
import { SaveWording } from './actions/save-wording.js';
import { TellOfKeys } from './actions/tell-of-keys.js';
import { Wordings } from './actions/wordings.js';
import { QueueSms } from './actions/queue-sms.js';
import { SendSms } from './actions/send-sms.js';
import { SmimeKeys } from './actions/smime-keys.js';
import { WatchCertificates } from './actions/watch-certificates.js';
import { WatchOutbox } from './actions/watch-outbox.js';
import { WebhookSmsGateway } from './adapters/webhook-sms-gateway.js';
import { SmtpRelay } from './adapters/smtp-relay.js';
import { TxtRecords } from './adapters/txt-records.js';
import { SmsGateway } from './sms-gateway.js';
import { MailRelay } from './mail-relay.js';
import { PrepareMail } from './render/prepare-mail.js';

const doors = [Breaker, ConfirmSent, DkimKeys, SmimeKeys, WatchCertificates, WatchOutbox, CancelMail, DeadLinks, DeliverMail, LiftBounce, MailFailures, SmsFailures, MailsOfPortal, OutboundIds, QueueMail, ReadMail, ReadOutbox, RecordBounce, ReleaseBreaker, RetryMail, RoomForMany, SettleStuckDeliveries, PreviewWording, SaveWording, Wordings, QueueSms, SendSms];

@Module({
  imports: [AgentsModule, AlarmsModule, AuditModule, PortalsModule],
  providers: [...doors, TellOfKeys, PrepareMail, TxtRecords, { provide: MailRelay, useClass: SmtpRelay }, { provide: SmsGateway, useClass: WebhookSmsGateway }],
  exports: [...doors, MailRelay, SmsGateway],
})
export class OutboundModule {}
