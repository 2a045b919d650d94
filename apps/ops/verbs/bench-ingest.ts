import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { OUTBOX_CHANNEL } from '#jobs';
import { Secret } from '#kernel';
import { Database } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import { INGEST_LIMITS, type FullMailbox, type IngestLimit } from '../bench/ingest-limits.js';
import { MailMix } from '../bench/mail-mix.js';
import { ScratchDesk } from '../bench/scratch-desk.js';
import { whereTimeGoes } from '../bench/where-time-goes.js';
import { MailServer } from '../embedded/mail-server.js';
import { inTheHouse } from '../house.js';

export interface IngestResult {
  readonly bench: 'ingest';
  readonly mails: number;
  readonly tickets: number;
  /** From the first kept mail to the last one that is filed. */
  readonly seconds: number;
  readonly perSecond: number;
  /** What the bare libraries reach in the same run, mails a second, before and after. */
  readonly limits: Readonly<Record<IngestLimit, number>>;
  /** Our share of the last of them, `fetch, parse, one transaction a mail`. */
  readonly ratio: number;
  /** Peak of the largest of our processes. */
  readonly rssMb: number | undefined;
  readonly postgres: { readonly fsync: string; readonly synchronousCommit: string; readonly transactionsPerMail: number };
  /** With `--profile`: CPU milliseconds of our processes by part. */
  readonly profile?: Readonly<Record<'worker' | 'mailroom', Readonly<Record<string, number>>>>;
}

export interface IngestBench {
  readonly mails: number;
  readonly profile?: boolean;
}

const MEASURE: IngestLimit = 'fetch, parse, one transaction a mail';
const LOOK_MS = 250;
const START_MS = 60_000;
const PATIENCE_MS = 30 * 60_000;
const ADDRESS = 'support@bench.example';

/** `rekey bench ingest`: how many mails a second become tickets, from a real IMAP mailbox through all eight steps. */
export function benchIngestVerb(bench: Command): void {
  bench.command('ingest').description('mails of a full IMAP mailbox into filed tickets, against the bare libraries; JSON')
    .option('--mails <number>', 'how many', '1000')
    .option('--profile', 'also say where the time goes; costs some')
    .action(async ({ mails, profile }: { mails: string; profile?: boolean }) => console.log(JSON.stringify(await benchIngest({ mails: Number(mails), profile: profile === true }), undefined, 2)));
}

/** Measures on a desk of its own: PostgreSQL with its default durability, Dovecot, one mailroom, one worker. */
export async function benchIngest({ mails, profile = false }: IngestBench): Promise<IngestResult> {
  if (!Number.isInteger(mails) || mails < 1 || mails > 1_000_000) throw Object.assign(new Error('--mails wants a number between 1 and 1000000'), { code: 'bench.not-a-number' });
  const desk = await ScratchDesk.open({ REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:9', REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '100000000', REKEY_MAILROOM_BACKFILL: 'true', REKEY_OUTBOUND_ACK_DELAY_MIN_SECONDS: '3600', REKEY_OUTBOUND_ACK_DELAY_MAX_SECONDS: '3600' });
  let server: MailServer | undefined;
  try {
    const password = randomBytes(12).toString('base64url');
    server = await MailServer.start({ home: desk.home, users: [{ address: ADDRESS, password }] });
    if (!server) throw Object.assign(new Error('this machine has no Dovecot 2.3 (Debian: apt-get install dovecot-imapd dovecot-lmtpd)'), { code: 'bench.no-dovecot' });
    await deliver(server.lmtpPort, mails);
    const mailbox: FullMailbox = { port: server.imapPort, user: ADDRESS, password };
    const before = await limitsOf(mailbox, desk, mails);
    const measured = await inTheHouse(async (house) => {
      await addMailbox(house, mailbox);
      const database = house.get(Database);
      const startedWith = await statisticsOf(database);
      await desk.start('worker', { profile });
      await untilAwake(database);
      await desk.start('mailroom', { profile });
      const filed = await untilFiled(database, mails);
      const rssMb = desk.peakMemoryMb();
      await desk.stopProcesses();
      const { transactions, ...durability } = await statisticsOf(database);
      return { ...filed, rssMb, postgres: { ...durability, transactionsPerMail: rounded((transactions - startedWith.transactions) / mails, 2) } };
    }, desk.environment);
    const after = await limitsOf(mailbox, desk, mails);
    const limits = Object.fromEntries(Object.entries(before).map(([name, perSecond]) => [name, rounded((perSecond + after[name as IngestLimit]) / 2, 1)])) as Record<IngestLimit, number>;
    const perSecond = mails / measured.seconds;
    return {
      bench: 'ingest', mails, tickets: measured.tickets, seconds: rounded(measured.seconds, 3), perSecond: rounded(perSecond, 1), limits, ratio: rounded(perSecond / limits[MEASURE], 3),
      rssMb: measured.rssMb, postgres: measured.postgres,
      ...(profile ? { profile: { worker: whereTimeGoes(desk.profileFolder('worker')), mailroom: whereTimeGoes(desk.profileFolder('mailroom')) } } : {}),
    };
  } finally {
    await server?.stop();
    await desk.close();
  }
}

async function limitsOf(mailbox: FullMailbox, desk: ScratchDesk, mails: number): Promise<Record<IngestLimit, number>> {
  const limits: Partial<Record<IngestLimit, number>> = {};
  for (const [name, seconds] of Object.entries(INGEST_LIMITS)) limits[name as IngestLimit] = mails / (await seconds(mailbox, desk.environment.REKEY_DATABASE_URL));
  return limits as Record<IngestLimit, number>;
}

async function addMailbox(house: INestApplicationContext, { port, password }: FullMailbox): Promise<void> {
  await house.get(ImportPortal).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
  await house.get(Mailboxes).save({ portalKey: 'school', address: ADDRESS, displayName: 'Bench', imapHost: '127.0.0.1', imapPort: port, imapSecurity: 'none', imapUser: ADDRESS, imapPassword: new Secret(password) });
}

/** The worker listens for work. A desk that is started measures how fast Node loads modules. */
async function untilAwake(database: Database): Promise<void> {
  for (const until = performance.now() + START_MS; performance.now() < until; await wait(LOOK_MS)) {
    const rows = await database.read((em) => em.execute<unknown[]>('select 1 from pg_stat_activity where datname = current_database() and query ilike ?', [`listen%${OUTBOX_CHANNEL}%`]));
    if (rows.length > 0) return;
  }
  throw Object.assign(new Error('the worker does not start'), { code: 'bench.no-worker' });
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

async function statisticsOf(database: Database): Promise<{ fsync: string; synchronousCommit: string; transactions: number }> {
  const [row] = await database.read((em) => em.execute<{ fsync: string; synchronousCommit: string; transactions: string }[]>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit",
       (select xact_commit from pg_stat_database where datname = current_database()) as transactions`));
  return { ...row!, transactions: Number(row!.transactions) };
}

async function deliver(lmtpPort: number, mails: number): Promise<void> {
  const mix = new MailMix(ADDRESS);
  const lmtp = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true, pool: true, maxConnections: 4, maxMessages: 500 } as never);
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (next < mails) {
      const at = next++;
      await lmtp.sendMail({ envelope: { from: mix.sender(at), to: [ADDRESS] }, raw: mix.mail(at) });
    }
  }));
  lmtp.close();
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
