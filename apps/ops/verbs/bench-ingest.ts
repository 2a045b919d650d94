import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { Secret } from '#kernel';
import { Database } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import { ScratchDesk } from '../bench/scratch-desk.js';
import { MailServer } from '../embedded/mail-server.js';
import { inTheHouse } from '../house.js';

export interface IngestResult {
  readonly bench: 'ingest';
  readonly mails: number;
  readonly tickets: number;
  /** From the first kept mail to the last one that is filed. */
  readonly seconds: number;
  readonly perSecond: number;
  /** What the libraries reach in the same run: fetched and parsed, nothing judged, nothing written. */
  readonly limit: { readonly name: string; readonly perSecond: number };
  readonly ratio: number;
  /** Peak of the largest of our processes. */
  readonly rssMb: number | undefined;
}

const BATCH = 50;
const LOOK_MS = 250;
const PATIENCE_MS = 30 * 60_000;
const ADDRESS = 'support@bench.example';

/** `rekey bench ingest`: how many mails a second become tickets, from a real IMAP mailbox through all eight steps. */
export function benchIngestVerb(bench: Command): void {
  bench.command('ingest').description('mails of a full IMAP mailbox into filed tickets, against fetching and parsing alone; JSON')
    .option('--mails <number>', 'how many', '1000')
    .action(async ({ mails }: { mails: string }) => console.log(JSON.stringify(await benchIngest({ mails: Number(mails) }), undefined, 2)));
}

/** Measures on a desk of its own: PostgreSQL, Dovecot, one mailroom, one worker. */
export async function benchIngest({ mails }: { readonly mails: number }): Promise<IngestResult> {
  if (!Number.isInteger(mails) || mails < 1 || mails > 1_000_000) throw Object.assign(new Error('--mails wants a number between 1 and 1000000'), { code: 'bench.not-a-number' });
  const desk = await ScratchDesk.open({ REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:9', REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '100000000', REKEY_MAILROOM_BACKFILL: 'true', REKEY_OUTBOUND_ACK_DELAY_MIN_SECONDS: '3600', REKEY_OUTBOUND_ACK_DELAY_MAX_SECONDS: '3600' });
  let server: MailServer | undefined;
  try {
    const password = randomBytes(12).toString('base64url');
    server = await MailServer.start({ home: desk.home, users: [{ address: ADDRESS, password }] });
    if (!server) throw Object.assign(new Error('this machine has no Dovecot 2.3 (Debian: apt-get install dovecot-imapd dovecot-lmtpd)'), { code: 'bench.no-dovecot' });
    await deliver(server.lmtpPort, mails);
    const limit = await fetchAndParse(server.imapPort, password);
    const { imapPort } = server;
    const measured = await inTheHouse(async (house) => {
      await addMailbox(house, imapPort, password);
      await desk.start('worker');
      await desk.start('mailroom');
      return untilFiled(house.get(Database), mails);
    }, desk.environment);
    const perSecond = mails / measured.seconds;
    return {
      bench: 'ingest', mails, tickets: measured.tickets, seconds: rounded(measured.seconds, 3), perSecond: rounded(perSecond, 1),
      limit: { name: 'imapflow and postal-mime alone, 50 at a time', perSecond: rounded(mails / limit, 1) }, ratio: rounded(perSecond / (mails / limit), 3), rssMb: desk.peakMemoryMb(),
    };
  } finally {
    await server?.stop();
    await desk.close();
  }
}

async function addMailbox(house: INestApplicationContext, imapPort: number, imapPassword: string): Promise<void> {
  await house.get(ImportPortal).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
  await house.get(Mailboxes).save({ portalKey: 'school', address: ADDRESS, displayName: 'Bench', imapHost: '127.0.0.1', imapPort, imapSecurity: 'none', imapUser: ADDRESS, imapPassword: new Secret(imapPassword) });
}

/** Waits for the last mail; the time is what the rows themselves say. */
async function untilFiled(database: Database, mails: number): Promise<{ seconds: number; tickets: number }> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await wait(LOOK_MS)) {
    const [row] = await database.read((em) => em.execute<{ filed: string; seconds: string; tickets: string }[]>(
      `select count(*) filter (where disposition = 'filed') as filed, extract(epoch from max(processed_at) - min(kept_at)) as seconds, (select count(*) from ticket) as tickets from kept_mail`));
    if (Number(row!.filed) >= mails) return { seconds: Number(row!.seconds), tickets: Number(row!.tickets) };
  }
  throw Object.assign(new Error(`not all of ${mails} mails were filed within ${PATIENCE_MS / 60_000} minutes`), { code: 'bench.too-slow' });
}

async function deliver(lmtpPort: number, mails: number): Promise<void> {
  const lmtp = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true, pool: true, maxConnections: 4, maxMessages: 500 } as never);
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (next < mails) {
      const at = next++;
      await lmtp.sendMail({ envelope: { from: sender(at), to: [ADDRESS] }, raw: benchMail(at) });
    }
  }));
  lmtp.close();
}

/** Seconds to fetch and parse the whole mailbox with the libraries alone. */
async function fetchAndParse(port: number, pass: string): Promise<number> {
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user: ADDRESS, pass }, logger: false });
  await client.connect();
  try {
    const folder = await client.mailboxOpen('INBOX', { readOnly: true });
    const start = performance.now();
    for (let from = 1; from <= folder.exists; from += BATCH) {
      for await (const { source } of client.fetch(`${from}:${Math.min(folder.exists, from + BATCH - 1)}`, { source: true })) await PostalMime.parse(source!);
    }
    return (performance.now() - start) / 1_000;
  } finally {
    await client.logout();
  }
}

const sender = (at: number): string => `person-${at}@requesters.example`;

/** What a help desk gets: mostly short text, some with HTML beside it, one in ten with a screenshot. Every sender writes once. */
function benchMail(at: number): string {
  const text = `Guten Tag,\r\n\r\n${CONCERNS[at % CONCERNS.length]}\r\nMein Benutzername ist person.${at}.\r\n\r\nMit freundlichen Grüßen\r\nPerson Nummer ${at}\r\n`;
  const head = [
    'Return-Path: <' + sender(at) + '>', `From: Person ${at} <${sender(at)}>`, `To: ${ADDRESS}`, `Subject: =?utf-8?B?${Buffer.from(`Anliegen ${at}: Zugang`).toString('base64')}?=`,
    `Message-ID: <${at}.${randomBytes(6).toString('hex')}@requesters.example>`, 'Date: Mon, 23 Nov 2026 09:00:00 +0100', 'MIME-Version: 1.0',
  ];
  if (at % 10 === 0) {
    const image = randomBytes(60_000).toString('base64').replace(/(.{76})/g, '$1\r\n');
    return [...head, 'Content-Type: multipart/mixed; boundary="m"', '', '--m', PLAIN, '', text, '--m', 'Content-Type: image/png; name="bild.png"', 'Content-Disposition: attachment; filename="bild.png"', 'Content-Transfer-Encoding: base64', '', image, '--m--', ''].join('\r\n');
  }
  if (at % 3 === 0) {
    return [...head, 'Content-Type: multipart/alternative; boundary="a"', '', '--a', PLAIN, '', text, '--a', 'Content-Type: text/html; charset=utf-8', '', `<html><body><p>${text.replaceAll('\r\n', '<br>')}</p></body></html>`, '--a--', ''].join('\r\n');
  }
  return [...head, PLAIN, '', text].join('\r\n');
}

const PLAIN = 'Content-Type: text/plain; charset=utf-8';
const CONCERNS = [
  'ich habe mein Passwort vergessen und komme nicht mehr in mein Konto.', 'die Mail zum Zurücksetzen kommt nicht an, auch nicht im Spam-Ordner.',
  'ich kann mein altes Postfach nicht mehr lesen und brauche eine neue Adresse.', 'der Aktivierungslink ist abgelaufen, bitte schicken Sie einen neuen.', 'wie lautet mein Benutzername?',
];

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
