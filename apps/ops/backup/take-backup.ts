import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import type { Sealer } from '#kernel';
import { DamagedBytes, FileStorage, MissingBytes, type Storage } from '#storage';
import { BackupProblem, digestOf, filesPath, fingerprintOf, type Manifest, manifestPath, tablePath } from './manifest.js';

const ROWS_AT_ONCE = 1_000;

/**
 * Writes a consistent copy of the database (one snapshot) and of every file that it names into an empty folder, while the desk goes on.
 * What the storage does not have is listed as `missing`: what is left of a desk is worth a backup, but nobody may take it for whole.
 * The key that seals secrets (REKEY_SECRET_KEY) is not part of it: who has both can open everything, so keep them apart.
 *
 * @throws BackupProblem when the folder is not empty; StorageFault when the storage cannot tell what it has: then there is no manifest, and no backup
 */
export async function takeBackup(databaseUrl: string, storage: Storage, directory: string, sealer: Sealer, now: Date): Promise<Manifest> {
  await mkdir(join(directory, 'tables'), { recursive: true, mode: 0o700 });
  if ((await readdir(directory)).length > 1 || (await readdir(join(directory, 'tables'))).length > 0) throw new BackupProblem(`${directory} is not empty; name a new folder`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const migrations = await client.query<{ name: string }>('select name from rekey_migrations order by id');
    const tables: Manifest['tables'] = [];
    for (const name of await tableNames(client)) tables.push(await copyTable(client, name, tablePath(directory, name)));
    const copied = await copyFiles(client, storage, new FileStorage(filesPath(directory)));
    const manifest: Manifest = { format: 2, takenAt: now.toISOString(), migrations: migrations.rows.map(({ name }) => name), keyFingerprint: fingerprintOf(sealer), tables, ...copied };
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

/** Every column that names a file of the storage, and of which rows that file should still be there. */
export const NAMED_FILES: readonly { readonly table: string; readonly column: string; readonly where: string }[] = [
  { table: 'kept_mail', column: 'raw_sha256', where: 'raw_removed_at is null' },
  // They have their own time: a raw mail goes after a month, what was attached to it only after its ticket.
  { table: 'attachment', column: 'sha256', where: 'removed_at is null' },
  { table: 'attachment', column: 'preview_sha256', where: 'removed_at is null and preview_sha256 is not null' },
];

/**
 * Bytes are stored before their row is committed, so every row of the snapshot had its file then.
 *
 * @throws StorageFault when the storage cannot tell what it has
 */
async function copyFiles(client: pg.Client, from: Storage, to: Storage): Promise<Pick<Manifest, 'files' | 'missing'>> {
  const files: string[] = [];
  const notThere: string[] = [];
  for (const sha256 of await namedFiles(client)) (await isCopied(sha256, from, to) ? files : notThere).push(sha256);
  if (notThere.length === 0) return { files, missing: [] };
  // Outside of the snapshot: what has ended since by its time is not missing.
  await client.query('commit');
  const stillNamed = new Set(await namedFiles(client));
  return { files, missing: notThere.filter((sha256) => stillNamed.has(sha256)) };
}

async function namedFiles(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ sha256: string }>(`${NAMED_FILES.map(({ table, column, where }) => `select ${column} as sha256 from ${table} where ${where}`).join(' union ')} order by 1`);
  return rows.map(({ sha256 }) => sha256);
}

/** False: it is not there, or no longer what was written. */
async function isCopied(sha256: string, from: Storage, to: Storage): Promise<boolean> {
  const bytes = await from.get(sha256).catch((error: unknown) => {
    if (error instanceof MissingBytes || error instanceof DamagedBytes) return undefined;
    throw error;
  });
  if (bytes) await to.put(bytes);
  return bytes !== undefined;
}
