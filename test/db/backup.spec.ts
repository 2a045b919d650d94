import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VerifyAudit } from '#audit';
import { newId, Secret } from '#kernel';
import { FileStorage } from '#storage';
import { restoreBackup } from '../../apps/ops/backup/restore-backup.js';
import { takeBackup } from '../../apps/ops/backup/take-backup.js';
import { tablePath } from '../../apps/ops/backup/manifest.js';
import { demoWorld, seedDemoWorld } from '../../apps/ops/demo/seed-demo-world.js';
import { inTheHouse } from '../../apps/ops/house.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const RAW = Buffer.from('From: a@b.example\r\nSubject: Umlaut ü\r\n\r\nHallo');
const KEY = `backup-${'k'.repeat(40)}`;

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

  it('brings everything back into an empty desk: rows, raw mails, an audit chain that still proves itself', async () => {
    const manifest = await takeBackup(desk.url, new FileStorage(join(place, 'storage')), join(place, 'one'), new Date());
    expect(manifest.tables.find(({ name }) => name === 'builtin_account')!.rows).toBeGreaterThan(10);
    const storage = new FileStorage(join(place, 'new-storage'));
    await restoreBackup(other.url, storage, join(place, 'one'));
    for (const { name } of manifest.tables) expect({ name, rows: await rowsOf(other, name) }).toEqual({ name, rows: await rowsOf(desk, name) });
    expect(await storage.get(manifest.files[0]!)).toEqual(RAW);
    expect(await inTheHouse((house) => house.get(VerifyAudit).run(), environment(other.url))).toMatchObject({ ok: true });
  });

  it('is refused where it would overwrite something, or is damaged', async () => {
    const storage = new FileStorage(join(place, 'new-storage'));
    await expect(restoreBackup(other.url, storage, join(place, 'one'))).rejects.toThrow(/not empty/);
    await expect(takeBackup(desk.url, storage, join(place, 'one'), new Date())).rejects.toThrow(/not empty/);
    await expect(restoreBackup(other.url, storage, join(place, 'nowhere'))).rejects.toThrow(/no complete backup/);
    await appendFile(tablePath(join(place, 'one'), 'portal'), 'x');
    await expect(restoreBackup(other.url, storage, join(place, 'one'))).rejects.toThrow(/damaged/);
  });
});
