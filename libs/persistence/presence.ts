import { randomInt } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { Database } from './database.js';

/** First half of the advisory lock's key: tells presences from other advisory locks. */
const PRESENCE_CLASS = 727_002;
const RECONNECT_MS = 500;

/**
 * Says to all other processes that this one lives: an advisory lock held by a connection of its own, which PostgreSQL
 * drops the moment the process is gone, even by kill -9. Work that is marked with the number of a process that is no
 * longer present was left behind.
 */
@Injectable()
export class Presence implements OnApplicationShutdown {
  readonly #number = randomInt(1, 2 ** 31);
  #standing: Promise<void> | undefined;
  #client: pg.Client | undefined;
  #stopped = false;

  constructor(private readonly database: Database) {}

  /** This process's number. The first call takes the lock; a process that never asks needs no connection. */
  async number(): Promise<number> {
    this.#standing ??= this.#stand().catch((error: unknown) => {
      this.#standing = undefined;
      throw error;
    });
    await this.#standing;
    return this.#number;
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end().catch(() => undefined);
  }

  async #stand(): Promise<void> {
    const client = new pg.Client({ connectionString: this.database.orm.config.get('clientUrl') as string, keepAlive: true });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('select pg_advisory_lock($1, $2)', [PRESENCE_CLASS, this.#number]);
    this.#client = client;
    client.on('end', () => this.#again());
  }

  /** PostgreSQL was away: until the lock stands again others may take this process for gone. */
  #again(): void {
    if (this.#stopped) return;
    setTimeout(() => {
      if (!this.#stopped) this.#stand().catch(() => this.#again());
    }, RECONNECT_MS).unref();
  }
}

/** The numbers of all processes that live. */
export async function presentNumbers(tx: EntityManager): Promise<number[]> {
  const rows = await tx.execute<{ number: string }[]>(
    `select objid::bigint as number from pg_locks where locktype = 'advisory' and classid = ? and objsubid = 2 and granted
       and database = (select oid from pg_database where datname = current_database())`,
    [PRESENCE_CLASS],
  );
  return rows.map(({ number }) => Number(number));
}
