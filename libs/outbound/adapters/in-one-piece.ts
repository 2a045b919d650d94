import { Readable } from 'node:stream';
import type MimeNode from 'nodemailer/lib/mime-node';
import { quotedPrintable } from '../render/quoted-printable.js';

const END = Buffer.from('\r\n');

/**
 * A mail without files at once, and not in the dozen pieces that nodemailer writes through five streams: each is a call of the
 * system here and wakes the relay up, which took a fifth of the worker's time. Its texts have to be marked as
 * quoted-printable (`encoding`).
 */
export function inOnePiece(message: MimeNode): Readable {
  const whole = new Readable({ read: () => undefined });
  whole.push(Buffer.concat(piecesOf(message)));
  whole.push(null);
  return whole;
}

function piecesOf(node: MimeNode): Buffer[] {
  const headers = Buffer.from(`${node.buildHeaders()}\r\n\r\n`);
  const { boundary } = node;
  if (!boundary) return [headers, quotedPrintable(String(node.content)), END];
  return [headers, ...node.childNodes.flatMap((child) => [Buffer.from(`--${boundary}\r\n`), ...piecesOf(child)]), Buffer.from(`--${boundary}--\r\n`)];
}
