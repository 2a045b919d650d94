import { createHmac, timingSafeEqual, type CipherKey } from 'node:crypto';

/** 128 bits of HMAC-SHA256 as lower-case hex. */
const MAC_HEX = 32;
const SHAPE = new RegExp(`^([0-9a-f-]{36})\\.([0-9a-f]{${MAC_HEX}})@([^\\s<>@]+)$`);

/**
 * The Message-ID of one of our mails (RFC 5322 section 3.6.4), without angle brackets: the row's id, signed, at the
 * domain of the mailbox. The signature tells our own mails from those that only look like them, without a database.
 */
export function makeMessageId(key: CipherKey, id: string, domain: string): string {
  return `${id}.${macOf(key, id, domain)}@${domain}`;
}

/** Whether we wrote the mail with this Message-ID. Takes it with or without angle brackets. */
export function isOurs(key: CipherKey, messageId: string): boolean {
  const [, id, mac, domain] = SHAPE.exec(bareMessageId(messageId)) ?? [];
  if (!id || !mac || !domain) return false;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, id, domain)));
}

/** Without angle brackets and the white space around them. */
export function bareMessageId(messageId: string): string {
  return messageId.trim().replace(/^<|>$/g, '');
}

/** A foreign Message-ID that may stand in our headers: one, printable, nothing that could start another header (R59). */
export function quotableMessageId(messageId: string): string | undefined {
  const bare = bareMessageId(messageId);
  return /^[\x21-\x3b\x3d\x3f-\x7e]{3,250}$/.test(bare) && bare.includes('@') ? bare : undefined;
}

function macOf(key: CipherKey, id: string, domain: string): string {
  return createHmac('sha256', key).update(`${id}@${domain.toLowerCase()}`).digest('hex').slice(0, MAC_HEX);
}
