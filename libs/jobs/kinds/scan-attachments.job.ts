import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** What came with a filed mail goes past the virus scanner. Only where one is set up. */
export const scanAttachments = defineJob({
  name: 'intake.scan-attachments',
  lane: 'upkeep',
  payload: z.strictObject({ keptMailId: z.uuid() }),
  key: ({ keptMailId }) => keptMailId,
  attempts: 8,
});
