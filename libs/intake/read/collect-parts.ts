import { decodeWords } from 'postal-mime';
import type { AttachmentDescription } from '#tickets';
import { cleanLine, cleanText } from './clean-text.js';
import { htmlToPlain } from './html-to-plain.js';
import { textOf } from './mend-charset.js';
import type { MimePart } from './parse-mime.js';
import { CUT_HEADER } from './prepare-bytes.js';

const MAX_TEXT = 500_000;
const MAX_HTML = 2_000_000;
const MAX_ATTACHMENTS = 200;
const DANGEROUS = /\.(exe|com|scr|pif|bat|cmd|ps1|vbs?|vbe|jse?|wsf|wsh|hta|msi|msp|jar|lnk|reg|iso|img|vhd|dll|cpl|scf|docm|xlsm|pptm|dotm|xlam|svg|html?|xht(ml)?|mht(ml)?|url|chm|gadget|apk|dmg|app|sh)$/i;
const DANGEROUS_TYPES = /^(text\/html|image\/svg\+xml|application\/(x-msdownload|x-msdos-program|hta|javascript|x-sh|x-executable|java-archive|xhtml\+xml))$/;
const REPORTS = ['message/delivery-status', 'message/feedback-report', 'message/global-delivery-status', 'message/disposition-notification'];
const RETURNED = ['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers', 'message/global', 'message/global-headers'];

export interface CollectedParts {
  readonly text: string;
  readonly html: string | undefined;
  readonly attachments: readonly AttachmentDescription[];
  readonly deliveryStatus: readonly string[];
  /** Mails inside the mail: forwarded, or returned by a report. */
  readonly enclosed: readonly ArrayBuffer[];
  readonly defects: readonly string[];
}

interface Bag {
  readonly plain: string[];
  readonly html: string[];
  readonly attachments: AttachmentDescription[];
  readonly deliveryStatus: string[];
  readonly enclosed: ArrayBuffer[];
  readonly defects: Set<string>;
}

/** Walks the tree once: texts to read, attachments to describe, report parts. Part numbers as in IMAP (RFC 3501 6.4.5). */
export function collectParts(root: MimePart): CollectedParts {
  const bag: Bag = { plain: [], html: [], attachments: [], deliveryStatus: [], enclosed: [], defects: new Set() };
  walk(root, root.contentType.multipart ? '' : '1', bag);
  return {
    text: cleanText(bag.plain.join('\n').trim(), MAX_TEXT),
    html: bag.html.length === 0 ? undefined : cleanText(bag.html.join('\n'), MAX_HTML),
    attachments: bag.attachments,
    deliveryStatus: bag.deliveryStatus,
    enclosed: bag.enclosed,
    defects: [...bag.defects],
  };
}

function walk(part: MimePart, number: string, bag: Bag): void {
  if (part.contentType.multipart) {
    const children = part.childNodes.map((child, at) => ({ child, number: `${number}${number && '.'}${at + 1}` }));
    if (part.contentType.multipart.toLowerCase() === 'alternative') walkAlternatives(children, bag);
    else for (const { child, number: own } of children) walk(child, own, bag);
    return;
  }
  const type = part.contentType.parsed.value;
  if (REPORTS.includes(type)) bag.deliveryStatus.push(cleanText(textOf(part).text, 50_000));
  else if (RETURNED.includes(type) && part.content && bag.enclosed.length < 5) bag.enclosed.push(part.content);
  if (isBodyText(part, bag)) addText(part, type, bag);
  else if (!REPORTS.includes(type)) describe(part, number, type, bag);
}

/** The same said several ways: the plain one, unless it is empty. All the HTML is kept for the console (T24). */
function walkAlternatives(children: readonly { child: MimePart; number: string }[], bag: Bag): void {
  const ways = children.map(({ child, number }) => {
    const own: Bag = { ...bag, plain: [], html: [] };
    walk(child, number, own);
    return own;
  });
  const spoken = ways.find(({ plain, html }) => html.length === 0 && plain.join('').trim() !== '') ?? ways.find(({ plain }) => plain.join('').trim() !== '');
  bag.plain.push(...(spoken?.plain ?? []));
  bag.html.push(...ways.flatMap(({ html }) => html));
}

function isBodyText(part: MimePart, bag: Bag): boolean {
  const { parsed: { value: type, params } } = part.contentType;
  if (type !== 'text/plain' && type !== 'text/html' && type !== '' && type !== 'text') return false;
  const { value: disposition, params: named } = part.contentDisposition.parsed;
  if (disposition === 'attachment') return false;
  // A text with a name that is not the first one is a file which the client shows inline.
  return !(named['filename'] ?? params['name']) || bag.plain.length === 0;
}

function addText(part: MimePart, type: string, bag: Bag): void {
  const { text, mended } = textOf(part);
  if (mended) bag.defects.add('text-charset');
  if (text.length > MAX_TEXT) bag.defects.add('text-cut');
  if (type !== 'text/html') {
    bag.plain.push(text.slice(0, MAX_TEXT));
    return;
  }
  bag.html.push(text.slice(0, MAX_HTML));
  bag.plain.push(htmlToPlain(text));
}

function describe(part: MimePart, number: string, type: string, bag: Bag): void {
  if (bag.attachments.length >= MAX_ATTACHMENTS) {
    bag.defects.add('too-many-attachments');
    return;
  }
  const given = part.contentDisposition.parsed.params['filename'] ?? part.contentType.parsed.params['name'] ?? '';
  const name = fileName(given, number, type);
  bag.attachments.push({
    part: number,
    name,
    type: cleanLine(type, 100) || 'application/octet-stream',
    sizeBytes: sizeOf(part),
    inline: part.contentDisposition.parsed.value !== 'attachment' && (part.contentId !== undefined || part.contentDisposition.parsed.value === 'inline'),
    dangerous: DANGEROUS.test(name) || DANGEROUS_TYPES.test(type),
  });
}

function sizeOf(part: MimePart): number {
  const cut = part.headers.findLast(({ key }) => key === CUT_HEADER)?.value;
  const length = part.content?.byteLength ?? 0;
  return length === 0 && cut !== undefined && /^\d{1,9}$/.test(cut) ? Number(cut) : length;
}

/** No path, no control characters; the extension survives the cut, since it tells what the file is (T18). */
function fileName(given: string, number: string, type: string): string {
  const clean = cleanLine(decodeWords(given), 400).replace(/^.*[/\\]/, '').trim();
  if (clean === '' || clean === '.' || clean === '..') return `part-${number}${type === 'message/rfc822' ? '.eml' : ''}`;
  const extension = /\.[^.\s]{1,10}$/.exec(clean)?.[0] ?? '';
  return clean.length <= 120 ? clean : clean.slice(0, 120 - extension.length) + extension;
}
