import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** A link was asked for on a page. A directory that is away for longer than these tries is asked again by upkeep. */
export const sendAskedLink = defineJob({
  name: 'recovery.send-asked-link',
  lane: 'outbound',
  payload: z.strictObject({ askedLinkId: z.uuid() }),
  key: ({ askedLinkId }) => askedLinkId,
  attempts: 5,
});
