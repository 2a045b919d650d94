import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IncomingMail } from '../../../libs/intake/domain/incoming-mail.js';
import { htmlToPlain } from '../../../libs/intake/read/html-to-plain.js';
import { leavesOf } from '../../../libs/intake/read/leaves-of.js';
import { readMime } from '../../../libs/intake/read/read-mime.js';
import { bytesOf, CORPUS, jsonOf, outcome, shareFound, shorten, squeezed, type Outcome } from './outcome.js';

const ENOUGH_WORDS = 0.9;

interface ZammadCase {
  readonly file: string;
  readonly subject?: string;
  readonly from_email?: string;
  readonly from_display_name?: string;
  readonly body_text?: string;
  readonly body_empty?: boolean;
  readonly attachments?: readonly { readonly filename: string; readonly size?: number }[];
}

/** All five: subject, address, name, the words of the body, the attachments by size. */
export function zammad(): Promise<Outcome> {
  return outcome('zammad', 52, Object.entries(jsonOf<ZammadCase>('zammad', 'expected.json')), async (expected) => {
    const mail = await readMime(bytesOf('zammad', expected.file));
    const [from] = mail.from;
    return [
      ...(expected.subject !== undefined ? differs('subject', expected.subject, mail.subject) : []),
      ...(expected.from_email ? differs('from', expected.from_email.toLowerCase(), from?.address.toLowerCase() ?? '') : []),
      ...(expected.from_display_name !== undefined ? differs('name', expected.from_display_name, from?.name ?? '') : []),
      ...lacks('body', expected.body_text ?? '', mail.text),
      ...(expected.attachments ? attachmentsLack(expected.attachments.filter(({ filename }) => !/^message\.(html|txt)$/.test(filename)), mail) : []),
    ];
  });
}

interface StalwartCase {
  readonly file: string;
  readonly subject?: string | null;
  readonly from?: readonly { readonly address?: string | null; readonly name?: string | null }[];
  readonly text_body?: readonly { readonly kind: string; readonly text?: string }[];
  readonly html_body?: readonly { readonly kind: string; readonly text?: string }[];
}

/** Subject, authors, the words of the body. */
export function stalwart(): Promise<Outcome> {
  return outcome('stalwart-mail-parser', 69, Object.entries(jsonOf<StalwartCase>('stalwart-mail-parser', 'expected.simple.json')), async (expected) => {
    const mail = await readMime(bytesOf('stalwart-mail-parser', expected.file));
    const addresses = (expected.from ?? []).map(({ address }) => address?.toLowerCase()).filter((address) => address?.includes('@'));
    const body = (expected.text_body ?? []).map(({ kind, text = '' }) => (kind === 'Html' ? htmlToPlain(text) : text)).join('\n');
    return [
      ...differs('subject', expected.subject ?? '', mail.subject),
      ...differs('from', addresses.join(), mail.from.map(({ address }) => address.toLowerCase()).join()),
      ...lacks('body', body, mail.text),
    ];
  });
}

interface PhpCase {
  readonly file: string;
  readonly subject: string;
  readonly from_addresses: readonly { readonly address: string }[];
  readonly to_addresses: readonly { readonly address: string }[];
  readonly text_check: readonly [string, ...(string | number)[]];
  readonly html_check: readonly [string, ...(string | number)[]];
  readonly attachments: readonly { readonly filename: string; readonly size: number; readonly disposition: string }[];
}

/** Subject, From, To, text, HTML, attachments with exact sizes and names. */
export function phpMimeMailParser(): Promise<Outcome> {
  return outcome('php-mime-mail-parser', 14, Object.entries(jsonOf<PhpCase>('php-mime-mail-parser', 'expected.json')), async (expected) => {
    const mail = await readMime(bytesOf('php-mime-mail-parser', expected.file));
    return [
      ...differs('subject', squeezed(expected.subject), mail.subject),
      ...differs('from', expected.from_addresses.map(({ address }) => address).join(), mail.from.map(({ address }) => address).join()),
      ...differs('to', expected.to_addresses.map(({ address }) => address).join(), mail.to.map(({ address }) => address).join()),
      ...probe('text', expected.text_check, mail.text),
      ...probe('html', expected.html_check, mail.html ?? ''),
      ...attachmentsLack(expected.attachments.map((one) => (one.filename.startsWith('noname') ? { ...one, filename: '' } : one)), mail, true),
    ];
  });
}

/** The bodies of all leaves, also of mails within the mail, byte for byte but for line ends. */
export function mime4j(): Promise<Outcome> {
  const names = globSync(join(CORPUS, 'james-mime4j', '*', '*.msg')).sort();
  return outcome('james-mime4j', 45, names.map((path) => [basename(path), path] as const), async (path) => {
    const stem = path.slice(CORPUS.length, -'.msg'.length);
    const expected = globSync(join(CORPUS, `${globEscaped(stem)}_decoded_*.{txt,bin}`)).map((one) => bytesOf(one.slice(CORPUS.length))).map(comparable);
    const ours = (await leavesOf(bytesOf(path.slice(CORPUS.length)))).map(({ bytes }) => comparable(Buffer.from(bytes)));
    const missing = expected.filter((body) => body !== '' && !ours.includes(body));
    return missing.length === 0 ? [] : [`${missing.length} of ${expected.length} bodies missing: ${shorten(missing[0])} ours ${ours.map(shorten).join(' | ').slice(0, 400)}`];
  });
}

function globEscaped(path: string): string {
  return path.replace(/[[\]{}*?!()]/g, '\\$&');
}

function comparable(body: Buffer): string {
  return body.toString('latin1').replace(/\r\n?/g, '\n').replace(/\n+$/, '');
}

function differs(what: string, expected: string, ours: string): string[] {
  return squeezed(expected) === squeezed(ours) ? [] : [`${what} ${shorten(ours)} for ${shorten(expected)}`];
}

function lacks(what: string, expected: string, ours: string): string[] {
  const share = shareFound(expected, ours);
  return share >= ENOUGH_WORDS ? [] : [`${what} has ${(share * 100).toFixed(0)} % of ${shorten(expected)}: ${shorten(ours)}`];
}

function probe(what: string, [kind, first, second]: readonly [string, ...(string | number)[]], ours: string): string[] {
  if (kind === 'MATCH') return differs(what, String(first), ours);
  return ours.split(String(second)).length - 1 === Number(first) ? [] : [`${what} lacks ${shorten(String(second))}: ${shorten(ours)}`];
}

function attachmentsLack(expected: readonly { readonly filename: string; readonly size?: number }[], mail: IncomingMail, byName = false): string[] {
  const left = [...mail.attachments];
  return expected.flatMap(({ filename, size }) => {
    const at = left.findIndex((one) => (size === undefined || one.sizeBytes === size) && (!byName || filename === '' || one.name === filename));
    if (at < 0) return [`attachment ${shorten(filename)} of ${size} bytes among ${mail.attachments.map((one) => `${one.name} ${one.sizeBytes}`).join(', ')}`];
    left.splice(at, 1);
    return [];
  });
}
