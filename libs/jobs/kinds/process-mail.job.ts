import { z } from 'zod';
import { bundleInto, defineJob } from '../define-job.js';

const MOST_MAILS = 100;

/** Steps 3 to 8 of kept mails, if nothing is wrong with any of them in one transaction for all. */
export const processMails = defineJob({
  name: 'intake.process-mails',
  lane: 'intake',
  payload: z.strictObject({ keptMailIds: z.array(z.uuid()).min(1).max(MOST_MAILS) }),
  key: ({ keptMailIds }) => `${keptMailIds[0]}.${keptMailIds.length}`,
  attempts: 8,
});

/** Steps 3 to 8 of a kept mail: read, screen, thread, recognise, file, route. */
export const processMail = defineJob({
  name: 'intake.process-mail',
  lane: 'intake',
  payload: z.strictObject({ keptMailId: z.uuid() }),
  key: ({ keptMailId }) => keptMailId,
  attempts: 8,
  bundle: bundleInto<{ keptMailId: string }, (typeof processMails)['payload']>(processMails, {
    most: MOST_MAILS, alike: () => true, join: (payloads) => ({ keptMailIds: payloads.map(({ keptMailId }) => keptMailId) }),
  }),
});
