import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, type MikroORM, type Options } from '@mikro-orm/postgresql';
import { MIGRATIONS } from './migrations/index.js';
import { QuickDriver } from './quick-driver.js';

/**
 * Whoever waits longer for a place in the pool hears that the database is away (`isAway`) and tries again later. Without a
 * limit a pool whose places are lost is a process that stands still and says nothing.
 */
const PLACE_WITHIN_MS = 60_000;

/** MikroORM's options for a list of entities. BullMQ's schema is not ours: a diff without `ignoreSchema` would drop it, as one without `ignoreTriggers` would drop the lock on the audit trail, and one without `ignoreRoutines` the function that finds words. */
export function ormOptions(url: string, entities: Options['entities'], poolMax = 10, placeWithinMs = PLACE_WITHIN_MS): Options {
  return defineConfig({
    driver: QuickDriver,
    clientUrl: url,
    entities,
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    pool: { min: 0, max: poolMax },
    driverOptions: { connectionTimeoutMillis: placeWithinMs },
    schemaGenerator: { ignoreSchema: ['bullmq'], ignoreTriggers: true, ignoreRoutines: true },
    migrations: { migrationsList: MIGRATIONS, tableName: 'rekey_migrations', snapshot: false, transactional: true, silent: true },
    allowGlobalContext: false,
    forceUtcTimezone: true,
    debug: false,
  });
}

/** How long whoever uses this ORM waits for a place. */
export function placeWithinMs(orm: MikroORM): number {
  return (orm.config.get('driverOptions') as { readonly connectionTimeoutMillis?: number }).connectionTimeoutMillis ?? PLACE_WITHIN_MS;
}
