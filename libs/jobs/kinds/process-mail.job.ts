import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** Steps 3 to 8 of a kept mail: read, screen, thread, recognise, file, route. */
export const processMail = defineJob({
  name: 'intake.process-mail',
  lane: 'intake',
  payload: z.strictObject({ keptMailId: z.uuid() }),
  key: ({ keptMailId }) => keptMailId,
  attempts: 8,
});
