import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** A UUID in base 36 has at most 25 symbols; base 36 survives mail systems that change case. */
const ID_SYMBOLS = 25;
/** 103 bits of HMAC-SHA256. */
const MAC_SYMBOLS = 20;
/** RFC 5321 section 4.5.3.1.1. */
const MAX_LOCAL_OCTETS = 64;
const TOKEN = new RegExp(`\\+b\\.([0-9a-z]{${ID_SYMBOLS}})([0-9a-z]{${MAC_SYMBOLS}})@[^@\\s]+$`, 'i');

/**
 * `support+b.<id><mac>@portal.example`: the envelope sender of one mail, so that a delivery report is proven by the
 * address it comes to (RFC 3464 promises no original Message-ID). A mail has one recipient, so its id names them, too.
 *
 * 25 symbols of id, 20 of MAC and `+b.` leave 16 octets for the mailbox's own name. With a longer one, or one that has a
 * plus of its own, the plain address is returned: reports are then known by our signed Message-ID alone.
 */
export function writeReturnPath(key: KeyObject, mailboxAddress: string, outboundId: string): string {
  const at = mailboxAddress.lastIndexOf('@');
  const local = mailboxAddress.slice(0, at);
  if (local.includes('+') || Buffer.byteLength(local) + 3 + ID_SYMBOLS + MAC_SYMBOLS > MAX_LOCAL_OCTETS) return mailboxAddress;
  const id = BigInt(`0x${outboundId.replaceAll('-', '')}`).toString(36).padStart(ID_SYMBOLS, '0');
  return `${local}+b.${id}${macOf(key, id)}@${mailboxAddress.slice(at + 1)}`;
}

/** The mail for which we wrote this address; undefined for every other address, forged ones included. Compares in constant time. */
export function readReturnPath(key: KeyObject, address: string): string | undefined {
  const [, id, mac] = TOKEN.exec(address)?.map((part) => part.toLowerCase()) ?? [];
  if (!id || !mac || !timingSafeEqual(Buffer.from(macOf(key, id)), Buffer.from(mac))) return undefined;
  let value = 0n;
  for (const symbol of id) value = value * 36n + BigInt(Number.parseInt(symbol, 36));
  return value.toString(16).padStart(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function macOf(key: KeyObject, id: string): string {
  const digest = createHmac('sha256', key).update(`return\0${id}`).digest('hex').slice(0, 32);
  return BigInt(`0x${digest}`).toString(36).padStart(ID_SYMBOLS, '0').slice(-MAC_SYMBOLS);
}
