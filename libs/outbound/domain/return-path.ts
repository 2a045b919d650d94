import { createHmac, timingSafeEqual } from 'node:crypto';

/** 100 bits of HMAC-SHA256 in hex. */
const MAC_HEX = 25;
/** A UUID in base 36 has at most 25 symbols. */
const ID_SYMBOLS = 25;
/** RFC 5321 section 4.5.3.1.1. */
const MAX_LOCAL_OCTETS = 64;
const TOKEN = new RegExp(`\\+b\\.([0-9a-z]{${ID_SYMBOLS}})([0-9a-f]{${MAC_HEX}})@[^@]+$`, 'i');

/**
 * `support+b.<id><mac>@portal.example`: the envelope sender of one mail to one recipient, so that a delivery report is
 * proven by the address it comes to (RFC 3464 promises no original Message-ID). 25 symbols of id, 25 of MAC and `+b.`
 * leave 11 octets for the mailbox's own name; with a longer one the plain address is returned.
 */
export function writeReturnPath(key: Buffer, mailboxAddress: string, outboundId: string, recipient: string): string {
  const at = mailboxAddress.lastIndexOf('@');
  const local = mailboxAddress.slice(0, at);
  if (Buffer.byteLength(local) + 3 + ID_SYMBOLS + MAC_HEX > MAX_LOCAL_OCTETS) return mailboxAddress;
  const id = BigInt(`0x${outboundId.replaceAll('-', '')}`).toString(36).padStart(ID_SYMBOLS, '0');
  return `${local}+b.${id}${macOf(key, outboundId, recipient)}@${mailboxAddress.slice(at + 1)}`;
}

/** The mail an address names; nothing is proved until `returnPathIsFor`. Undefined for any other address. */
export function readReturnPath(address: string): { readonly outboundId: string; readonly mac: string } | undefined {
  const [, id, mac] = TOKEN.exec(address)?.map((part) => part.toLowerCase()) ?? [];
  if (!id || !mac) return undefined;
  let value = 0n;
  for (const symbol of id) value = value * 36n + BigInt(Number.parseInt(symbol, 36));
  const hex = value.toString(16).padStart(32, '0');
  return hex.length > 32 ? undefined : { outboundId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), mac };
}

/** Whether we wrote this return path for this recipient. Compares in constant time. */
export function returnPathIsFor(key: Buffer, read: { outboundId: string; mac: string }, recipient: string): boolean {
  const expected = macOf(key, read.outboundId, recipient);
  return read.mac.length === expected.length && timingSafeEqual(Buffer.from(expected), Buffer.from(read.mac));
}

function macOf(key: Buffer, outboundId: string, recipient: string): string {
  return createHmac('sha256', key).update(`bounce\0${outboundId}\0${recipient.toLowerCase()}`).digest('hex').slice(0, MAC_HEX);
}
