import type { Command } from 'commander';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createTransport } from 'nodemailer';
import { LANES } from '#jobs';
import { Secret } from '#kernel';
import { prepareTemplates, QueueMail, renderMail, type MailSecrets, type MailVariables } from '#outbound';
import { Database } from '#persistence';
import { ImportPortal, Mailboxes, parseProfile, shippedProfiles, type PortalProfile } from '#portals';
import { ScratchDesk } from '../bench/scratch-desk.js';
import { inTheHouse } from '../house.js';

export interface BenchResult {
  readonly bench: string;
  readonly mails: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** What the library alone reaches in the same run: nothing durable, nothing recorded. */
  readonly limit: { readonly what: string; readonly seconds: number; readonly perSecond: number };
  /** Our share of the limit, 0…1. */
  readonly ratio: number;
}

/** As many as the worker has. */
const CONNECTIONS = LANES.outbound.concurrency;
/** Decisions that are made at the same time, as by the threads of a busy desk. */
const DECIDERS = 4;
const PATIENCE_MS = 10 * 60_000;

/** `rekey bench send`: how many mails a second leave through the durable outbox, against nodemailer alone. */
export function benchSendVerb(bench: Command): void {
  bench.command('send').description('mails through the durable outbox into a local SMTP server, against pooled nodemailer alone; JSON')
    .option('--mails <number>', 'how many', '1000')
    .action(async ({ mails }: { mails: string }) => console.log(JSON.stringify(await benchSend({ mails: Number(mails) }), undefined, 2)));
}

/** Measures on a desk of its own, one process that decides and one worker; the limit is taken before and after. */
export async function benchSend({ mails }: { readonly mails: number }): Promise<BenchResult> {
  if (!Number.isInteger(mails) || mails < 1 || mails > 1_000_000) throw Object.assign(new Error('--mails wants a number between 1 and 1000000'), { code: 'bench.not-a-number' });
  const sink = await CountingSink.start();
  const desk = await ScratchDesk.open({ REKEY_OUTBOUND_SMTP_URL: `smtp://127.0.0.1:${sink.port}`, REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '100000000' });
  try {
    await prepareTemplates();
    const yaml = (await shippedProfiles())[0]!.yaml;
    const parsed = parseProfile(yaml);
    if (!parsed.ok) throw new Error('the shipped profile is broken');
    const before = await nodemailerAlone(sink, parsed.profile, mails);
    const seconds = await inTheHouse((house) => throughTheOutbox({
      sink, mails, desk, database: house.get(Database), queueMail: house.get(QueueMail),
      mailbox: async () => {
        await house.get(ImportPortal).run(yaml, { kind: 'operator' });
        const { address, displayName } = parsed.profile.mailboxes[0]!;
        const mailboxId = await house.get(Mailboxes).save({
          portalKey: parsed.profile.key, address, displayName, imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: address, imapPassword: new Secret('unused'),
        });
        return { portalKey: parsed.profile.key, mailboxId };
      },
    }), desk.environment);
    const after = await nodemailerAlone(sink, parsed.profile, mails);
    return resultOf(mails, seconds, (before + after) / 2);
  } finally {
    await desk.close();
    await sink.stop();
  }
}

function resultOf(mails: number, seconds: number, limitSeconds: number): BenchResult {
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    bench: 'send', mails, seconds: round(seconds, 3), perSecond: round(mails / seconds, 1),
    limit: { what: `pooled nodemailer, ${CONNECTIONS} connections`, seconds: round(limitSeconds, 3), perSecond: round(mails / limitSeconds, 1) },
    ratio: round(limitSeconds / seconds, 3),
  };
}

interface Outbox {
  readonly sink: CountingSink;
  readonly mails: number;
  readonly desk: ScratchDesk;
  readonly database: Database;
  readonly queueMail: QueueMail;
  readonly mailbox: () => Promise<{ portalKey: string; mailboxId: string }>;
}

/** Seconds from the first decision until the relay has the last mail. One mail before that wakes everything up. */
async function throughTheOutbox({ sink, mails, desk, database, queueMail, mailbox }: Outbox): Promise<number> {
  const from = await mailbox();
  const decide = (recipient: string) => database.transaction(async (tx) => {
    const queued = await queueMail.within(tx, { ...from, kind: 'recovery-link', locale: 'de', recipient, now: new Date(), ...content() });
    if (!queued.allowed) throw new Error(`the bench was refused: ${queued.refusal}`);
  });
  await desk.start('worker');
  const awake = sink.reaches(1);
  await decide('first@bench.example');
  await awake;

  const all = sink.reaches(mails);
  const start = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: DECIDERS }, async () => {
    while (next < mails) await decide(`person-${next++}@bench.example`);
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

class CountingSink {
  private constructor(private readonly thread: Worker, readonly port: number) {}

  static async start(): Promise<CountingSink> {
    const thread = new Worker(new URL('../bench/counting-sink.js', import.meta.url));
    const [{ port }] = (await once(thread, 'message')) as [{ port: number }];
    return new CountingSink(thread, port);
  }

  /** Counts from now on; resolves with the `count`-th mail. */
  async reaches(count: number): Promise<void> {
    this.thread.postMessage({ expect: count });
    await once(this.thread, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }
}
