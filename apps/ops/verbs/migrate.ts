import type { Command } from 'commander';
import { loadConfig, type Settings } from '#config';
import { JobsConfig, prepareQueueBackend } from '#jobs';
import { migrate as migrateDatabase, PersistenceConfig } from '#persistence';
import { orAway } from '../database-away.js';
import { ALL_ENTITIES } from '../entities.js';
import { warnOfUnknownVariables } from '../up/all-settings.js';
import { environmentOfRunningDesk } from '../up/running-desk.js';

/** `rekey migrate`: brings the database up to date; without one in the environment that of the desk that runs in this home. */
export function migrate(program: Command): void {
  program.command('migrate').description('bring the database up to date; safe to run twice and in parallel').action(async () => {
    await warnOfUnknownVariables();
    const { of } = loadConfig([PersistenceConfig, JobsConfig], (await environmentOfRunningDesk()) ?? process.env);
    const database = of.get(PersistenceConfig) as Settings<typeof PersistenceConfig>;
    const jobs = of.get(JobsConfig) as Settings<typeof JobsConfig>;
    const applied = await bringUpToDate(database.URL, jobs.URL);
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'up to date');
  });
}

/** Our tables and BullMQ's. Returns the names of our migrations that were applied. @throws DatabaseAway */
export async function bringUpToDate(databaseUrl: string, queueUrl: string): Promise<string[]> {
  const applied = await orAway('REKEY_DATABASE_URL', () => migrateDatabase(databaseUrl, ALL_ENTITIES));
  await orAway('REKEY_QUEUE_URL', () => prepareQueueBackend(queueUrl, databaseUrl));
  return applied;
}
