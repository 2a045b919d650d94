import { MikroORM, type Options } from '@mikro-orm/postgresql';
import { ormOptions } from './orm-options.js';

/** Any fixed number: two `rekey migrate` at the same time wait for each other on it. */
const MIGRATION_LOCK = 727_001;

/** Brings the database up to date. Safe to run twice and in parallel. Returns the names of what was applied. */
export async function migrate(url: string, entities: Options['entities']): Promise<string[]> {
  const orm = await MikroORM.init(ormOptions(url, entities, 2));
  const lock = orm.em.fork();
  try {
    await lock.begin();
    await lock.getConnection().execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK], 'run', lock.getTransactionContext());
    const applied = await orm.migrator.up();
    await lock.commit();
    return applied.map(({ name }) => name);
  } finally {
    await orm.close(true);
  }
}
