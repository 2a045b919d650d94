import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { FileStorage, type Storage } from '#storage';
import { BackupProblem, digestOf, filesPath, type Manifest, manifestPath, tablePath } from './manifest.js';

const ROWS_AT_ONCE = 1_000;

/**
 * Writes a consistent copy of the database (one snapshot) and of all raw mails into an empty folder, while the desk goes on.
 * The key that seals secrets (REKEY_SECRET_KEY) is not part of it: who has both can open everything, so keep them apart.
 *
 * @throws BackupProblem when the folder is not empty
 */
export async function takeBackup(databaseUrl: string, storage: Storage, directory: string, now: Date): Promise<Manifest> {
  await mkdir(join(directory, 'tables'), { recursive: true, mode: 0o700 });
  if ((await readdir(directory)).length > 1 || (await readdir(join(directory, 'tables'))).length > 0) throw new BackupProblem(`${directory} is not empty; name a new folder`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const migrations = await client.query<{ name: string }>('select name from rekey_migrations order by id');
    const tables: Manifest['tables'] = [];
    for (const name of await tableNames(client)) tables.push(await copyTable(client, name, tablePath(directory, name)));
    const files = await copyFiles(client, storage, new FileStorage(filesPath(directory)));
    const manifest: Manifest = { format: 1, takenAt: now.toISOString(), migrations: migrations.rows.map(({ name }) => name), tables, files };
    await writeFile(manifestPath(directory), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
    return manifest;
  } finally {
    await client.end();
  }
}

/** Every table of ours, by name; the job queue is left out, since the rows say what is to be done. */
export async function tableNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'rekey_migrations' order by 1`);
  return rows.map(({ name }) => name);
}

async function copyTable(client: pg.Client, name: string, path: string): Promise<Manifest['tables'][number]> {
  let rows = 0;
  const lines = async function* (): AsyncGenerator<string> {
    await client.query(`declare backup no scroll cursor for select to_jsonb(one)::text as line from ${client.escapeIdentifier(name)} one`);
    for (;;) {
      const batch = await client.query<{ line: string }>(`fetch ${ROWS_AT_ONCE} from backup`);
      if (batch.rows.length === 0) break;
      rows += batch.rows.length;
      yield batch.rows.map(({ line }) => `${line}\n`).join('');
    }
    await client.query('close backup');
  };
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(path, { mode: 0o600 }));
  return { name, rows, sha256: await digestOf(path) };
}

/** Raw bytes are stored before their row is committed, so every row of the snapshot has its file. */
async function copyFiles(client: pg.Client, from: Storage, to: Storage): Promise<string[]> {
  const { rows } = await client.query<{ sha256: string }>('select distinct raw_sha256 as sha256 from kept_mail where raw_removed_at is null order by 1');
  const copied: string[] = [];
  for (const { sha256 } of rows) {
    if (!(await from.has(sha256))) continue;
    await to.put(await from.get(sha256));
    copied.push(sha256);
  }
  return copied;
}
