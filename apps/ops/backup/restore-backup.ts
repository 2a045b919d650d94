import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import type { Sealer } from '#kernel';
import { DamagedBytes, FileStorage, type Storage } from '#storage';
import { BackupProblem, filesPath, fingerprintOf, type Manifest, readManifest, tablePath } from './manifest.js';
import { settleRestored } from './settle-restored.js';
import { tableNames } from './take-backup.js';

const ROWS_AT_ONCE = 500;

const OTHER_KEY = `the backup was taken with another REKEY_SECRET_KEY. With this one nothing that is sealed in it opens again (passwords of mailboxes and directories, second factors, signing keys), built-in passwords may fit no more, and the audit proves nothing. Put the old key back; if it is lost, --other-key restores all the same`;

export interface RestoreConditions {
  /** With the key of the desk that is filled. */
  readonly sealer: Sealer;
  /** The old key is lost: better a desk whose secrets are typed in again than none. */
  readonly acceptsOtherKey?: boolean | undefined;
  readonly now: Date;
}

export interface Restored {
  readonly manifest: Manifest;
  /** How many of each were ended, since nobody knows what became of them. */
  readonly ended: Awaited<ReturnType<typeof settleRestored>>;
}

/**
 * Fills an empty, migrated database and the storage from a backup, in one transaction. Mail that arrived since lies on the
 * IMAP server behind the restored cursor and comes in by itself; what was under way ends (`settle-restored.ts`).
 *
 * @throws BackupProblem when the backup is damaged, the migrations or the key (`backup.other-key`) differ, or the database is not empty
 */
export async function restoreBackup(databaseUrl: string, storage: Storage, directory: string, { sealer, acceptsOtherKey = false, now }: RestoreConditions): Promise<Restored> {
  const manifest = await readManifest(directory);
  if (manifest.keyFingerprint !== null && manifest.keyFingerprint !== fingerprintOf(sealer) && !acceptsOtherKey) throw new BackupProblem(OTHER_KEY, 'backup.other-key');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await refuseUnfit(client, manifest);
    const kept = new FileStorage(filesPath(directory));
    for (const sha256 of manifest.files) {
      await storage.put(await kept.get(sha256).catch((cause: unknown) => {
        throw cause instanceof DamagedBytes ? new BackupProblem(`the file ${sha256} of the backup is damaged`) : cause;
      }));
    }
    for (const { name, rows } of manifest.tables) {
      const filled = await fillTable(client, name, tablePath(directory, name));
      if (filled !== rows) throw new BackupProblem(`${name} has ${filled} rows in the backup, its manifest says ${rows}`);
    }
    await continueSequences(client);
    const ended = await settleRestored(client, manifest.takenAt, now);
    await client.query('commit');
    return { manifest, ended };
  } finally {
    await client.end();
  }
}

async function refuseUnfit(client: pg.Client, manifest: Manifest): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from rekey_migrations order by id');
  if (rows.map(({ name }) => name).join() !== manifest.migrations.join()) throw new BackupProblem('the backup was taken with other migrations; run `rekey migrate` of the release that took it');
  for (const name of await tableNames(client)) {
    const found = await client.query(`select 1 from ${client.escapeIdentifier(name)} limit 1`);
    if (found.rows.length > 0) throw new BackupProblem(`the database is not empty (${name} has rows); restore into a new one`);
  }
}

async function fillTable(client: pg.Client, name: string, path: string): Promise<number> {
  const table = client.escapeIdentifier(name);
  const columns = await ownColumns(client, name);
  let rows = 0;
  let batch: string[] = [];
  const write = async (): Promise<void> => {
    if (batch.length === 0) return;
    await client.query(`insert into ${table} (${columns}) overriding system value select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [`[${batch.join(',')}]`]);
    rows += batch.length;
    batch = [];
  };
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity })) {
    batch.push(line);
    if (batch.length === ROWS_AT_ONCE) await write();
  }
  await write();
  return rows;
}

/** What is kept in the table, not made by it: a column that the database generates takes no value, and makes its own again. */
async function ownColumns(client: pg.Client, name: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`, [name]);
  return rows.map(({ name: column }) => client.escapeIdentifier(column)).join(', ');
}

/** Identity columns go on after the highest restored value. */
async function continueSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(`
    select pg_get_serial_sequence(quote_ident(c.table_name), c.column_name) as sequence, c.table_name as table, c.column_name as column
    from information_schema.columns c join pg_tables t on t.schemaname = c.table_schema and t.tablename = c.table_name
    where c.table_schema = 'public' and c.table_name <> 'rekey_migrations' and pg_get_serial_sequence(quote_ident(c.table_name), c.column_name) is not null`);
  for (const { sequence, table, column } of rows) {
    await client.query(`select setval($1, coalesce((select max(${client.escapeIdentifier(column)}) from ${client.escapeIdentifier(table)}), 0) + 1, false)`, [sequence]);
  }
}
