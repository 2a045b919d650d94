import type { EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { recordset, rowsOf } from './many-rows.js';
import { writeLate, type LateWrite } from './late-writes.js';

/** Sends `payload` (≤ 8,000 bytes, no secrets) to everyone who listens on `channel`, at the moment `tx` commits. */
export async function notify(tx: EntityManager, channel: string, payload = ''): Promise<void> {
  writeLate(tx, notifications, { channel, payload });
}

const notifications: LateWrite<{ readonly channel: string; readonly payload: string }> = {
  order: 50,
  async write(tx, items) {
    await tx.execute(`select pg_notify(channel, payload) from ${recordset('channel text, payload text')}`, [rowsOf(items)]);
  },
};

const RECONNECT_MS = 1_000;

/** Listens on one channel with a connection of its own and comes back by itself when PostgreSQL was away. */
export class Listener {
  #client: pg.Client | undefined;
  #stopped = false;

  constructor(private readonly url: string, private readonly channel: string, private readonly onPayload: (payload: string) => void) {}

  /** Resolves when the first LISTEN stands. */
  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('notification', (message) => this.onPayload(message.payload ?? ''));
    client.on('error', () => undefined);
    client.on('end', () => this.#again());
    this.#client = client;
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(this.channel)}`);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end().catch(() => undefined);
  }

  #again(): void {
    if (this.#stopped) return;
    setTimeout(() => {
      // A wake-up may have been missed meanwhile: an empty payload means "look yourself".
      if (!this.#stopped) this.start().then(() => this.onPayload(''), () => undefined);
    }, RECONNECT_MS).unref();
  }
}
