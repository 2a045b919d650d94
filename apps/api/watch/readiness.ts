import { getQueueToken } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { ALARM_KINDS, Alarms } from '#alarms';
import { ReadMailboxHealth, type MailboxTrouble } from '#intake';
import { LANES, type Lane } from '#jobs';
import { Clock } from '#kernel';
import { Database } from '#persistence';

const PATIENCE_MS = 2_000;
/** With these no mail comes in; the others are warnings. */
const NOT_READ: readonly MailboxTrouble[] = ['not-read', 'sign-in-refused', 'not-trusted', 'folder-missing'];

export interface Readiness {
  /** `degraded`: the console works, but a mailbox is not read. */
  readonly status: 'ok' | 'degraded' | 'down';
  readonly database: Check;
  readonly queue: Check;
  readonly mailboxes: readonly MailboxCheck[];
  /** Open alarms by kind. */
  readonly alarms: Readonly<Record<string, number>>;
}

interface Check {
  readonly ok: boolean;
  readonly tookMs: number;
}

interface MailboxCheck {
  readonly address: string;
  readonly ok: boolean;
  readonly connected: boolean;
  readonly lastSignInAgeSeconds: number | null;
  /** Age of the moment up to which everything is kept. */
  readonly caughtUpAgeSeconds: number | null;
  readonly troubles: readonly string[];
  readonly waiting: number;
}

/** Looks at everything that this process leans on. Says whether, never why: the log and the console know why. */
@Injectable()
export class CheckReadiness implements OnApplicationBootstrap {
  readonly #log = new Logger('queue');

  constructor(private readonly database: Database, private readonly mailboxes: ReadMailboxHealth, private readonly alarms: Alarms, private readonly modules: ModuleRef, private readonly clock: Clock) {}

  /** A queue whose backend is away says so by an event; unheard, it would be printed with everything in it. */
  onApplicationBootstrap(): void {
    for (const name of this.lanes) this.lane(name).on('error', (error: Error) => this.#log.warn(`lane ${name}: ${error.message}`));
  }

  async run(): Promise<Readiness> {
    const database = await timed(() => this.database.read((em) => em.execute('select 1')));
    const queue = await timed(() => this.lane('intake').getJobCounts('waiting'));
    const mailboxes = database.ok ? await this.#mailboxes().catch(() => []) : [];
    const open = database.ok ? await this.alarms.open().catch(() => []) : [];
    const isDegraded = mailboxes.some(({ ok }) => !ok) || open.some(({ kind }) => ALARM_KINDS[kind]?.urgent);
    const alarms = Object.fromEntries([...Map.groupBy(open, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]));
    return { status: !database.ok || !queue.ok ? 'down' : isDegraded ? 'degraded' : 'ok', database, queue, mailboxes, alarms };
  }

  /** The BullMQ queue of a lane. */
  lane(name: Lane): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }

  get lanes(): readonly Lane[] {
    return Object.keys(LANES) as Lane[];
  }

  async #mailboxes(): Promise<MailboxCheck[]> {
    const now = this.clock.now().getTime();
    const age = (moment: Date | null): number | null => (moment ? Math.max(0, Math.round((now - moment.getTime()) / 1_000)) : null);
    return (await this.mailboxes.run()).filter(({ enabled }) => enabled).map(({ address, connected, lastSignInAt, caughtUpAt, waiting, troubles }) => ({
      // One connection may last for days: what counts is up to when everything is kept, not when somebody last signed in.
      address, ok: connected || !troubles.some((trouble) => NOT_READ.includes(trouble)), connected, lastSignInAgeSeconds: age(lastSignInAt), caughtUpAgeSeconds: age(caughtUpAt), waiting, troubles,
    }));
  }
}

async function timed(look: () => Promise<unknown>): Promise<Check> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), PATIENCE_MS);
  });
  const ok = await Promise.race([look(), tooLong]).then(() => true, () => false);
  clearTimeout(timer);
  return { ok, tookMs: Math.round(performance.now() - began) };
}
