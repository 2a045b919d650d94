import type { Command } from 'commander';
import { createTransport } from 'nodemailer';
import { Secret } from '#kernel';
import { prepareTemplates, QueueMail, renderMail, type MailSecrets, type MailVariables } from '#outbound';
import { Database } from '#persistence';
import { ImportPortal, Mailboxes, parseProfile, shippedProfiles, type PortalProfile } from '#portals';
import { mapped, rounded, sum } from '../bench/figures.js';
import { ScratchDesk, type ProcessName } from '../bench/scratch-desk.js';
import { CountingSink } from '../bench/sink.js';
import type { StatementTime } from '../bench/statements.js';
import { topFunctions, whereTimeGoes } from '../bench/where-time-goes.js';
import { inTheHouse } from '../house.js';

export interface SendResult {
  readonly bench: 'send';
  readonly mails: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** What the library alone reaches in turn with us: nothing durable, nothing recorded. */
  readonly limit: { readonly what: string; readonly seconds: number; readonly perSecond: number };
  /** Our share of the limit, 0…1. */
  readonly ratio: number;
  /** The ratio of each round, to see how noisy the machine was. */
  readonly ratios: readonly number[];
  /** CPU milliseconds a mail; `deciding` is the process that queues them, relay included. */
  readonly cpuMsPerMail: Readonly<Record<'worker' | 'postgres' | 'deciding', number>>;
  /** With `--profile`: where the worker's time and PostgreSQL's goes. */
  readonly profile?: { readonly parts: Readonly<Record<string, number>>; readonly functions: Readonly<Record<string, number>>; readonly statements: readonly StatementTime[] };
}

/** Of the library alone, as the goal is set (`two connections`). */
const CONNECTIONS = 2;
/** Decisions that are made at the same time, as by the threads of a busy desk. */
const DECIDERS = 4;
/** The library and the outbox take turns, so that a noisy minute concerns both. */
const ROUNDS = 5;

/** `rekey bench send`: how many mails a second leave through the durable outbox, against nodemailer alone. */
export function benchSendVerb(bench: Command): void {
  bench.command('send').description('mails through the durable outbox into a local SMTP server, in turn with pooled nodemailer alone; JSON')
    .option('--mails <number>', 'how many', '5000')
    .option('--profile', 'also say where the time goes; costs some')
    .action(async ({ mails, profile }: { mails: string; profile?: boolean }) => console.log(JSON.stringify(await benchSend({ mails: Number(mails), profile: profile === true }), undefined, 2)));
}

interface Round {
  readonly seconds: number;
  readonly limit: number;
  readonly cpuMs: SendResult['cpuMsPerMail'];
}

/** Measures on a desk of its own, one process that decides and one worker. */
export async function benchSend({ mails, profile = false }: { readonly mails: number; readonly profile?: boolean }): Promise<SendResult> {
  if (!Number.isInteger(mails) || mails < ROUNDS || mails > 1_000_000) throw Object.assign(new Error(`--mails wants a number between ${ROUNDS} and 1000000`), { code: 'bench.not-a-number' });
  const sink = await CountingSink.start();
  const desk = await ScratchDesk.open({ REKEY_OUTBOUND_SMTP_URL: `smtp://127.0.0.1:${sink.port}`, REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '100000000' }, { profile });
  try {
    await prepareTemplates();
    const yaml = (await shippedProfiles())[0]!.yaml;
    const parsed = parseProfile(yaml);
    if (!parsed.ok) throw new Error('the shipped profile is broken');
    const count = Math.floor(mails / ROUNDS);
    const { rounds, statements } = await inTheHouse(async (house) => {
      await house.get(ImportPortal).run(yaml, { kind: 'operator' });
      const { address, displayName } = parsed.profile.mailboxes[0]!;
      const mailboxId = await house.get(Mailboxes).save({
        portalKey: parsed.profile.key, address, displayName, imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: address, imapPassword: new Secret('unused'),
      });
      const decide = decider(house.get(Database), house.get(QueueMail), { portalKey: parsed.profile.key, mailboxId });
      if (profile) await desk.statements();
      await desk.start('worker', { profile });
      // One mail before all others wakes everything up.
      const awake = sink.reaches(1);
      await decide('first@bench.example');
      await awake;
      const all: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const limit = await nodemailerAlone(sink, parsed.profile, count);
        const before = cpuOf(desk);
        const seconds = await throughTheOutbox(sink, decide, { first: round * count, count });
        all.push({ seconds, limit, cpuMs: mapped(cpuOf(desk), (ms, who) => ms - before[who]) });
      }
      const spent = profile ? await desk.statements() : [];
      await desk.stopProcesses();
      return { rounds: all, statements: spent };
    }, desk.environment);
    const result = resultOf(count * ROUNDS, rounds);
    return profile ? { ...result, profile: { parts: whereTimeGoes(desk.profileFolder('worker')), functions: topFunctions(desk.profileFolder('worker')), statements } } : result;
  } finally {
    await desk.close();
    await sink.stop();
  }
}

function resultOf(mails: number, rounds: readonly Round[]): SendResult {
  const seconds = sum(rounds.map((round) => round.seconds));
  const limit = sum(rounds.map((round) => round.limit));
  return {
    bench: 'send', mails, seconds: rounded(seconds, 3), perSecond: rounded(mails / seconds, 1),
    limit: { what: `pooled nodemailer, ${CONNECTIONS} connections`, seconds: rounded(limit, 3), perSecond: rounded(mails / limit, 1) },
    ratio: rounded(limit / seconds, 3), ratios: rounds.map((round) => rounded(round.limit / round.seconds, 3)),
    cpuMsPerMail: mapped(rounds[0]!.cpuMs, (_, who) => rounded(sum(rounds.map((round) => round.cpuMs[who])) / mails, 2)),
  };
}

function cpuOf(desk: ScratchDesk): SendResult['cpuMsPerMail'] {
  const { worker, postgres }: Partial<Record<ProcessName | 'postgres', number>> = desk.cpuMs();
  const { user, system } = process.cpuUsage();
  return { worker: worker ?? 0, postgres: postgres ?? 0, deciding: (user + system) / 1_000 };
}

type Decide = (recipient: string) => Promise<void>;

function decider(database: Database, queueMail: QueueMail, from: { readonly portalKey: string; readonly mailboxId: string }): Decide {
  return (recipient) => database.transaction(async (tx) => {
    const queued = await queueMail.within(tx, { ...from, kind: 'recovery-link', locale: 'de', recipient, now: new Date(), ...content() });
    if (!queued.allowed) throw new Error(`the bench was refused: ${queued.refusal}`);
  });
}

/** Seconds from the first decision until the relay has the last mail. */
async function throughTheOutbox(sink: CountingSink, decide: Decide, { first, count }: { readonly first: number; readonly count: number }): Promise<number> {
  const all = sink.reaches(count);
  const start = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: DECIDERS }, async () => {
    while (next < count) await decide(`person-${first + next++}@bench.example`);
  }));
  await all;
  return (performance.now() - start) / 1_000;
}

/** Seconds for as many mails with the same content, rendered once, by the library alone. */
async function nodemailerAlone(sink: CountingSink, portal: PortalProfile, mails: number): Promise<number> {
  const { subject, text, html } = renderMail('recovery-link', 'de', { portal, ...content() });
  const transport = createTransport({ pool: true, host: '127.0.0.1', port: sink.port, ignoreTLS: true, maxConnections: CONNECTIONS, maxMessages: 200 });
  const all = sink.reaches(mails);
  const start = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (next < mails) await transport.sendMail({ from: 'support@bench.example', to: `person-${next++}@bench.example`, subject, text, html });
  }));
  await all;
  transport.close();
  return (performance.now() - start) / 1_000;
}

function content(): { variables: MailVariables<'recovery-link'>; secrets: MailSecrets<'recovery-link'> } {
  return {
    variables: { salutationName: 'Mara Lindqvist', username: 'mara.lindqvist', expiresAt: new Date(Date.now() + 86_400_000).toISOString(), agentCode: null },
    secrets: { link: `https://desk.example/r/${'b'.repeat(43)}`, code: 'K7QM4TXA', codePage: 'https://desk.example/r' },
  };
}
