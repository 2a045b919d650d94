import { addressParser } from 'postal-mime';

/** The name under which the local mail server gives its verdicts; portals of the demo believe this one only (R72). */
export const AUTHSERV_ID = 'mail.rekey.example';

export interface Envelope {
  /** The mailbox that signed in to send; undefined when nobody did. */
  readonly signedInAs?: string;
  readonly mailFrom: string;
  /** Whether an address is a mailbox of this server. */
  readonly isOurs: (address: string) => boolean;
}

/**
 * Writes on a mail what this server knows about its sender: a DMARC result for the domain of the From header. It passes
 * when the one author is a mailbox of ours and is who signed in or, where nobody signed in, the envelope sender.
 * Results that claim to be ours are removed first (RFC 8601 §5).
 */
export function stampAuthenticity(raw: Buffer, envelope: Envelope): Buffer {
  const { fields, rest } = splitHeader(raw);
  const kept = fields.filter((field) => !claimsToBeOurs(field));
  const author = authorOf(kept);
  const sender = (envelope.signedInAs ?? envelope.mailFrom).toLowerCase();
  const passes = author !== undefined && author === sender && envelope.isOurs(author);
  const domain = author?.slice(author.lastIndexOf('@') + 1);
  const verdict = `Authentication-Results: ${AUTHSERV_ID}; dmarc=${passes ? 'pass' : 'fail'}${domain ? ` header.from=${domain}` : ''}\r\n`;
  return Buffer.concat([Buffer.from(verdict, 'latin1'), Buffer.from(kept.join(''), 'latin1'), rest]);
}

/** Header fields with their folded lines and line ends, byte for byte (latin1), and everything from the empty line on. */
function splitHeader(raw: Buffer): { fields: string[]; rest: Buffer } {
  const text = raw.toString('latin1');
  // Not `^` with the m flag, which also matches between \r and \n.
  const end = /(?<=^|\n)\r?\n/.exec(text)?.index ?? text.length;
  const fields = text.slice(0, end).match(/[^\n]*\n(?:[ \t][^\n]*\n)*|[^\n]+$/g) ?? [];
  return { fields, rest: raw.subarray(end) };
}

function claimsToBeOurs(field: string): boolean {
  const body = valueOf(field, 'authentication-results');
  if (body === undefined) return false;
  const authservId = body.replace(/\([^)]*\)/g, ' ').trim().split(/[\s;]/)[0]?.replaceAll('"', '').toLowerCase();
  return authservId === AUTHSERV_ID || authservId === '';
}

/** The one author, in lower case; undefined when there is none, several, or one who cannot be read. */
function authorOf(fields: readonly string[]): string | undefined {
  const from = fields.map((field) => valueOf(field, 'from')).filter((value) => value !== undefined);
  if (from.length !== 1) return undefined;
  const authors = addressParser(from[0] ?? '', { flatten: true });
  const address = authors.length === 1 ? authors[0]?.address?.toLowerCase() : undefined;
  return address && /^[^@\s]+@[^@\s]+$/.test(address) ? address : undefined;
}

function valueOf(field: string, name: string): string | undefined {
  const colon = field.indexOf(':');
  if (colon < 0 || field.slice(0, colon).trim().toLowerCase() !== name) return undefined;
  return field.slice(colon + 1).replace(/\r?\n[ \t]/g, ' ').trim();
}
