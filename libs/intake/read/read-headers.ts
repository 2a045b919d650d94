import { createHash } from 'node:crypto';
import { addressParser } from 'postal-mime';
import { canonicalAddress, parseAddress, type EmailAddress } from '#kernel';
import type { IncomingMail } from '../domain/incoming-mail.js';
import { cleanLine, cleanText } from './clean-text.js';
import { decodeAddressWords, decodeWords } from './decode-words.js';
import { READ_LIMITS } from './read-limits.js';

const MAX_VALUE = 16_000;
const MAX_ADDRESSES = 100;
const MAX_IDS = 100;
/** RFC 5321 section 4.5.3.1.3: a path has 256 octets, brackets included. */
const LONGEST_ADDRESS = 254;
/** What our columns hold. Longer ids exist; their digest threads as well as they do. */
const LONGEST_ID = 250;
/** RFC 5322 section 2.1.1: a line, and so an id that cannot be folded, has 998 octets with its brackets. */
const LONGEST_READ_ID = 996;
const ENVELOPE_RECIPIENTS = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to', 'x-rcpt-to'];

export type ReadHeaders = Pick<IncomingMail,
  'inReplyTo' | 'references' | 'from' | 'sender' | 'replyTo' | 'to' | 'cc' | 'deliveredTo' | 'returnPath' | 'subject' | 'date' | 'headers' | 'headerNames'> & {
  readonly ownMessageId: string | undefined;
  readonly defects: readonly string[];
};

/** The header fields of a mail as words and addresses. Takes unfolded name–value pairs, top to bottom. */
export function readHeaders(pairs: readonly { readonly key: string; readonly value: string }[], mostHeaders = READ_LIMITS.headers): ReadHeaders {
  const headers = new Map<string, string[]>();
  const kept = pairs.filter(({ key }) => /^[\x21-\x39\x3b-\x7e]{1,100}$/.test(key)).slice(0, mostHeaders);
  for (const { key, value } of kept) {
    const values = headers.get(key.toLowerCase()) ?? [];
    values.push(cleanText(value, MAX_VALUE).replaceAll('\n', ' '));
    headers.set(key.toLowerCase(), values);
  }
  const all = (name: string): readonly string[] => headers.get(name) ?? [];
  const from = addressesOf(all('from'));
  return {
    headers,
    headerNames: kept.map(({ key }) => key.toLowerCase()),
    ownMessageId: messageIds(all('message-id').slice(0, 1))[0],
    inReplyTo: messageIds(all('in-reply-to')),
    references: messageIds(all('references')),
    from,
    sender: addressesOf(all('sender'))[0],
    replyTo: addressesOf(all('reply-to')),
    to: addressesOf(all('to')),
    cc: addressesOf(all('cc')),
    deliveredTo: ENVELOPE_RECIPIENTS.flatMap((name) => addressesOf(all(name))).map(({ address }) => address).slice(0, MAX_ADDRESSES),
    returnPath: returnPathOf(all('return-path')[0]),
    subject: cleanLine(decodeWords(all('subject')[0] ?? ''), 500),
    date: dateOf(all('date')[0]),
    defects: [...(all('from').length > 1 ? ['several-from-headers'] : []), ...(pairs.length > mostHeaders ? ['too-many-headers'] : [])],
  };
}

/** Ids without angle brackets. An empty id is none: it must never match another empty one (helpdesk-peers case 10). */
export function messageIds(values: readonly string[]): string[] {
  const found = values.flatMap((value) => {
    // No pattern for the blanks at either end: beside blanks within, it would try every way to part them (10 s for a bracket and 5,000 blanks).
    const bracketed = [...value.matchAll(/<([^<>]+)>/g)].map(([, id]) => id!.replace(/\s+/g, '')).filter((id) => id.length <= LONGEST_READ_ID);
    return bracketed.length > 0 ? bracketed : value.trim().split(/[\s,]+/).filter((word) => /^[^\s@<>]+@[^\s@<>]+$/.test(word));
  });
  return [...new Set(found.filter((id) => id !== '').map(storable))].slice(-MAX_IDS);
}

function storable(id: string): string {
  return id.length <= LONGEST_ID ? id : `${createHash('sha256').update(id).digest('hex')}@long-id.invalid`;
}

function addressesOf(values: readonly string[]): EmailAddress[] {
  return values.flatMap((value) => parsed(value)).slice(0, MAX_ADDRESSES);
}

function parsed(value: string): EmailAddress[] {
  try {
    return addressParser(decodeAddressWords(value.slice(0, MAX_VALUE)), { flatten: true }).flatMap((one) => {
      const given = (one.address ?? '').trim();
      // An address is not mended: without its invisible letters it would be somebody else's (T6).
      const address = given === cleanLine(given, 320) ? parseAddress(given) : undefined;
      const name = cleanLine(one.name ?? '', 200);
      if (address === undefined || Buffer.byteLength(canonicalAddress(address)) > LONGEST_ADDRESS) return [];
      return [name === '' ? { address } : { address, name }];
    });
  } catch {
    return [];
  }
}

function returnPathOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const inside = (/<([^<>]*)>/.exec(value)?.[1] ?? value).trim();
  return inside === '' ? '' : parseAddress(inside);
}

function dateOf(value: string | undefined): Date | undefined {
  const date = new Date(value?.replace(/\([^()]*\)/g, '').trim() ?? '');
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1980 || date.getUTCFullYear() > 2100 ? undefined : date;
}
