import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VerifyAudit } from '#audit';
import { DAY_MS, newId, Sealer, Secret } from '#kernel';
import { FileStorage, StorageFault } from '#storage';
import { restoreBackup } from '../../apps/ops/backup/restore-backup.js';
import { NAMED_FILES, takeBackup } from '../../apps/ops/backup/take-backup.js';
import { readManifest, tablePath } from '../../apps/ops/backup/manifest.js';
import { demoWorld, seedDemoWorld } from '../../apps/ops/demo/seed-demo-world.js';
import { examineSeals } from '../../apps/ops/doctor/seals.js';
import { inTheHouse } from '../../apps/ops/house.js';
import { backup, INCOMPLETE, restore } from '../../apps/ops/verbs/backup.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { fillTables, type Given } from '../support/filled-tables.js';
import { runVerb } from '../support/run-verb.js';

const RAW = Buffer.from('From: a@b.example\r\nSubject: Umlaut ü\r\n\r\nHallo');
const KEY = `backup-${'k'.repeat(40)}`;
const SEALER = new Sealer(new Secret(KEY));

/** What is over already, so that a restore has nothing to settle in it. */
const GIVEN: Given = { mailbox_cursor: { lease_owner: null, lease_until: null }, mailbox_token: { asking_until: null }, sms_message: { state: 'sent' }, recovery_slip: { kind: 'pin-letter' } };
/** Whoever was on the way through one of these starts again. */
const EMPTIED = ['asked_link', 'builtin_session', 'home_sign_in', 'key_challenge'];
const SEQUENCES = `select s.oid::regclass::text as sequence, d.refobjid::regclass::text as "table", a.attname as "column" from pg_class s
  left join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
  left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace and s.relname not like 'rekey\\_migrations%'`;

describe('a backup', () => {
  let desk: FreshDatabase;
  let other: FreshDatabase;
  let place: string;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'rekey-backup-'));
    [desk, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    await inTheHouse(async (house) => seedDemoWorld(house, await demoWorld(new Secret(KEY)), 143), environment(desk.url));
    const sha256 = await new FileStorage(join(place, 'storage')).put(RAW);
    await desk.database.transaction((tx) => tx.execute(
      `insert into kept_mail (id, mailbox_id, portal_key, folder, uid_validity, uid, raw_sha256, size_bytes, received_at, kept_at, tries)
       select ?, id, portal_key, 'INBOX', '7', 1, ?, ?, now(), now(), 0 from mailbox limit 1`, [newId(), sha256, RAW.length]));
  });
  afterAll(async () => {
    await Promise.all([desk.close(), other.close()]);
    await rm(place, { recursive: true, force: true });
  });

  const environment = (url: string) => ({
    REKEY_DATABASE_URL: url, REKEY_SECRET_KEY: KEY, REKEY_STORAGE_URL: `file:${join(place, 'storage')}`, REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:2525', REKEY_AGENTS_REQUIRE_SECOND_FACTOR: 'false',
  });
  const rowsOf = (one: FreshDatabase, table: string) => one.database.read((em) => em.execute(`select * from ${table} order by 1`));
  const rows = <Row>(one: FreshDatabase, sql: string) => one.database.read((em) => em.execute<Row[]>(sql));
  const attach = ({ sha256, preview, removedAt }: { sha256: string; preview?: string; removedAt?: Date }) => desk.database.transaction((tx) => tx.execute(
    `insert into attachment (id, created_at, kept_mail_id, part, name, sha256, preview_sha256, removed_at, size_bytes, type, marks, is_picture, scan) values (?, now(), ?, '2', 'a.pdf', ?, ?, ?, 10, 'application/pdf', '[]', false, 'unscanned')`,
    [newId(), newId(), sha256, preview ?? null, removedAt ?? null]));
  const namesOf = async (one: FreshDatabase) => (await rows<{ name: string }>(one, `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'rekey_migrations' order by 1`)).map(({ name }) => name);

  it('brings everything back into an empty desk: rows, raw mails, an audit chain that still proves itself', async () => {
    // A row in every table that there is, of tomorrow's, too: what nobody was using then is what a restore stumbles over.
    const empty: string[] = [];
    for (const name of await namesOf(desk)) if ((await rowsOf(desk, name)).length === 0) empty.push(name);
    await fillTables(desk.database, empty, 'M', new Date(Date.now() - DAY_MS), GIVEN);
    const manifest = await takeBackup(desk.url, new FileStorage(join(place, 'storage')), join(place, 'one'), SEALER, new Date());
    expect(manifest.tables.filter(({ rows: some }) => some === 0)).toEqual([]);
    expect(manifest.tables.map(({ name }) => name)).toEqual(await namesOf(desk));
    expect(manifest.tables.find(({ name }) => name === 'builtin_account')!.rows).toBeGreaterThan(10);
    const storage = new FileStorage(join(place, 'new-storage'));
    await restoreBackup(other.url, storage, join(place, 'one'), { sealer: SEALER, now: new Date() });
    // Which browsers an agent came in by begins anew (`settle-restored.ts`); everything else of them is as it was.
    const [was, is] = await Promise.all([desk, other].map((one) => one.database.statement((em) => em.execute<object[]>(`select to_jsonb(a) - 'known_browsers_since' as agent from agent a order by id`))));
    expect(is).toEqual(was);
    for (const { name } of manifest.tables.filter((one) => one.name !== 'agent')) expect({ name, rows: await rowsOf(other, name) }).toEqual({ name, rows: EMPTIED.includes(name) ? [] : await rowsOf(desk, name) });
    // Every sequence belongs to a column, and goes on behind what came back.
    for (const { sequence, table, column } of await rows<{ sequence: string; table: string | null; column: string }>(other, SEQUENCES)) {
      const [next] = await rows<{ isFree: boolean }>(other, `select nextval('${sequence}') > (select max("${column}") from "${table}") as "isFree"`);
      expect({ sequence, ...next }).toEqual({ sequence, isFree: true });
    }
    expect(await storage.get(manifest.files[0]!)).toEqual(RAW);
    expect(await inTheHouse((house) => house.get(VerifyAudit).run(), environment(other.url))).toMatchObject({ ok: true });
  });

  it('has every file that a row names: an attachment and its preview outlive their raw mail (recovery-security 5.11)', async () => {
    const columns = await rows<{ named: string }>(desk, `select table_name || '.' || column_name as named from information_schema.columns where table_schema = 'public' and column_name like '%sha256' order by 1`);
    expect(NAMED_FILES.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(columns.map(({ named }) => named));

    const storage = new FileStorage(join(place, 'storage'));
    const [file, preview, ended] = await Promise.all(['%PDF-1.4 of a mail that is gone', 'drawn anew', 'of a ticket that is over'].map((text) => storage.put(Buffer.from(text))));
    await attach({ sha256: file!, preview: preview! });
    await attach({ sha256: ended!, removedAt: new Date() });
    const { files, missing } = await takeBackup(desk.url, storage, join(place, 'files'), SEALER, new Date());
    expect(files).toEqual(expect.arrayContaining([file, preview]));
    expect(files).not.toContain(ended);
    expect(missing).toEqual([]);
  });

  it('says what is missing or damaged, and is worth having all the same', async () => {
    const storage = new FileStorage(join(place, 'storage'));
    const damaged = await storage.put(Buffer.from('as it was written'));
    await writeFile(join(place, 'storage', damaged[0]!, damaged), 'as the disk has it now');
    const lost = 'd'.repeat(64);
    await attach({ sha256: lost, preview: damaged });
    const { files, missing } = await takeBackup(desk.url, storage, join(place, 'not-whole'), SEALER, new Date());
    expect([...missing].sort()).toEqual([damaged, lost].sort());
    expect(files).not.toEqual(expect.arrayContaining([damaged]));
    expect(files).toHaveLength(3);
    const manifest = await readManifest(join(place, 'not-whole'));
    expect(manifest.missing).toEqual(missing);
  });

  it('is none where the storage cannot tell what it has', async () => {
    await writeFile(join(place, 'no-folder'), '');
    await expect(takeBackup(desk.url, new FileStorage(join(place, 'no-folder')), join(place, 'blind'), SEALER, new Date())).rejects.toThrow(StorageFault);
    await expect(readManifest(join(place, 'blind'))).rejects.toThrow(/no complete backup/);
  });

  it('is refused where the secrets in it would not open, unless somebody says that the key is lost', async () => {
    const directory = join(place, 'other-key');
    const storage = new FileStorage(join(place, 'new-storage'));
    const { keyFingerprint } = await takeBackup(desk.url, new FileStorage(join(place, 'storage')), directory, SEALER, new Date());
    expect(keyFingerprint).toMatch(/^[0-9a-f]{32}$/);
    const third = await freshDatabase();
    try {
      const sealer = new Sealer(new Secret(`another-${'k'.repeat(40)}`));
      await expect(restoreBackup(third.url, storage, directory, { sealer, now: new Date() })).rejects.toMatchObject({ code: 'backup.other-key', message: expect.stringMatching(/REKEY_SECRET_KEY/) });
      expect(await rowsOf(third, 'portal')).toEqual([]);
      expect(await third.database.read((em) => examineSeals(em, sealer))).toMatchObject({ state: 'ok' });
      await restoreBackup(third.url, storage, directory, { sealer, acceptsOtherKey: true, now: new Date() });
      expect((await rowsOf(third, 'portal')).length).toBeGreaterThan(0);
      expect(await third.database.read((em) => examineSeals(em, sealer))).toMatchObject({ state: 'problem', detail: expect.stringMatching(/passwords? of mailbox/) });
    } finally {
      await third.close();
    }
  });

  it('says by its verbs what it is worth, and to whoever restores what is left to do', async () => {
    const directory = join(place, 'by-verb');
    const taken = await runVerb(backup, ['backup', directory], environment(desk.url));
    // Of the mails above one lost its file, and one's preview is damaged.
    expect(taken).toMatchObject({ code: INCOMPLETE, err: expect.stringContaining('THIS BACKUP IS NOT WHOLE: 2 files') });
    const empty = await freshDatabase();
    try {
      const other = { ...environment(empty.url), REKEY_SECRET_KEY: `another-${'k'.repeat(40)}` };
      expect(await runVerb(restore, ['restore', directory], other)).toMatchObject({ code: 1, err: expect.stringContaining('--other-key') });
      const restored = await runVerb(restore, ['restore', directory], environment(empty.url));
      expect(restored).toMatchObject({ code: INCOMPLETE, err: expect.stringContaining('2 files'), out: expect.stringContaining('rekey agent token issue') });
      expect(await rows(empty, `select chain, outcome, detail->>'missing' as missing from audit_entry where verb = 'desk.restored'`)).toEqual([{ chain: 'house', outcome: 'done', missing: '2' }]);
      expect(await inTheHouse((house) => house.get(VerifyAudit).run(), environment(empty.url))).toMatchObject({ ok: true });
    } finally {
      await empty.close();
    }
  });

  it('is refused where it would overwrite something, or is damaged', async () => {
    const storage = new FileStorage(join(place, 'new-storage'));
    await expect(restoreBackup(other.url, storage, join(place, 'one'), { sealer: SEALER, now: new Date() })).rejects.toThrow(/not empty/);
    await expect(takeBackup(desk.url, storage, join(place, 'one'), SEALER, new Date())).rejects.toThrow(/not empty/);
    await expect(restoreBackup(other.url, storage, join(place, 'nowhere'), { sealer: SEALER, now: new Date() })).rejects.toThrow(/no complete backup/);
    await appendFile(tablePath(join(place, 'one'), 'portal'), 'x');
    await expect(restoreBackup(other.url, storage, join(place, 'one'), { sealer: SEALER, now: new Date() })).rejects.toThrow(/damaged/);
  });
});
