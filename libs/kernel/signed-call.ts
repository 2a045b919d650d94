import { createHmac } from 'node:crypto';
import type { Secret } from './secret.js';

/** The header that proves that a call comes from Rekey, unchanged and just now: `t=<seconds>,v1=<hex>`. */
export const SIGNATURE_HEADER = 'rekey-signature';

/** HMAC-SHA-256 over `<seconds>.<body>`; the time is part of it, so that an old call cannot be sent again. */
export function signCall(key: Secret, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1_000);
  return `t=${seconds},v1=${createHmac('sha256', key.reveal()).update(`${seconds}.${body}`).digest('hex')}`;
}
