import { createPostgresBackend, runMigrations, setDefaultBackendFactory, type QueueOptions } from 'bullmq';
import pg from 'pg';

/** BullMQ's own schema inside our database. */
const SCHEMA = 'bullmq';

/** Whether jobs live in PostgreSQL, the default, or in Redis/Valkey. */
export function jobsLiveInPostgres(queueUrl: string): boolean {
  return queueUrl.startsWith('postgres');
}

/**
 * BullMQ's options for either backend. @nestjs/bullmq builds plain queues and workers, so PostgreSQL is chosen by
 * BullMQ's process-wide default factory.
 */
export function queueOptions(queueUrl: string, databaseUrl: string, prefix: string): QueueOptions {
  if (!jobsLiveInPostgres(queueUrl)) {
    setDefaultBackendFactory();
    return { connection: { url: queueUrl, maxRetriesPerRequest: null }, prefix };
  }
  setDefaultBackendFactory(createPostgresBackend as never);
  const connectionString = queueUrl === 'postgres:' ? databaseUrl : queueUrl;
  return { connection: { connectionString, schema: SCHEMA, max: 4 } as never };
}

/** Creates BullMQ's tables where they live in PostgreSQL; connections themselves never migrate. Part of `rekey migrate`. */
export async function prepareQueueBackend(queueUrl: string, databaseUrl: string): Promise<void> {
  if (!jobsLiveInPostgres(queueUrl)) return;
  const client = new pg.Client({ connectionString: queueUrl === 'postgres:' ? databaseUrl : queueUrl });
  await client.connect();
  try {
    await runMigrations(client as never, SCHEMA);
  } finally {
    await client.end();
  }
}
