import type { AttachmentDescription } from '#tickets';
import { calendarText } from './calendar-text.js';
import { cleanText } from './clean-text.js';
import { contentOf, described, describePart } from './describe-part.js';
import { htmlToPlain } from './html-to-plain.js';
import { textOf } from './mend-charset.js';
import type { MimePart } from './parse-mime.js';
import { SEALED, sealOf } from './seals.js';
import { tellsAnotherStory } from './two-stories.js';
import { readTnef } from './tnef.js';

/** A hundred pages. Every copy of a text on its way to the ticket costs memory, and the mail itself is one click away. */
const MAX_TEXT = 200_000;
const MAX_HTML = 1_000_000;
const MAX_ATTACHMENTS = 200;
const REPORTS = ['message/delivery-status', 'message/feedback-report', 'message/global-delivery-status', 'message/disposition-notification'];
const RETURNED = ['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers', 'message/global', 'message/global-headers'];
const CALENDARS = ['text/calendar', 'application/ics'];
const TNEF = /^application\/(vnd\.)?ms-tnef$/;
/** Types that are read as the text of a mail. The empty ones come from programs that forgot theirs. */
const TEXTS = ['text/plain', 'text/html', 'text/enriched', 'text/richtext', 'text', ''];

export interface CollectedParts {
  /** With the marks of html-to-plain.ts. */
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
  readonly calendars: string[];
  readonly attachments: AttachmentDescription[];
  readonly deliveryStatus: string[];
  readonly enclosed: ArrayBuffer[];
  readonly defects: Set<string>;
}

/** Walks the tree once: texts to read, attachments to describe, report parts. Part numbers as in IMAP (RFC 3501 6.4.5). */
export function collectParts(root: MimePart): CollectedParts {
  const bag: Bag = { plain: [], html: [], calendars: [], attachments: [], deliveryStatus: [], enclosed: [], defects: new Set() };
  walk(root, root.contentType.multipart ? '' : '1', bag);
  const text = bag.plain.join('\n').trim();
  return {
    text: cleanText(text || bag.calendars.join('\n\n') || sealedNotes(bag), MAX_TEXT),
    html: bag.html.length === 0 ? undefined : cleanText(bag.html.join('\n'), MAX_HTML),
    attachments: bag.attachments,
    deliveryStatus: bag.deliveryStatus,
    enclosed: bag.enclosed,
    defects: [...bag.defects],
  };
}

/** A mail that nobody here can open says so instead of being empty. */
function sealedNotes({ defects }: Bag): string {
  return [...defects].flatMap((defect) => SEALED[defect] ?? []).join('\n');
}

function walk(part: MimePart, number: string, bag: Bag, isResource = false): void {
  const seal = sealOf(part);
  if (seal) bag.defects.add(seal);
  if (part.contentType.multipart) {
    const children = part.childNodes.map((child, at) => ({ child, number: `${number}${number && '.'}${at + 1}` }));
    if (part.contentType.multipart.toLowerCase() === 'alternative') walkAlternatives(children, bag);
    else {
      // RFC 2387: the first part is what is shown, the others are what it refers to.
      const isRelated = part.contentType.multipart.toLowerCase() === 'related';
      const before = bag.plain.length;
      for (const { child, number: own } of children) walk(child, own, bag, isResource || (isRelated && bag.plain.length > before));
    }
    return;
  }
  const type = part.contentType.parsed.value;
  if (REPORTS.includes(type)) bag.deliveryStatus.push(cleanText(textOf(part).text, 50_000));
  else if (RETURNED.includes(type) && part.content && bag.enclosed.length < 5) bag.enclosed.push(part.content);
  else if (CALENDARS.includes(type)) bag.calendars.push(calendarText(textOf(part).text));
  if (!isResource && isBodyText(part, bag)) {
    addText(part, type, bag);
    // A first text with a file name is both: it is read here, and was sent as a file.
    if (part.contentDisposition.parsed.params['filename']) add(describePart(part, number, type), bag);
  } else if (!unpacked(part, number, type, bag)) add(describePart(part, number, type), bag);
}

/** The same said several ways: the plain ones, unless they are empty. All the HTML is kept for the console (T24). */
function walkAlternatives(children: readonly { child: MimePart; number: string }[], bag: Bag): void {
  const ways = children.map(({ child, number }) => {
    const own: Bag = { ...bag, plain: [], html: [] };
    walk(child, number, own);
    return own;
  });
  const plainly = ways.filter(({ plain, html }) => html.length === 0 && plain.join('').trim() !== '');
  const spoken = plainly.length > 0 ? plainly : ways.filter(({ plain }) => plain.join('').trim() !== '').slice(0, 1);
  if (plainly.length > 0 && tellsAnotherStory(plainly.map(({ plain }) => plain.join('\n')).join('\n'), ways.filter(({ html }) => html.length > 0).map(({ plain }) => plain.join('\n')).join('\n'))) bag.defects.add('parts-differ');
  bag.plain.push(...new Set(spoken.map(({ plain }) => plain.join('\n'))));
  bag.html.push(...ways.flatMap(({ html }) => html));
}

function isBodyText(part: MimePart, bag: Bag): boolean {
  const { parsed: { value: type, params } } = part.contentType;
  if (!TEXTS.includes(type)) return false;
  const { value: disposition, params: named } = part.contentDisposition.parsed;
  if (disposition === 'attachment') return false;
  // A text with a name that is not the first one is a file which the client shows inline.
  return !(named['filename'] ?? params['name']) || bag.plain.length === 0;
}

function addText(part: MimePart, type: string, bag: Bag): void {
  const { text, mended } = textOf(part);
  if (mended) bag.defects.add('text-charset');
  if (text.length > MAX_TEXT) bag.defects.add('text-cut');
  if (type === 'text/html') addHtml(text, bag);
  else if (type === 'text/enriched' || type === 'text/richtext') bag.plain.push(withoutCommands(text.slice(0, MAX_TEXT)));
  else bag.plain.push(text.slice(0, MAX_TEXT));
}

function addHtml(html: string, bag: Bag): void {
  bag.html.push(html.slice(0, MAX_HTML));
  bag.plain.push(htmlToPlain(html));
}

/** RFC 1896: `<bold>`, with `<<` for a bracket and single line ends as blanks. */
function withoutCommands(text: string): string {
  return text.replace(/<param>[^<]{0,500}<\/param>/gi, '').replace(/<<|<\/?[a-z-]{1,60}>/gi, (found) => (found === '<<' ? '<' : ''));
}

/** winmail.dat: Outlook's own wrapping. Its attachments count as parts of this part. */
function unpacked(part: MimePart, number: string, type: string, bag: Bag): boolean {
  const name = part.contentDisposition.parsed.params['filename'] ?? part.contentType.parsed.params['name'] ?? '';
  if (!TNEF.test(type) && !/^winmail\.dat$/i.test(name.trim())) return false;
  const content = readTnef(contentOf(part));
  if (!content) return false;
  content.attachments.forEach((one, at) => add(described(one.name, `${number}.${at + 1}`, one.type, one.bytes.byteLength), bag));
  // Gateways repeat the text outside; only where they did not, it is read from here.
  if (bag.plain.join('').trim() === '') {
    if (content.text.trim() !== '') bag.plain.push(content.text.slice(0, MAX_TEXT));
    else if (content.html) addHtml(content.html, bag);
  }
  return true;
}

function add(attachment: AttachmentDescription, bag: Bag): void {
  if (bag.attachments.length < MAX_ATTACHMENTS) bag.attachments.push(attachment);
  else bag.defects.add('too-many-attachments');
}
