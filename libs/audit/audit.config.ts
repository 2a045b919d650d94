import { z } from 'zod';
import { section } from '#config';
import { Secret } from '#kernel';

/** What people did at the desk must not be read on the way. */
function isSafeToSend(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

export const AuditConfig = section('AUDIT', {
  COPY_URL: z.url({ protocol: /^https?$/ }).refine(isSafeToSend, 'must be https: (http: only on this machine)').optional()
    .meta({ description: 'another system that keeps a copy of the audit trail (R60): gets new rows by POST, a JSON object a line, at the latest a minute after they were written', shown: 'origin' }),
  COPY_KEY: z.string().min(16).transform((text) => new Secret(text)).optional().describe('signs each call with HMAC-SHA-256 in the header rekey-signature, as for webhook directories'),
});
