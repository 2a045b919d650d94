import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { Database, ormOptions } from '#persistence';
import { allEntities } from './entities.js';
import { neighbours, TEMPLATE } from './neighbour-data.js';

export interface FreshDatabase {
  readonly url: string;
  readonly orm: MikroORM;
  readonly database: Database;
  /** Disconnects and drops the database. */
  close(): Promise<void>;
}

/** A database of its own for a test file: a clone of the migrated template, so it starts empty and nobody else writes. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const url = await freshDatabaseUrl();
  const orm = await MikroORM.init(ormOptions(url, await allEntities(), 5));
  return {
    url,
    orm,
    database: new Database(orm),
    close: async () => {
      await orm.close(true);
      await dropDatabase(url);
    },
  };
}

/** The same without an ORM, for processes that bring their own. Drop it with `dropDatabase`. */
export async function freshDatabaseUrl(): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asAdmin((client) => client.query(`create database ${name} template ${TEMPLATE}`));
  return neighbours().adminUrl.replace(/\/postgres$/, `/${name}`);
}

/** Also ends connections that a process left behind. Vacuum comes by itself, belongs to the superuser, and is waited for. */
export async function dropDatabase(url: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await asAdmin((client) => client.query(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`));
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE || tries === 50) throw error;
      await wait(200);
    }
  }
}

/** SQLSTATE of "permission denied to terminate process". */
const INSUFFICIENT_PRIVILEGE = '42501';

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: neighbours().adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
