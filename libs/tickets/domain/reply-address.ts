import { createHmac, timingSafeEqual, type CipherKey } from 'node:crypto';
import { domainOf } from '#kernel';

/** Crockford's base32 in lower case: survives upper-casing mail systems and has no look-alikes. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 128 bits of ticket id → 26 symbols. */
const ID_SYMBOLS = 26;
/** 100 bits of HMAC-SHA256 → 20 symbols. */
const MAC_SYMBOLS = 20;
/** RFC 5321 section 4.5.3.1.1. */
const MAX_LOCAL_OCTETS = 64;
const TOKEN = new RegExp(`\\+([${ALPHABET}]{${ID_SYMBOLS + MAC_SYMBOLS}})@`, 'i');

export interface ReadReplyAddress {
  readonly ticketId: string;
  readonly mac: string;
}

/**
 * `support+<ticket><mac>@portal.example`: the address to which one recipient answers on one ticket. The MAC binds
 * ticket, recipient and purpose (helpdesk-peers case 12, T14), so a guessed or forwarded address opens nothing.
 *
 * A local part may have 64 octets (RFC 5321 section 4.5.3.1.1): 26 symbols of ticket, 20 of MAC (100 bits) and the
 * plus sign leave 17 for the mailbox's own name. With a longer one the plain mailbox address is returned and threading
 * rests on our signed Message-IDs.
 */
export function writeReplyAddress(key: CipherKey, mailboxAddress: string, ticketId: string, recipientCanonical: string): string {
  const at = mailboxAddress.lastIndexOf('@');
  const local = mailboxAddress.slice(0, at);
  if (Buffer.byteLength(local) + 1 + ID_SYMBOLS + MAC_SYMBOLS > MAX_LOCAL_OCTETS) return mailboxAddress;
  const token = encode(idBytes(ticketId), ID_SYMBOLS) + macOf(key, ticketId, recipientCanonical);
  return `${local}+${token}@${mailboxAddress.slice(at + 1)}`;
}

/** What an address says; nothing is proved yet. Undefined for any other address. */
export function readReplyAddress(address: string): ReadReplyAddress | undefined {
  const token = TOKEN.exec(address)?.[1]?.toLowerCase();
  if (!token || domainOf(address) === '') return undefined;
  const bytes = decode(token.slice(0, ID_SYMBOLS));
  return bytes && { ticketId: uuidOf(bytes), mac: token.slice(ID_SYMBOLS) };
}

/** Whether we made this address for this recipient. Compares in constant time. */
export function replyAddressIsFor(key: CipherKey, { ticketId, mac }: ReadReplyAddress, recipientCanonical: string): boolean {
  const expected = macOf(key, ticketId, recipientCanonical);
  return mac.length === expected.length && timingSafeEqual(Buffer.from(expected), Buffer.from(mac));
}

function macOf(key: CipherKey, ticketId: string, recipientCanonical: string): string {
  return encode(createHmac('sha256', key).update(`reply\0${ticketId}\0${recipientCanonical}`).digest(), MAC_SYMBOLS);
}

function idBytes(ticketId: string): Buffer {
  return Buffer.from(ticketId.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function encode(bytes: Buffer, symbols: number): string {
  let all = '';
  let held = 0;
  let bits = 0;
  for (let at = 0; all.length < symbols; at += 1) {
    // Behind the last byte zeros fill the last symbol.
    held = (held << 8) | (bytes[at] ?? 0);
    for (bits += 8; bits >= 5; bits -= 5) all += ALPHABET[(held >> (bits - 5)) & 31]!;
    held &= 31;
  }
  return all.slice(0, symbols);
}

function decode(symbols: string): Buffer | undefined {
  let bits = 0n;
  for (const symbol of symbols) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(symbol));
  // 26 symbols are 130 bits: the last two are padding and must be zero.
  return (bits & 3n) === 0n ? Buffer.from((bits >> 2n).toString(16).padStart(32, '0'), 'hex') : undefined;
}
