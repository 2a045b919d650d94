import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { MikroORM } from '@mikro-orm/postgresql';
import { Database, isAway, ormOptions, type EntityManager } from '#persistence';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { allEntities } from '../support/entities.js';

/** More than a pool has places. */
const DEATHS = 15;
/** For transactions, of the pool of five that a test has: one is kept for whoever reads within one. */
const PLACES = 4;

describe('a connection that dies', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => void (fresh = await freshDatabase()));
  afterAll(() => fresh?.close());
  beforeEach(() => onALivingOne(() => fresh.database.transaction((tx) => tx.execute('create table if not exists a_row (id int); delete from a_row; insert into a_row values (1)'))));

  const locks = (tx: EntityManager): Promise<unknown> => tx.execute('select 1 from a_row for update');
  /** The pool may hand out a connection of which it has not heard yet that it is dead. */
  const onALivingOne = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (tries === 20 || !isAway(error)) throw error;
        await wait(50);
      }
    }
  };
  const throwOut = (which: string): Promise<number> => onALivingOne(async () => (await fresh.database.read((em) => em.execute<unknown[]>(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${which}`))).length);
  /** So many transactions are under way at the same moment. A place that is lost is waited for in vain. */
  const allPlacesAreFree = (): Promise<void> => onALivingOne(async () => {
    let inside = 0;
    const everybody = Promise.withResolvers<void>();
    everybody.promise.catch(() => undefined);
    await Promise.all(Array.from({ length: PLACES }, () => fresh.database.transaction(async (tx) => {
      await tx.execute('select 1');
      if ((inside += 1) === PLACES) await fresh.database.read((em) => em.execute('select 1')).then(() => everybody.resolve());
      await everybody.promise;
    }).catch((error: unknown) => {
      everybody.reject(error);
      throw error;
    })));
  });

  it('in the middle of a transaction, again and again, leaves its place in the pool to the next', async () => {
    for (let death = 0; death < DEATHS; death += 1) {
      await fresh.database.transaction(async (tx) => {
        await locks(tx);
        const doomed = fresh.database.transaction(locks).then(() => 'lives', () => 'dead');
        while ((await throwOut(`wait_event_type = 'Lock'`)) === 0) await wait(10);
        expect(await doomed).toBe('dead');
      });
    }
    await allPlacesAreFree();
  });

  it('between two statements of a transaction does so, too, and what it says then is no fault of the statement', async () => {
    for (let death = 0; death < DEATHS; death += 1) {
      const dead = await fresh.database.transaction(async (tx) => {
        await locks(tx);
        while ((await throwOut(`state = 'idle in transaction'`)) === 0) await wait(10);
        // Until the driver has heard of it, which it then says in words of its own.
        await wait(20);
        await tx.execute('select 1');
      }).then(() => undefined, (error: unknown) => error);
      expect({ dead, isAway: isAway(dead) }).toEqual({ dead: expect.any(Error), isAway: true });
    }
    await allPlacesAreFree();
  });

  it('before a transaction begins on it does the same', async () => {
    for (let death = 0; death < DEATHS; death += 1) {
      await throwOut(`state = 'idle'`);
      await Promise.allSettled(Array.from({ length: 3 }, () => fresh.database.transaction((tx) => tx.execute('select 1'))));
    }
    await allPlacesAreFree();
  });

  it('and more transactions than a pool has places can each read something besides', async () => {
    const read = Array.from({ length: 4 * PLACES }, () => fresh.database.transaction(async (tx) => {
      await tx.execute('select 1');
      return fresh.database.read((em) => em.execute<{ one: number }[]>('select 1 as one'));
    }));
    expect((await Promise.all(read)).flat()).toEqual(read.map(() => ({ one: 1 })));
  });

  it('and a place that never comes free is an outage, not a wait without end', async () => {
    const orm = await MikroORM.init(ormOptions(fresh.url, await allEntities(), 2, 200));
    const small = new Database(orm);
    try {
      await small.transaction(async (tx) => {
        await tx.execute('select 1');
        const other = await small.transaction((second) => second.execute('select 1')).then(() => undefined, (error: unknown) => error);
        expect({ other, isAway: isAway(other) }).toEqual({ other: expect.any(Error), isAway: true });
      });
      expect(await small.transaction((tx) => tx.execute('select 1 as one'))).toEqual([{ one: 1 }]);
      // The last place is waited for in the pool itself.
      await small.transaction(async () => {
        const slow = small.read((em) => em.execute('select pg_sleep(1.5)'));
        const other = await small.read((em) => em.execute('select 1')).then(() => undefined, (error: unknown) => error);
        expect({ other, isAway: isAway(other) }).toEqual({ other: expect.any(Error), isAway: true });
        await slow;
      });
    } finally {
      await orm.close(true);
    }
  });
});
