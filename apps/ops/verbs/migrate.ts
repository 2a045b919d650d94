import type { Command } from 'commander';
import { loadConfig, type Settings } from '#config';
import { JobsConfig, prepareQueueBackend } from '#jobs';
import { migrate as migrateDatabase, PersistenceConfig } from '#persistence';
import { ALL_ENTITIES } from '../entities.js';

/** `rekey migrate`: brings the database up to date. */
export function migrate(program: Command): void {
  program.command('migrate').description('bring the database up to date; safe to run twice and in parallel').action(async () => {
    const { of } = loadConfig([PersistenceConfig, JobsConfig]);
    const database = of.get(PersistenceConfig) as Settings<typeof PersistenceConfig>;
    const jobs = of.get(JobsConfig) as Settings<typeof JobsConfig>;
    const applied = await bringUpToDate(database.URL, jobs.URL);
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'up to date');
  });
}

/** Our tables and BullMQ's. Returns the names of our migrations that were applied. */
export async function bringUpToDate(databaseUrl: string, queueUrl: string): Promise<string[]> {
  const applied = await migrateDatabase(databaseUrl, ALL_ENTITIES);
  await prepareQueueBackend(queueUrl, databaseUrl);
  return applied;
}
