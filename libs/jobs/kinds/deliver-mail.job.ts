import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** One attempt to hand one mail to the relay. `round` tells the attempts apart; the mail's own row plans the next. */
export const deliverMail = defineJob({
  name: 'outbound.deliver-mail',
  lane: 'outbound',
  payload: z.strictObject({ outboundMessageId: z.uuid(), round: z.int().nonnegative() }),
  key: ({ outboundMessageId, round }) => `${outboundMessageId}.${round}`,
  attempts: 3,
});
