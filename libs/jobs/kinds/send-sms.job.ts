import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** A text message goes to the gateway of its portal. A code lives ten minutes, a notice as long as what it warns of: there is no hurry to give up. */
export const sendSms = defineJob({
  name: 'outbound.send-sms',
  lane: 'outbound',
  payload: z.strictObject({ smsMessageId: z.uuid() }),
  key: ({ smsMessageId }) => smsMessageId,
  attempts: 8,
});
