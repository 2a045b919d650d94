import { z } from 'zod';
import { bundleInto, defineJob } from '../define-job.js';

const MOST_MAILS = 25;

/** The same attempt for several mails, each for itself: what one relay says about one mail concerns no other. */
export const deliverMails = defineJob({
  name: 'outbound.deliver-mails',
  lane: 'outbound',
  payload: z.strictObject({ outboundMessageIds: z.array(z.uuid()).min(1).max(MOST_MAILS), round: z.int().nonnegative() }),
  key: ({ outboundMessageIds, round }) => `${outboundMessageIds[0]}.${outboundMessageIds.length}.${round}`,
  attempts: 3,
});

/** One attempt to hand one mail to the relay. `round` tells the attempts apart; the mail's own row plans the next. */
export const deliverMail = defineJob({
  name: 'outbound.deliver-mail',
  lane: 'outbound',
  payload: z.strictObject({ outboundMessageId: z.uuid(), round: z.int().nonnegative() }),
  key: ({ outboundMessageId, round }) => `${outboundMessageId}.${round}`,
  attempts: 3,
  bundle: bundleInto<{ outboundMessageId: string; round: number }, (typeof deliverMails)['payload']>(deliverMails, {
    most: MOST_MAILS, alike: ({ round }) => round,
    join: (payloads) => ({ outboundMessageIds: payloads.map(({ outboundMessageId }) => outboundMessageId), round: payloads[0]!.round }),
  }),
});
