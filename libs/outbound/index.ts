/** Everything that leaves: durable outbox, templates, the mail relay. */
import { DeliveryAttempt, OutboundMessage } from './store/outbound-message.entity.js';

export { MAIL_GROUPS, MAIL_KINDS, NOTICE_EVENTS, type MailGroup, type MailKind, type MailSecrets, type MailVariables } from './domain/mail-kinds.js';
export { type OutboundState } from './domain/outbound-states.js';
export { LOOP_HEADER } from './domain/machine-headers.js';
export { salutationName } from './domain/salutation.js';
export { QueueMail, type QueuedMail, type QueueMailCommand } from './actions/queue-mail.js';
export { OutboundIds, ticketOfMessageId } from './actions/outbound-ids.js';
export { DeliverMail, type DeliveryResult } from './actions/deliver-mail.js';
export { SettleStuckDeliveries } from './actions/settle-stuck-deliveries.js';
export { RetryMail } from './actions/retry-mail.js';
export { CancelMail } from './actions/cancel-mail.js';
export { RecordBounce, type BounceCommand, type BouncedMail } from './actions/record-bounce.js';
export { ReadOutbox, type OutboxQuery } from './actions/read-outbox.js';
export type { MailOfTicket, OutboxLine } from './store/outbound.queries.js';
export { MailRelay, type OutgoingMail, type RelayAnswer } from './mail-relay.js';
export type { RelayOutcome } from './domain/relay-verdict.js';
export { renderMail, type RenderedMail } from './render/render-mail.js';
export { previewMail, type PreviewOptions } from './render/preview-mail.js';
export { prepareTemplates } from './render/templates.js';
export { OutboundConfig } from './outbound.config.js';
export { OutboundModule } from './outbound.module.js';
export type { DeliveryAttempt, OutboundMessage };
export const outboundEntities = [OutboundMessage, DeliveryAttempt];
