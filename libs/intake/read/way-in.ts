import { BlockList, isIP } from 'node:net';
import type { IncomingMail } from '../domain/incoming-mail.js';

/** The hop that handed a mail to us: what SPF is asked about. */
export interface WayIn {
  readonly ip: string;
  readonly helo: string | undefined;
  /** '' is the null sender. */
  readonly mailFrom: string;
}

/** The servers between the outside and the mailbox, whose Received lines we believe. */
export interface OwnRelays {
  /** Names in the `by` clause. */
  readonly names: readonly string[];
  /** Their addresses, single or as `10.0.0.0/8`. This machine is always one. */
  readonly addresses: readonly string[];
}

const LOCAL_HANDOVER = /^(?:LMTPS?A?|LOCAL|PIPE)$/i;

/**
 * Reads the way in from the topmost Received lines, as far down as our own relays wrote them: the first client that is
 * none of them is the outside. What stands below came with the mail and may be invented. The envelope sender is the
 * Return-Path that stands above all Received lines: the delivering server writes it (RFC 5321 section 4.4).
 */
export function wayIn(mail: IncomingMail, relays: OwnRelays): WayIn | undefined {
  const mailFrom = mail.headerNames.indexOf('return-path') >= 0 && mail.headerNames.indexOf('return-path') < mail.headerNames.indexOf('received') ? mail.returnPath : undefined;
  if (mailFrom === undefined || relays.names.length === 0) return undefined;
  const names = new Set(relays.names.map((name) => name.toLowerCase()));
  const own = blockListOf(relays.addresses);
  for (const line of mail.headers.get('received') ?? []) {
    const hop = readHop(line);
    if (!hop || !names.has(hop.by)) return undefined;
    if (hop.ip === undefined && !LOCAL_HANDOVER.test(hop.protocol)) return undefined;
    if (hop.ip !== undefined && !own.check(hop.ip, isIP(hop.ip) === 6 ? 'ipv6' : 'ipv4')) return { ip: hop.ip, helo: hop.helo, mailFrom };
  }
  return undefined;
}

interface Hop {
  readonly by: string;
  readonly protocol: string;
  readonly helo: string | undefined;
  readonly ip: string | undefined;
}

/** `from helo (name [address]) by us with ESMTP …`. The last address in brackets before `by` is the connection's, never the one in the greeting (RFC 5321 section 4.4). */
function readHop(line: string): Hop | undefined {
  const [, clause] = /^\s*from\s(.*)$/is.exec(line) ?? [];
  const parts = clause === undefined ? null : /\sby\s+([^\s;()]+)(?:\s|;|$)/i.exec(clause);
  if (clause === undefined || !parts) return undefined;
  const [from, by, rest] = [clause.slice(0, parts.index).trim(), parts[1]!, clause.slice(parts.index + parts[0].length)];
  const literals = [...from.matchAll(/(?<!\b[he][eh]lo[ =])\[(?:IPv6:)?([0-9a-f.:]+)\]/gi)].map(([, ip]) => ip!).filter((ip) => isIP(ip) !== 0);
  const helo = /^[^\s()]+/.exec(from)?.[0];
  return { by: by.toLowerCase().replace(/\.$/, ''), protocol: /\bwith\s+(\S+)/i.exec(rest)?.[1] ?? '', helo, ip: from.includes('(') ? literals.at(-1) : undefined };
}

function blockListOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const address of ['127.0.0.0/8', '::1', ...addresses]) {
    const [ip = '', bits] = address.split('/');
    const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(ip) === 0) continue;
    if (bits === undefined) list.addAddress(ip, family);
    else list.addSubnet(ip, Number(bits), family);
  }
  return list;
}
