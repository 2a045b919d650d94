import { z } from 'zod';
import { Secret } from '#kernel';
import { section } from './section.js';

const passwordKey = z.string().min(32, 'at least 32 characters, e.g. from `openssl rand -base64 48`').transform((text) => new Secret(text));

/** What more than one room needs. */
export const HouseConfig = section('', {
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000').transform((url) => url.replace(/\/+$/, ''))
    .describe('the one base of every link in a mail; never taken from a request'),
  SECRET_KEY: z.string({ error: 'a random text of at least 32 characters is needed, e.g. from `openssl rand -base64 48`' }).min(32).transform((text) => new Secret(text))
    .describe('seals mailbox and directory passwords and secrets at rest'),
  PASSWORD_KEY: passwordKey.optional()
    .describe('goes into the hashes of the passwords, codes and PINs of the built-in directory, so that a copy of the database alone is worth nothing (R23); without it a key made of REKEY_SECRET_KEY. To change it, give the new one here and the old one in REKEY_PASSWORD_KEYS_BEFORE; hashes follow as people sign in. Keep it with your backups: without it nobody of these gets in'),
  PASSWORD_KEYS_BEFORE: z.string().transform((list) => list.split(',').map((one) => one.trim()).filter((one) => one !== '')).pipe(z.array(passwordKey)).default([])
    .describe('earlier values of REKEY_PASSWORD_KEY, separated by commas: hashes that were made with them still work. The key made of REKEY_SECRET_KEY always does'),
  ATTACHMENTS_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')).optional()
    .describe('a second address of this desk, on a host of its own, that serves nothing but attachments; without it they lie below /f/ of the first'),
  CLAMAV_URL: z.string().regex(/^(tcp:\/\/[^/\s]+|unix:\/.+)$/, 'tcp://host:port or unix:/path/to/clamd.ctl').optional()
    .describe('ClamAV daemon that looks at attachments before anybody opens them; without it they are marked as not scanned'),
  RAW_MAIL_DAYS: z.coerce.number().int().min(1).max(3_650).default(30).describe('how long a mail is kept as it came; then only its text without secrets'),
  RAW_SECRET_HOURS: z.coerce.number().int().min(1).max(8_760).default(72).describe('the same for a mail in which somebody sent a password, PIN or identity number'),
  ATTACHMENT_DAYS: z.coerce.number().int().min(1).max(3_650).default(30).describe('how long attachments are kept after their ticket was closed'),
  DEMO: z.stringbool().default(false).describe('demo world: playground, portal sign-in pages, local mail server'),
});
