import { readMime } from '../../../libs/intake/read/read-mime.js';
import { splitReply } from '../../../libs/intake/read/split-reply.js';
import { bytesOf, jsonOf, outcome, shorten, squeezed, type Outcome } from './outcome.js';

interface CrispCase {
  readonly file: string;
  readonly checks: readonly { readonly check: string; readonly value?: string | number }[];
}

/** What remains of a bare text when quotation and signature are cut. */
export function crisp(): Promise<Outcome> {
  const cases = Object.entries(jsonOf<CrispCase>('crisp-email-reply-parser', 'expected.json'))
    .flatMap(([name, { file, checks }]) => checks.filter(({ check }) => check === 'visible_reply_trim_equals').map(({ value }) => [name, { file, value: String(value) }] as const));
  return outcome('crisp-email-reply-parser', 27, cases, async ({ file, value }) => {
    const { fresh } = splitReply(bytesOf('crisp-email-reply-parser', file).toString('utf8'));
    return squeezed(fresh) === squeezed(value) ? [] : [`${shorten(tail(fresh))} for ${shorten(tail(value))}`];
  });
}

interface TalonCase {
  readonly file: string;
  readonly reply_text?: string;
  readonly reply_text_ignoring_whitespace?: string;
}

function talonCases(folder: string): (readonly [string, TalonCase])[] {
  return Object.entries(jsonOf<TalonCase>('talon', 'expected.json')).filter(([name]) => name.startsWith(folder));
}

/** Whole mails of the usual clients. The signature counts as the reply there. */
export function talonStandard(): Promise<Outcome> {
  return outcome('talon standard', 7, talonCases('standard_replies/'), async ({ file, reply_text: expected = '' }) => {
    const { fresh, signature } = await readMime(bytesOf('talon', file));
    return sameReply(expected, fresh, signature);
  });
}

/** Bare HTML as the usual clients write it. */
export function talonHtml(): Promise<Outcome> {
  return outcome('talon html', 6, talonCases('html_replies/'), async ({ file, reply_text_ignoring_whitespace: expected = '' }) => {
    const head = Buffer.from('From: alex@client.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n');
    const { fresh, signature } = await readMime(Buffer.concat([head, bytesOf('talon', file)]));
    return sameReply(expected, fresh, signature);
  });
}

interface DiscourseCase {
  readonly file: string;
  readonly reply_text?: readonly { readonly text: string; readonly prefer_html?: boolean }[];
}

/** Replies to a forum; its Markdown is stripped before comparing. */
export function discourse(): Promise<Outcome> {
  const cases = Object.entries(jsonOf<DiscourseCase>('discourse', 'expected.json')).flatMap(([name, { file, reply_text }]) => {
    const wanted = reply_text?.find((one) => one.prefer_html !== true) ?? reply_text?.[0];
    return wanted ? [[name, { file, text: wanted.text }] as const] : [];
  });
  return outcome('discourse replies', Math.ceil(cases.length * 0.8), cases, async ({ file, text }) => {
    const { fresh, signature } = await readMime(bytesOf('discourse', file));
    const wanted = unmarked(text);
    return [fresh, `${fresh}\n${signature}`].some((one) => unmarked(one) === wanted) ? [] : [`${shorten(fresh)} for ${shorten(text)}`];
  });
}

/** Without Markdown, also without its quotations, which are no reply. */
function unmarked(text: string): string {
  return squeezed(text.split('\n').filter((line) => !line.startsWith('>')).join('\n').replace(/[*_`]/g, ''));
}

function sameReply(expected: string, fresh: string, signature: string): string[] {
  return [fresh, `${fresh}\n${signature}`].some((one) => squeezed(one) === squeezed(expected)) ? [] : [`${shorten(fresh)} + ${shorten(signature)} for ${shorten(expected)}`];
}

function tail(text: string): string {
  return text.slice(-110);
}
