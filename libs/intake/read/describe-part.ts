import type { AttachmentDescription } from '#tickets';
import { marksByName } from '../domain/attachment/marks.js';
import { withTricksShown } from '../domain/attachment/safe-name.js';
import { decodeBytes } from './charset.js';
import { cleanLine } from './clean-text.js';
import { CUT_HEADER } from './condense.js';
import { decodeWords } from './decode-words.js';
import type { MimePart } from './parse-mime.js';

/** What a part is called that has no name of its own. */
const NAMES: Readonly<Record<string, string>> = {
  'text/calendar': 'invite.ics', 'application/ics': 'invite.ics', 'message/delivery-status': 'delivery-status.txt', 'message/disposition-notification': 'receipt.txt', 'message/feedback-report': 'feedback-report.txt',
  'application/pkcs7-signature': 'smime.p7s', 'application/x-pkcs7-signature': 'smime.p7s', 'application/pkcs7-mime': 'smime.p7m', 'application/x-pkcs7-mime': 'smime.p7m', 'application/pgp-signature': 'signature.asc', 'text/x-vcard': 'contact.vcf', 'text/vcard': 'contact.vcf', 'application/ms-tnef': 'winmail.dat',
};
const ENCLOSED_MAIL = 'message/rfc822';
const MAX_DESCRIPTION = 60;

/** What a person sees of a part that is no text to read: name, type, size, whether it may harm. */
export function describePart(part: MimePart, number: string, type: string): AttachmentDescription {
  const disposition = part.contentDisposition.parsed.value;
  return described(nameOf(part, number, type), number, type, sizeOf(part), disposition !== 'attachment' && (part.contentId !== undefined || disposition === 'inline'));
}

/** The same for what was unpacked from a part. */
export function described(name: string, number: string, type: string, sizeBytes: number, inline = false): AttachmentDescription {
  const shown = fileName(name, `part-${number}`);
  const marks = marksByName(shown, type);
  return { part: number, name: shown, type: cleanLine(type, 100) || 'application/octet-stream', sizeBytes, inline, dangerous: marks.length > 0, marks };
}

/** The content without the line end that belongs to the boundary below it (RFC 2046 section 5.1.1). */
export function contentOf(part: MimePart): Uint8Array {
  const bytes = new Uint8Array(part.content ?? new ArrayBuffer(0));
  const isEncoded = /base64|quoted-printable/i.test(part.contentTransferEncoding.value);
  return !isEncoded && bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
}

function nameOf(part: MimePart, number: string, type: string): string {
  const given = part.contentDisposition.parsed.params['filename'] ?? part.contentType.parsed.params['name'] ?? '';
  if (given.trim() !== '') return given;
  if (type === ENCLOSED_MAIL) return `${(subjectOf(part) || `part-${number}`).replace(/[/\\]/g, '-')}.eml`;
  const description = decodeWords(part.contentDescription ?? '').replace(/[/\\]/g, '-').trim();
  if (description !== '' && description.length <= MAX_DESCRIPTION) return /\.\w{2,5}$/.test(description) || !/^(text|message)\//.test(type) ? description : `${description}.txt`;
  return NAMES[type] ?? '';
}

/** The subject of an enclosed mail, from its first bytes. */
function subjectOf(part: MimePart): string {
  const bytes = Buffer.from(contentOf(part)).subarray(0, 32 * 1024);
  const hint = /charset\s{0,5}=\s{0,5}"?([\w.:-]{2,40})/i.exec(bytes.toString('latin1'))?.[1] ?? '';
  const head = decodeBytes(bytes, hint).text.split(/\r?\n\r?\n/)[0]!.replace(/\r?\n[ \t]+/g, ' ');
  return cleanLine(decodeWords(/^subject:([^\r\n]{0,1000})/im.exec(head)?.[1] ?? ''), 100);
}

function sizeOf(part: MimePart): number {
  const cut = part.headers.findLast(({ key }) => key === CUT_HEADER)?.value;
  const length = contentOf(part).byteLength;
  return cut !== undefined && /^\d{1,9}$/.test(cut) ? Math.max(Number(cut), length) : length;
}

/** No path, no control characters, every trick in plain sight; the extension survives the cut, since it tells what the file is (T18). */
function fileName(given: string, otherwise: string): string {
  const clean = cleanLine(withTricksShown(decodeWords(given).replace(/^[\s\ufeff\u200b]+|(?<![\s\ufeff\u200b])[\s\ufeff\u200b]+$/g, '')), 400).replace(/^.*[/\\]/, '').trim();
  if (clean === '' || clean === '.' || clean === '..') return otherwise;
  const extension = /\.[^.\s]{1,10}$/.exec(clean)?.[0] ?? '';
  return clean.length <= 120 ? clean : clean.slice(0, 120 - extension.length) + extension;
}
