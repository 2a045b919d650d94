import { z } from 'zod';
import { section } from '#config';

export const IntakeConfig = section('MAILROOM', {
  BACKFILL: z.stringbool().optional().describe('a mailbox that is read for the first time: false starts at now, true files what already lies there; without it only the demo does'),
  POLL_SECONDS: z.coerce.number().int().min(1).max(540).default(60).describe('how often a mailbox is asked although IDLE would have told'),
});
