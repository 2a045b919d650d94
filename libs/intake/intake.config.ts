import { z } from 'zod';
import { section, type Settings } from '#config';
import { NOT_COUNTED } from './domain/brake.js';
import { READ_LIMITS, type ReadLimits } from './read/read-limits.js';

export const IntakeConfig = section('MAILROOM', {
  BACKFILL: z.stringbool().optional().describe('a folder that is read for the first time: false starts at now, true answers also what already lies there; without it only the demo does. Old mail as history: rekey mailbox backfill'),
  POLL_SECONDS: z.coerce.number().int().min(1).max(540).default(60).describe('how often a folder is looked at although IDLE would have told'),
  DNS: z.string().regex(/^(?:system|off|[0-9a-fA-F.:[\]]+(?:\s*,\s*[0-9a-fA-F.:[\]]+)*)$/, 'system, off, or addresses of DNS servers').default('system')
    .describe('where senders are looked up that no border server has checked: system, addresses of DNS servers, or off'),
  READ_MAX_MB: z.coerce.number().min(0.01).max(256).default(50).describe('how much of a mail is read, in MB (2^20 bytes); the whole is kept, and the ticket says that there is more'),
  READ_MAX_PARTS: z.coerce.number().int().min(1).max(10_000).default(READ_LIMITS.parts).describe('how many parts of a mail are read'),
  READ_MAX_DEPTH: z.coerce.number().int().min(1).max(100).default(READ_LIMITS.depth).describe('how deep parts in parts are read'),
  READ_MAX_HEADERS: z.coerce.number().int().min(10).max(10_000).default(READ_LIMITS.headers).describe('how many header fields of a mail are read'),
  READ_MAX_HEADER_KB: z.coerce.number().int().min(16).max(16_384).default(READ_LIMITS.headerBytes / 1024).describe('how long the header of a mail, or of a part, may be'),
  READ_SECONDS: z.coerce.number().min(0.1).max(600).default(30).describe('how long reading one mail may take; no honest mail takes a hundredth of it'),
  ANSWER_SECONDS: z.coerce.number().int().min(1).max(600).default(60).describe('how long a mail server may take for a short answer; then the line counts as dead and is opened anew'),
  NEW_PER_SENDER_HOUR: z.coerce.number().int().min(1).max(NOT_COUNTED).default(5).describe(`how many new tickets one sender may open in an hour; more waits in the quarantine. Answers are not counted; ${NOT_COUNTED} counts nothing`),
  NEW_PER_SENDER_DAY: z.coerce.number().int().min(1).max(NOT_COUNTED).default(20).describe('the same for a day'),
  NEW_PER_DOMAIN_HOUR: z.coerce.number().int().min(1).max(NOT_COUNTED).default(100).describe('the same for all senders of one domain in an hour, domains of the portal, its authenticity.userDomains, and of free mail and access providers apart'),
  CA_FILE: z.string().optional().describe('certificates (PEM) of mail servers to trust besides the well-known ones'),
});

/** How much of a mail is read, as this house was told. */
export function limitsFrom(settings: Settings<typeof IntakeConfig>): ReadLimits {
  return {
    bytes: Math.floor(settings.READ_MAX_MB * 1024 * 1024), parts: settings.READ_MAX_PARTS, depth: settings.READ_MAX_DEPTH, headers: settings.READ_MAX_HEADERS, headerBytes: settings.READ_MAX_HEADER_KB * 1024,
  };
}
