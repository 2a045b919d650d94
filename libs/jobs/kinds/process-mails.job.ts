import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** What one batch of the mailroom holds at most. */
export const MOST_MAILS_A_JOB = 50;

/** The same steps for mails that were kept together: one job and, if nothing is wrong with any of them, one transaction for all. */
export const processMails = defineJob({
  name: 'intake.process-mails',
  lane: 'intake',
  payload: z.strictObject({ keptMailIds: z.array(z.uuid()).min(1).max(MOST_MAILS_A_JOB) }),
  key: ({ keptMailIds }) => `${keptMailIds[0]}.${keptMailIds.length}`,
  attempts: 8,
});
