/** The catalogue of deferred work: commit first, then BullMQ. Payloads are ids, never content, never secrets. */
import { OutboxJob } from './store/outbox-job.entity.js';

export { defineJob, type JobKind, type PayloadOf } from './define-job.js';
export { LANES, type Lane } from './lanes.js';
export { on, handle, type Handler } from './handle.js';
export { enqueue, OUTBOX_CHANNEL } from './enqueue.js';
export { RelayOutbox } from './relay-outbox.js';
export { OutboxTicker } from './outbox-ticker.js';
export { JobsModule } from './jobs.module.js';
export { prepareQueueBackend } from './queue-backend.js';
export { JobsConfig } from './jobs.config.js';
export { UpkeepConfig } from './upkeep.config.js';
export { JOB_KINDS, askVouchers, processMail, processMails, deliverMail, deliverMails, scanAttachments, sendAskedLink, sendSms, upkeep } from './kinds/index.js';
export { OutboxJob };
export const jobsEntities = [OutboxJob];
