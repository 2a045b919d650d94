import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { AddAgent, type Caller } from '#agents';
import { Secret } from '#kernel';
import { Database } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import { Reply } from '#tickets';
import { percentile, rounded } from '../bench/figures.js';
import { BORDER, MailMix } from '../bench/mail-mix.js';
import { ScratchDesk } from '../bench/scratch-desk.js';
import { CountingSink } from '../bench/sink.js';
import { MailServer } from '../embedded/mail-server.js';
import { inTheHouse } from '../house.js';

interface Latency {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

export interface LiveResult {
  readonly bench: 'live';
  readonly mailsPerSecond: number;
  /** The mail server has taken the mail → its ticket can be read. Dovecot tells of new mail after half a second at most. */
  readonly mailToTicket: Latency;
  /** Agents answer → the relay has the mail. */
  readonly replyToRelay: Latency;
}

export interface LiveBench {
  readonly mails: number;
  readonly rate: number;
}

const ADDRESS = 'support@bench.example';
const REPLIES = 100;
const LOOK_MS = 20;
const PATIENCE_MS = 5 * 60_000;
/** Mails before the measurement starts: they load code and open connections. */
const WARM_UP = 20;
const BETWEEN_REPLIES_MS = 50;

/** `rekey bench live`: how long a mail takes to become a ticket, and an answer to leave, on a desk that is not in a hurry. */
export function benchLiveVerb(bench: Command): void {
  bench.command('live').description('how long a mail takes to become a ticket, and a reply to reach the relay; JSON')
    .option('--mails <number>', 'how many', '300')
    .option('--rate <number>', 'mails a second', '10')
    .action(async ({ mails, rate }: { mails: string; rate: string }) => console.log(JSON.stringify(await benchLive({ mails: Number(mails), rate: Number(rate) }), undefined, 2)));
}

/** Measures on a desk of its own: PostgreSQL with its default durability, Dovecot, one mailroom, one worker, a local relay. */
export async function benchLive({ mails, rate }: LiveBench): Promise<LiveResult> {
  if (!Number.isInteger(mails) || mails < 1 || mails > 100_000 || !(rate > 0) || rate > 1_000) throw Object.assign(new Error('--mails wants a number between 1 and 100000, --rate one up to 1000'), { code: 'bench.not-a-number' });
  const sink = await CountingSink.start();
  const desk = await ScratchDesk.open({
    REKEY_OUTBOUND_SMTP_URL: `smtp://127.0.0.1:${sink.port}`, REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '100000000', REKEY_OUTBOUND_ACK_DELAY_MIN_SECONDS: '3600', REKEY_OUTBOUND_ACK_DELAY_MAX_SECONDS: '3600', REKEY_MAILROOM_BACKFILL: 'true',
  });
  let server: MailServer | undefined;
  try {
    const password = randomBytes(12).toString('base64url');
    server = await MailServer.start({ home: desk.home, users: [{ address: ADDRESS, password }] });
    if (!server) throw Object.assign(new Error('this machine has no Dovecot 2.3 (Debian: apt-get install dovecot-imapd dovecot-lmtpd)'), { code: 'bench.no-dovecot' });
    const { imapPort, lmtpPort } = server;
    return await inTheHouse(async (house) => {
      const agent = await prepare(house, imapPort, password);
      await desk.start('worker');
      await desk.start('mailroom');
      const database = house.get(Database);
      await arrivals(database, lmtpPort, { mails: WARM_UP, rate });
      const taken = await arrivals(database, lmtpPort, { mails, rate });
      const left = await replies(house.get(Reply), database, sink, agent);
      await desk.stopProcesses();
      return { bench: 'live', mailsPerSecond: rate, mailToTicket: latencyOf(taken), replyToRelay: latencyOf(left) };
    }, desk.environment);
  } finally {
    await server?.stop();
    await desk.close();
    await sink.stop();
  }
}

async function prepare(house: INestApplicationContext, imapPort: number, password: string): Promise<Caller> {
  await house.get(ImportPortal).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
  await house.get(Mailboxes).save({
    portalKey: 'school', address: ADDRESS, displayName: 'Bench', imapHost: '127.0.0.1', imapPort, imapSecurity: 'none', imapUser: ADDRESS, imapPassword: new Secret(password), authservId: BORDER,
  });
  const given = { email: 'agent@bench.example', displayName: 'Bench', code: 'be1', roles: ['agent' as const], portals: ['school'], trained: true };
  const added = await house.get(AddAgent).run({ ...given, locale: 'de', actor: { kind: 'operator' } });
  if (!added.allowed) throw new Error(`the bench was refused: ${added.refusal}`);
  return { ...given, agentId: added.agentId, locale: 'de', strength: 'second-factor' };
}

/** Hands mails to the mail server at an even rate. Returns for each the milliseconds from its answer until the ticket is there. */
async function arrivals(database: Database, lmtpPort: number, { mails, rate }: LiveBench): Promise<number[]> {
  const mix = new MailMix(ADDRESS);
  const lmtp = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true, pool: true, maxConnections: 2, maxMessages: 10_000 } as never);
  const acceptedAt = new Map<string, number>();
  const sending: Promise<void>[] = [];
  const looking = untilSeen(database, mix, mails);
  const start = performance.now();
  for (let at = 0; at < mails; at += 1) {
    await wait(Math.max(0, start + (at * 1_000) / rate - performance.now()));
    sending.push(lmtp.sendMail({ envelope: { from: mix.sender(at), to: [ADDRESS] }, raw: mix.mail(at) }).then(() => void acceptedAt.set(mix.messageId(at), performance.now())));
  }
  await Promise.all(sending);
  lmtp.close();
  return [...(await looking)].map(([messageId, seenAt]) => Math.max(0, seenAt - acceptedAt.get(messageId)!));
}

/** When each mail of the mix could first be read as a message, by this process's clock; never early, late by the pause between two looks. */
async function untilSeen(database: Database, mix: MailMix, mails: number): Promise<Map<string, number>> {
  const seenAt = new Map<string, number>();
  for (const until = performance.now() + PATIENCE_MS; seenAt.size < mails && performance.now() < until; await wait(LOOK_MS)) {
    const rows = await database.read((em) => em.execute<{ messageId: string }[]>(`select message_id as "messageId" from ticket_message where kind = 'inbound' order by id desc limit 100`));
    const now = performance.now();
    for (const { messageId } of rows) if (mix.owns(messageId) && !seenAt.has(messageId)) seenAt.set(messageId, now);
  }
  if (seenAt.size < mails) throw Object.assign(new Error(`only ${seenAt.size} of ${mails} mails became messages within ${PATIENCE_MS / 60_000} minutes`), { code: 'bench.too-slow' });
  return seenAt;
}

async function replies(reply: Reply, database: Database, sink: CountingSink, agent: Caller): Promise<number[]> {
  const tickets = await database.read((em) => em.execute<{ number: string }[]>('select number from ticket order by id desc limit ?', [REPLIES]));
  const left: number[] = [];
  for (const { number } of tickets) {
    const taken = sink.reaches(1);
    const start = performance.now();
    const written = await reply.run({ ticketNumber: number, agent, text: 'Guten Tag,\n\nIhr Zugang ist wieder frei. Bitte melden Sie sich neu an.' });
    if (!written.allowed) throw new Error(`the bench was refused: ${written.refusal}`);
    await taken;
    left.push(performance.now() - start);
    await wait(BETWEEN_REPLIES_MS);
  }
  return left;
}

function latencyOf(milliseconds: readonly number[]): Latency {
  return { count: milliseconds.length, p50Ms: rounded(percentile(milliseconds, 0.5), 1), p95Ms: rounded(percentile(milliseconds, 0.95), 1), maxMs: rounded(percentile(milliseconds, 1), 1) };
}
