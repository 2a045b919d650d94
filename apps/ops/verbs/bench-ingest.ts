import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { parse, stringify } from 'yaml';
import { LeaseMailbox } from '#intake';
import { OUTBOX_CHANNEL } from '#jobs';
import { Secret } from '#kernel';
import { Database } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles, type PortalProfile } from '#portals';
import { INGEST_LIMITS, type FullMailbox, type IngestLimit } from '../bench/ingest-limits.js';
import { BORDER, MailMix } from '../bench/mail-mix.js';
import { cpuMsOf } from '../bench/cpu-time.js';
import { mapped, rounded, sum } from '../bench/figures.js';
import { ScratchDesk, type ProcessName } from '../bench/scratch-desk.js';
import type { StatementTime } from '../bench/statements.js';
import { topFunctions, whereTimeGoes } from '../bench/where-time-goes.js';
import { HeldLeases } from '../bench/held-leases.js';
import { MailServer } from '../embedded/mail-server.js';
import { inTheHouse } from '../house.js';

/** What one way of working a portal cost. */
interface Counted {
  /** So many were told that their mail arrived, or answered by a playbook. */
  readonly acknowledged: number;
  /** Sum over the rounds: from the first kept mail of a mailbox to its last one that is filed. */
  readonly seconds: number;
  readonly perSecond: number;
  /** What the bare libraries reach with the same mailboxes, in turn with us, mails a second. */
  readonly limits: Readonly<Record<IngestLimit, number>>;
  /** Our share of the last of them, `fetch, parse, one transaction a mail`. */
  readonly ratio: number;
  /** The ratio of each round, to see how noisy the machine was. */
  readonly ratios: readonly number[];
  /** CPU milliseconds a mail, by who used them: steadier than the clock where others use the machine. */
  readonly cpuMsPerMail: Readonly<Record<ProcessName | 'postgres' | 'dovecot' | 'all', number>>;
}

/**
 * The figures of a portal where nobody is answered by machine: each mail is kept, read, judged, filed, classified, routed and
 * audited, and peers were measured so. Beside them those of one that answers, and what both share: tickets, memory, profile.
 */
export interface IngestResult extends Counted {
  readonly bench: 'ingest';
  /** So many of each way. */
  readonly mails: number;
  /** Of all rounds. */
  readonly tickets: number;
  /** With all that a new request sets off besides: the acknowledgement with its brakes, and whether a link may go out at once. */
  readonly answered: Counted;
  /** The first round, answered, which is not counted: limits and we ourselves as they are right after the start. */
  readonly cold: { readonly mails: number; readonly perSecond: number; readonly limit: number; readonly ratio: number; readonly cpuMsPerMail: number };
  /** Peak of the largest of our processes, and what each held after every round. */
  readonly rssMb: number | undefined;
  readonly rssMbAfterRounds: readonly Partial<Record<ProcessName, number | undefined>>[];
  readonly postgres: { readonly fsync: string; readonly synchronousCommit: string; readonly transactionsPerMail: number };
  /** With `--profile`: CPU milliseconds of our processes by part and by function, and PostgreSQL's statements. */
  readonly profile?: {
    readonly parts: Readonly<Record<ProcessName, Readonly<Record<string, number>>>>;
    readonly functions: Readonly<Record<ProcessName, Readonly<Record<string, number>>>>;
    readonly statements: readonly StatementTime[];
  };
}

export interface IngestBench {
  readonly mails: number;
  readonly profile?: boolean;
}

/** How the portal of a mailbox works. */
type Way = 'filed' | 'answered';

interface Round {
  readonly way: Way;
  readonly mails: number;
  readonly seconds: number;
  readonly limits: Readonly<Record<IngestLimit, number>>;
  readonly cpuMs: Counted['cpuMsPerMail'];
  readonly rssMb: Partial<Record<ProcessName, number | undefined>>;
}

const MEASURE: IngestLimit = 'fetch, parse, one transaction a mail';
/** So many mails go through limits and ourselves first, and are shown as what it costs right after the start. */
const COLD_MAILS = 500;
/**
 * And so many before anything is counted, for what runs for weeks is compiled once: Node interprets a function until it has been
 * called often, then compiles it, and once more when it is called very often. `--trace-opt` shows both of us compiling for
 * some two thousand mails, which takes half a millisecond of CPU for each of them and nothing afterwards (2026-11-30).
 */
const WARM_UP_MAILS = 1_500;
/** Limits and ourselves take turns, a mailbox each time and both ways, so that a noisy minute concerns all. */
const ROUNDS = 4;
const WAYS: readonly Way[] = ['filed', 'answered'];
const LOOK_MS = 100;
/** Seldom: to count what is filed costs PostgreSQL time that belongs to those who file (1 % of it at ten looks a second). The rows say when it was. */
const FILED_LOOK_MS = 500;
const START_MS = 60_000;
const PATIENCE_MS = 30 * 60_000;

/** `rekey bench ingest`: how many mails a second become tickets, from real IMAP mailboxes through all eight steps. */
export function benchIngestVerb(bench: Command): void {
  bench.command('ingest').description('mails of full IMAP mailboxes into filed tickets, in turn with the bare libraries; JSON')
    .option('--mails <number>', 'how many, once only filed and once answered, too', '10000')
    .option('--profile', 'also say where the time goes; costs some')
    .action(async ({ mails, profile }: { mails: string; profile?: boolean }) => console.log(JSON.stringify(await benchIngest({ mails: Number(mails), profile: profile === true }), undefined, 2)));
}

/** Measures on a desk of its own: PostgreSQL with its default durability, Dovecot, one mailroom, one worker. */
export async function benchIngest({ mails, profile = false }: IngestBench): Promise<IngestResult> {
  if (!Number.isInteger(mails) || mails < ROUNDS || mails > 1_000_000) throw Object.assign(new Error(`--mails wants a number between ${ROUNDS} and 1000000`), { code: 'bench.not-a-number' });
  const desk = await ScratchDesk.open({
    REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:9', REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '100000000', REKEY_MAILROOM_BACKFILL: 'true', REKEY_OUTBOUND_ACK_DELAY_MIN_SECONDS: '3600', REKEY_OUTBOUND_ACK_DELAY_MAX_SECONDS: '3600',
  }, { profile });
  try {
    const password = randomBytes(12).toString('base64url');
    const shares = sharesOf(mails);
    const users = shares.map((_, round) => ({ address: `support-${round}@bench.example`, password }));
    const server = await MailServer.start({ home: desk.home, users });
    if (!server) throw Object.assign(new Error('this machine has no Dovecot 2.3 (Debian: apt-get install dovecot-imapd dovecot-lmtpd)'), { code: 'bench.no-dovecot' });
    desk.alsoStops(() => server.stop());
    const { imapPort, lmtpPort, pid } = server;
    const mailboxes = users.map(({ address }) => ({ port: imapPort, user: address, password }));
    const all = sum(shares.map((share) => share.mails));
    for (const [round, { user }] of mailboxes.entries()) await deliver(lmtpPort, user, { first: all * round, count: shares[round]!.mails });
    const { rounds: [cold, , ...rounds], ...measured } = await inTheHouse(async (house) => {
      const ids: string[] = [];
      for (const way of WAYS) await house.get(ImportPortal).run(await portalFor(way), { kind: 'operator' });
      for (const [round, mailbox] of mailboxes.entries()) ids.push(await addMailbox(house, mailbox, shares[round]!.way));
      const database = house.get(Database);
      const startedWith = await statisticsOf(database);
      const leases = await HeldLeases.take(house.get(LeaseMailbox), ids);
      try {
        await desk.start('worker', { profile });
        await untilAwake(database);
        await desk.start('mailroom', { profile });
        const rounds: Round[] = [];
        if (profile) await desk.statements();
        for (const [round, mailbox] of mailboxes.entries()) {
          const limits = await limitsOf(mailbox, desk);
          const before = cpuOf(desk, pid);
          await leases.giveBack(ids[round]!);
          const seconds = await untilFiled(database, ids[round]!, shares[round]!.mails);
          const after = cpuOf(desk, pid);
          rounds.push({ ...shares[round]!, seconds, limits, cpuMs: mapped(after, (ms, who) => ms - before[who]), rssMb: desk.residentMb() });
        }
        const statements = profile ? await desk.statements() : [];
        const rssMb = desk.peakMemoryMb();
        await desk.stopProcesses();
        const { transactions, tickets, ...durability } = await statisticsOf(database);
        return { rounds, tickets, acknowledged: await acknowledgedIn(database), rssMb, statements, postgres: { ...durability, transactionsPerMail: rounded((transactions - startedWith.transactions) / all, 2) } };
      } finally {
        leases.stop();
      }
    }, desk.environment);
    return {
      bench: 'ingest', mails, tickets: measured.tickets, ...countedOf(rounds, 'filed', measured.acknowledged), answered: countedOf(rounds, 'answered', measured.acknowledged), cold: coldOf(cold!),
      rssMb: measured.rssMb, rssMbAfterRounds: rounds.map((round) => round.rssMb), postgres: measured.postgres,
      ...(profile ? { profile: { parts: ofBoth(desk, whereTimeGoes), functions: ofBoth(desk, topFunctions), statements: measured.statements } } : {}),
    };
  } finally {
    await desk.close();
  }
}

/** Two rounds to warm up, so that all code is met; then the mails in rounds, each way in turn. */
function sharesOf(mails: number): readonly Pick<Round, 'way' | 'mails'>[] {
  const counted = Array.from({ length: ROUNDS }, (_, round) => Math.floor((mails * (round + 1)) / ROUNDS) - Math.floor((mails * round) / ROUNDS));
  return [{ way: 'answered', mails: Math.min(mails, COLD_MAILS) }, { way: 'filed', mails: Math.min(mails, WARM_UP_MAILS) }, ...counted.flatMap((share) => WAYS.map((way) => ({ way, mails: share })))];
}

function countedOf(all: readonly Round[], way: Way, acknowledged: Readonly<Record<Way, number>>): Counted {
  const rounds = all.filter((round) => round.way === way);
  const mails = sum(rounds.map((round) => round.mails));
  const seconds = sum(rounds.map((round) => round.seconds));
  const limits = mapped(rounds[0]!.limits, (_, name) => rounded(mails / sum(rounds.map((round) => round.limits[name])), 1));
  return {
    acknowledged: acknowledged[way], seconds: rounded(seconds, 3), perSecond: rounded(mails / seconds, 1), limits, ratio: rounded(mails / seconds / limits[MEASURE], 3), ratios: rounds.map((round) => rounded(round.limits[MEASURE] / round.seconds, 3)),
    cpuMsPerMail: mapped(rounds[0]!.cpuMs, (_, who) => rounded(sum(rounds.map((round) => round.cpuMs[who])) / mails, 2)),
  };
}

function coldOf({ mails, seconds, limits, cpuMs }: Round): IngestResult['cold'] {
  return { mails, perSecond: rounded(mails / seconds, 1), limit: rounded(mails / limits[MEASURE], 1), ratio: rounded(limits[MEASURE] / seconds, 3), cpuMsPerMail: rounded(cpuMs.all / mails, 2) };
}

/** Seconds of each limit with this mailbox. */
async function limitsOf(mailbox: FullMailbox, desk: ScratchDesk): Promise<Record<IngestLimit, number>> {
  const limits: Partial<Record<IngestLimit, number>> = {};
  for (const [name, seconds] of Object.entries(INGEST_LIMITS)) limits[name as IngestLimit] = await seconds(mailbox, desk.environment.REKEY_DATABASE_URL);
  return limits as Record<IngestLimit, number>;
}

function cpuOf(desk: ScratchDesk, dovecot: number | undefined): Counted['cpuMsPerMail'] {
  const cpu = { ...desk.cpuMs(), dovecot: dovecot === undefined ? 0 : cpuMsOf(dovecot) };
  return { ...cpu, all: sum(Object.values(cpu)) };
}

function ofBoth(desk: ScratchDesk, look: (folder: string) => Readonly<Record<string, number>>): Record<ProcessName, Readonly<Record<string, number>>> {
  return { worker: look(desk.profileFolder('worker')), mailroom: look(desk.profileFolder('mailroom')) };
}

/** The school, as it is shipped or without a word by machine. */
async function portalFor(way: Way): Promise<string> {
  const school = parse((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml) as Pick<PortalProfile, 'instant' | 'mailboxes'>;
  const own = { ...school, key: way, ticketPrefix: way.slice(0, 3).toUpperCase(), mailboxes: school.mailboxes.map((mailbox) => ({ ...mailbox, address: `${way}@bench.example` })) };
  return stringify(way === 'answered' ? own : { ...own, acknowledge: false, instant: { ...school.instant, enabled: false } });
}

function addMailbox(house: INestApplicationContext, { port, user, password }: FullMailbox, portalKey: Way): Promise<string> {
  return house.get(Mailboxes).save({ portalKey, address: user, displayName: 'Bench', imapHost: '127.0.0.1', imapPort: port, imapSecurity: 'none', imapUser: user, imapPassword: new Secret(password), authservId: BORDER });
}

/** The worker listens for work. A desk that is started measures how fast Node loads modules. */
async function untilAwake(database: Database): Promise<void> {
  for (const until = performance.now() + START_MS; performance.now() < until; await wait(LOOK_MS)) {
    const rows = await database.read((em) => em.execute<unknown[]>('select 1 from pg_stat_activity where datname = current_database() and query ilike ?', [`listen%${OUTBOX_CHANNEL}%`]));
    if (rows.length > 0) return;
  }
  throw Object.assign(new Error('the worker does not start'), { code: 'bench.no-worker' });
}

/** Waits for the last mail of a mailbox. Returns seconds, as the rows themselves say. */
async function untilFiled(database: Database, mailboxId: string, mails: number): Promise<number> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await wait(FILED_LOOK_MS)) {
    const [row] = await database.read((em) => em.execute<{ filed: string }[]>(`select count(*) as filed from kept_mail where mailbox_id = ? and disposition = 'filed'`, [mailboxId]));
    if (Number(row!.filed) < mails) continue;
    const [times] = await database.read((em) => em.execute<{ seconds: string }[]>('select extract(epoch from max(processed_at) - min(kept_at)) as seconds from kept_mail where mailbox_id = ?', [mailboxId]));
    return Number(times!.seconds);
  }
  throw Object.assign(new Error(`not all of ${mails} mails were filed within ${PATIENCE_MS / 60_000} minutes`), { code: 'bench.too-slow' });
}

/** By portal, the round to warm up included. */
async function acknowledgedIn(database: Database): Promise<Record<Way, number>> {
  const rows = await database.read((em) => em.execute<{ way: Way; mails: number }[]>(`select t.portal_key as way, count(*)::int as mails from ticket_event e join ticket t on t.id = e.ticket_id where e.verb in ('request.acknowledged', 'request.answered', 'details.asked') group by 1`));
  return { filed: 0, answered: 0, ...Object.fromEntries(rows.map(({ way, mails }) => [way, mails])) };
}

async function statisticsOf(database: Database): Promise<{ fsync: string; synchronousCommit: string; transactions: number; tickets: number }> {
  const [row] = await database.read((em) => em.execute<{ fsync: string; synchronousCommit: string; transactions: string; tickets: string }[]>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit",
       (select xact_commit from pg_stat_database where datname = current_database()) as transactions, (select count(*) from ticket) as tickets`));
  return { ...row!, transactions: Number(row!.transactions), tickets: Number(row!.tickets) };
}

async function deliver(lmtpPort: number, address: string, { first, count }: { readonly first: number; readonly count: number }): Promise<void> {
  const mix = new MailMix(address, first);
  const lmtp = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true, pool: true, maxConnections: 4, maxMessages: 500 } as never);
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (next < count) {
      const at = next++;
      await lmtp.sendMail({ envelope: { from: mix.sender(at), to: [address] }, raw: mix.mail(at) });
    }
  }));
  lmtp.close();
}
