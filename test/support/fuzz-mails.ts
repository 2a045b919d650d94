import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nameDomain } from '../../libs/intake/adapters/named-domain.js';
import { judgeAuthenticity } from '../../libs/intake/domain/authenticity.js';
import { readDeliveryReport } from '../../libs/intake/domain/delivery-report/read-delivery-report.js';
import { maskMail } from '../../libs/intake/domain/mask-mail.js';
import { screenMail } from '../../libs/intake/domain/screen-mail.js';
import { senderFlags } from '../../libs/intake/domain/sender-flags.js';
import { toRecognise } from '../../libs/intake/domain/to-recognise.js';
import { inspectFile } from '../../libs/intake/read/inspect-file.js';
import { readMime } from '../../libs/intake/read/read-mime.js';
import { wayIn } from '../../libs/intake/read/way-in.js';
import { recognise } from '../../libs/recognition/recognise.js';
import { CORPUS, pathsOfCorpus } from './corpus/outcome.js';
import { leastCpu } from './cpu-ms.js';

/** Of processor time: the clock runs on while other tests have the machine. */
const SLOWEST_MS = 5_000;
const LARGEST_SEED_BYTES = 1024 * 1024;
const SCRAPS = ['\r\n', '\n\n', '\r', '\0', '--', '=?utf-8?B?', '?=', '"', '(', '<', '>', ';', ': ', '=', '\xff\xfe', '\x1b$B', 'boundary=', 'charset=utf-16', '*0*=\'\'', '&#xfdd0;', 'Content-Type: multipart/mixed; boundary="x"\r\n\r\n', 'Content-Transfer-Encoding: base64\r\n', '<div>'.repeat(200), '> '.repeat(500), ' '.repeat(5_000), '\t<', '---><!--'.repeat(50), 'A'.repeat(20_000)].map((scrap) => Buffer.from(scrap, 'latin1'));

export interface Finding {
  /** By which it can be had again: `npm run fuzz -- --seed=…`. */
  readonly seed: number;
  readonly from: string;
  readonly problem: string;
}

export interface Fuzzed {
  readonly mails: number;
  readonly slowestMs: number;
  readonly findings: readonly Finding[];
}

/** Repeatable numbers (mulberry32). */
export function numbers(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Mails to break: the ones of other projects beside this repository where they are, and our own. */
export function seedMails(): string[] {
  const foreign = pathsOfCorpus().map((path) => join(CORPUS, path));
  return [...foreign, ...globSync('test/mail/**/*.eml').toSorted()].filter((path) => statSync(path).size <= LARGEST_SEED_BYTES);
}

/** One mail, broken in up to eight places, perhaps crossed with another. The same seed breaks it the same way. */
export function mutated(seed: number, paths: readonly string[]): { readonly from: string; readonly bytes: Buffer } {
  const next = numbers(seed);
  const from = paths[next(paths.length)]!;
  let bytes = readFileSync(from);
  if (next(10) === 0) {
    const other = readFileSync(paths[next(paths.length)]!);
    bytes = Buffer.concat([bytes.subarray(0, next(bytes.length + 1)), other.subarray(next(other.length + 1))]);
  }
  for (let change = next(8); change >= 0; change -= 1) {
    // Half of the changes hit the header, where the meaning is.
    const at = next(2) === 0 ? next(Math.min(bytes.length, 4_000) + 1) : next(bytes.length + 1);
    const insert = [Buffer.alloc(0), Buffer.from([next(256)]), SCRAPS[next(SCRAPS.length)]!, bytes.subarray(at, at + next(2_000))][next(4)]!;
    bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + [0, 1, 5, 40, 400][next(5)]!)]);
  }
  return { from, bytes };
}

/** Reads broken mails until the time is over. Never throws for what a mail does: that is what is found. */
export async function fuzz(firstSeed: number, forMs: number, most = Number.POSITIVE_INFINITY): Promise<Fuzzed> {
  const paths = seedMails();
  // The first mail of a process waits for what recognition has learned, whatever is in it.
  await problemWith(Buffer.from('From: a@x.example\r\n\r\nIch habe mein Passwort vergessen.\r\n'));
  const until = performance.now() + forMs;
  const findings: Finding[] = [];
  let [mails, slowestMs] = [0, 0];
  for (let seed = firstSeed; performance.now() < until && mails < most; seed += 1, mails += 1) {
    const { from, bytes } = mutated(seed, paths);
    const before = Buffer.from(bytes);
    const { ms: tookMs, result: problem } = await leastCpu(SLOWEST_MS, () => problemWith(bytes));
    slowestMs = Math.max(slowestMs, tookMs);
    for (const one of [problem, tookMs > SLOWEST_MS ? `took ${Math.round(tookMs)} ms` : undefined, before.equals(bytes) ? undefined : 'the raw mail was changed by reading it']) {
      if (one !== undefined) findings.push({ seed, from, problem: one });
    }
  }
  return { mails, slowestMs, findings };
}

/** What is said about every mail before anything is written, and about a file that holds the same bytes: none of it may throw, or be slow. */
async function judge(mail: ReturnType<typeof maskMail>, bytes: Buffer): Promise<void> {
  screenMail(mail, { isOurLoopMark: () => false, isOurMessageId: (id) => id.startsWith('o'), ownDomains: ['desk.example'] });
  judgeAuthenticity(mail, mail.headers.get('authentication-results')?.[0]?.trim().split(/[\s;]/, 1)[0] ?? 'mx.desk.example');
  wayIn(mail, { names: (mail.headers.get('received') ?? []).flatMap((line) => /\sby\s+([^\s;()]{1,200})/i.exec(line)?.[1] ?? []), addresses: ['10.0.0.0/8'] });
  senderFlags(mail, { own: [nameDomain('desk.example')], users: [nameDomain('school.example')], organisations: ['Musterschule'], agents: [{ displayName: 'Ada Agent', email: 'ada@desk.example' }], nameDomain });
  readDeliveryReport(mail, bytes);
  recognise(toRecognise(mail), { portalKey: 'school', vocabulary: [], ownAddresses: ['s@desk.example'] });
  // The same bytes as a file that begins like a page: what stands above its first element is read by hand.
  await inspectFile(bytes.subarray(Math.max(0, bytes.indexOf('<'))), 'seite.html', 'text/html');
  await inspectFile(bytes, mail.attachments[0]?.name ?? 'datei.txt', mail.attachments[0]?.type ?? 'text/plain');
}

async function problemWith(bytes: Buffer): Promise<string | undefined> {
  try {
    const mail = await readMime(bytes);
    const texts = [mail.messageId, mail.subject, mail.text, mail.fresh, mail.quoted, mail.signature, mail.html ?? '', ...mail.headers.keys(), ...[...mail.headers.values()].flat(), ...mail.from.flatMap(({ address, name }) => [address, name ?? '']), ...mail.attachments.flatMap(({ name, type }) => [name, type])];
    if (texts.some((text) => !text.isWellFormed() || text.includes('\0'))) return 'a text that is not valid, or with NUL';
    if (mail.messageId === '') return 'an empty message id';
    await judge(maskMail(mail), bytes);
    if (mail.text.length > 600_000 || mail.attachments.length > 201) return 'more than bounded';
    return undefined;
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message).slice(0, 400) : String(error)}`;
  }
}
