import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** Somebody said on the page of their request that somebody can vouch for them. */
export const askVouchers = defineJob({
  name: 'recovery.ask-vouchers',
  lane: 'outbound',
  payload: z.strictObject({ ticketId: z.uuid() }),
  key: ({ ticketId }) => ticketId,
  attempts: 8,
});
