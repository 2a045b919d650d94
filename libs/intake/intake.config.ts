import { z } from 'zod';
import { section } from '#config';

export const IntakeConfig = section('MAILROOM', {
  BACKFILL: z.stringbool().optional().describe('a folder that is read for the first time: false starts at now, true answers also what already lies there; without it only the demo does. Old mail as history: rekey mailbox backfill'),
  POLL_SECONDS: z.coerce.number().int().min(1).max(540).default(60).describe('how often a folder is looked at although IDLE would have told'),
  DNS: z.string().regex(/^(?:system|off|[0-9a-fA-F.:[\]]+(?:\s*,\s*[0-9a-fA-F.:[\]]+)*)$/, 'system, off, or addresses of DNS servers').default('system')
    .describe('where senders are looked up that no border server has checked: system, addresses of DNS servers, or off'),
  ANSWER_SECONDS: z.coerce.number().int().min(1).max(600).default(60).describe('how long a mail server may take for a short answer; then the line counts as dead and is opened anew'),
  CA_FILE: z.string().optional().describe('certificates (PEM) of mail servers to trust besides the well-known ones'),
});
