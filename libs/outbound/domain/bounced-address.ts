import { DAY_MS } from '#kernel';

/**
 * So long an address that a server called unknown gets no optional mail. Longer than a mail server is rebuilt or a domain
 * forgotten to be paid, shorter than people remember that they asked. Relays judge a sender by how often it writes to nobody.
 */
export const SUPPRESSED_DAYS = 14;

export function suppressedUntil(now: Date): Date {
  return new Date(now.getTime() + SUPPRESSED_DAYS * DAY_MS);
}

/**
 * Whether a server that refuses a recipient says that there is no such address (RFC 3463: X.1.1 mailbox, X.1.2 system, X.1.3
 * syntax, X.1.6 moved, X.1.10 null MX). Refusals without such a code may be about us, and pass.
 */
export function saysNobodyIsThere(reply: string): boolean {
  return /^\s*55\d[ -]5\.1\.(?:1|2|3|6|10)\b/.test(reply);
}
