import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { DAY_MS, StillClock } from '#kernel';
import type { QueueMailCommand } from '#outbound';
import { freshDatabase, type FreshDatabase } from './database.js';
import { outboundWorld, type OutboundWorld } from './outbound-world.js';

export const LINK = 'https://desk.example/r/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE';
export const AGENT = '01930a5e-0000-7000-8000-0000000000bb';
export const TICKET = '01930a5e-0000-7000-8000-0000000000aa';

export let fresh: FreshDatabase;
export let clock: StillClock;
export let world: OutboundWorld;

const worlds: OutboundWorld[] = [];
const open = async (options: Parameters<typeof outboundWorld>[1]) => {
  const opened = await outboundWorld(fresh.database, options);
  worlds.push(opened);
  return opened;
};
/** The same outbox opened another way: from here on it is the world of this test. */
export const reopen = async (options: Parameters<typeof outboundWorld>[1]) => (world = await open(options));

/**
 * An outbox on a database of its own, emptied before each test, at a clock that stands still, for the whole file that says so. Not for
 * whoever imports this: a module is loaded once, however many files its process runs.
 */
export function withOutbox(): void {
  beforeAll(async () => void (fresh = await freshDatabase()));
  afterAll(() => fresh?.close());
  afterEach(() => Promise.all(worlds.splice(0).map(({ presence }) => presence.onApplicationShutdown())));
  beforeEach(async () => {
    await fresh.database.transaction((tx) => tx.execute('truncate outbound_message, delivery_attempt, outbox_job, alarm, breaker_release'));
    clock = new StillClock(new Date('2026-11-23T08:00:00Z'));
    world = await open({ clock });
  });
}

export const linkMail = (more: Partial<QueueMailCommand<'recovery-link'>> = {}): QueueMailCommand<'recovery-link'> => ({
  portalKey: world.portalKey, mailboxId: world.mailboxId, ticketId: TICKET, kind: 'recovery-link', locale: 'de', recipient: 'mara@corp.example', now: clock.now(),
  variables: { salutationName: 'Mara', username: 'mara', expiresAt: new Date(clock.now().getTime() + DAY_MS).toISOString(), agentCode: null },
  secrets: { link: LINK, code: 'K7QM4TXA', codePage: 'https://desk.example/r' }, ...more,
});
export const replyMail = (more: Partial<QueueMailCommand<'reply'>> = {}): QueueMailCommand<'reply'> => ({
  portalKey: world.portalKey, mailboxId: world.mailboxId, kind: 'reply', locale: 'de', recipient: 'mara@corp.example', now: clock.now(), variables: { text: 'Guten Tag', agentCode: 'ro' }, secrets: {}, ...more,
});
export const queue = async (command: QueueMailCommand) => {
  const queued = await fresh.database.transaction((tx) => world.queue.within(tx, command));
  if (!queued.allowed) throw new Error(queued.refusal);
  return queued.message.id;
};
export const sql = <T = Record<string, unknown>>(text: string, values: unknown[] = []) => fresh.database.read((em) => em.execute<T[]>(text, values));
export const rowOf = async (id: string) => (await sql('select * from outbound_message where id = ?', [id]))[0]!;
export const jobs = () => sql<{ payload: { outboundMessageId: string; round: number }; run_at: Date | null }>('select payload, run_at from outbox_job order by id');
export const run = (id: string, round = 0) => world.deliver.run({ outboundMessageId: id, round });
