import { z } from 'zod';
import { section } from '#config';

export const IntakeConfig = section('MAILROOM', {
  BACKFILL: z.stringbool().optional().describe('a mailbox that is read for the first time: false starts at now, true files what already lies there; without it only the demo does'),
  POLL_SECONDS: z.coerce.number().int().min(1).max(540).default(60).describe('how often a mailbox is asked although IDLE would have told'),
  DNS: z.string().regex(/^(?:system|off|[0-9a-fA-F.:[\]]+(?:\s*,\s*[0-9a-fA-F.:[\]]+)*)$/, 'system, off, or addresses of DNS servers').default('system')
    .describe('where senders are looked up that no border server has checked: system, addresses of DNS servers, or off'),
});
