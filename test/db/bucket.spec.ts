import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RemoveOldBytes } from '#intake';
import { DAY_MS, Sealer } from '#kernel';
import { FileStorage, openStorage } from '#storage';
import { restoreBackup } from '../../apps/ops/backup/restore-backup.js';
import { takeBackup } from '../../apps/ops/backup/take-backup.js';
import { doctor } from '../../apps/ops/verbs/doctor.js';
import { freshDatabase } from '../support/database.js';
import { MailingApi, mailWith } from '../support/mailing-api.js';
import { runVerb } from '../support/run-verb.js';
import { digestsIn, startS3Proxy, type S3Server } from '../support/s3-server.js';

describe('a desk that keeps its mails in a bucket', () => {
  let server: S3Server;
  let bucket: string;
  let desk: MailingApi;
  let place: string;
  beforeAll(async () => {
    [server, place] = await Promise.all([startS3Proxy(), mkdtemp(join(tmpdir(), 'rekey-bucket-'))]);
    bucket = await server.makeBucket('desk');
    desk = await MailingApi.open(server.environment('desk'));
  });
  afterAll(async () => {
    await desk?.close();
    await server?.stop();
    await rm(place, { recursive: true, force: true });
  });

  it('files a mail from there, and serves its attachment byte for byte', async () => {
    const bytes = Buffer.from('Hallo, ein Brief.\r\n');
    const { lines, body } = mailWith([{ name: 'brief.txt', type: 'text/plain', bytes }]);
    const mail = await desk.arrives(lines, body);
    const [kept] = await desk.rows<{ raw_sha256: string }>('select raw_sha256 from kept_mail where id = ?', [mail.keptMailId]);
    expect(await digestsIn(bucket)).toEqual([kept!.raw_sha256]);
    const mara = await desk.api.agent('mara', ['agent']);
    const { url } = await mara.post<{ url: string }>(`/api/v1/tickets/${mail.number}/messages/${mail.messageId}/attachments/2`, { way: 'file' });
    const answer = await fetch(new URL(url, desk.api.url));
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(await digestsIn(bucket)).toHaveLength(2);
  });

  it('is copied by a backup into a folder, and comes back from it into a folder or another bucket', async () => {
    const directory = join(place, 'backup');
    const manifest = await takeBackup(desk.api.databaseUrl, openStorage(server.url('desk'), server.keys), directory, desk.api.get(Sealer), new Date());
    // The raw mail and its attachment.
    expect(manifest).toMatchObject({ files: { length: 2 }, missing: [] });
    await server.makeBucket('new-desk');
    for (const storage of [openStorage(server.url('new-desk', 'restored'), server.keys), new FileStorage(join(place, 'storage'))]) {
      const other = await freshDatabase();
      try {
        await restoreBackup(other.url, storage, directory, { sealer: desk.api.get(Sealer), now: new Date() });
        expect(await storage.has(manifest.files[0]!)).toBe(true);
      } finally {
        await other.close();
      }
    }
  });

  it('makes no backup that lacks every mail because the bucket is away', async () => {
    await expect(takeBackup(desk.api.databaseUrl, openStorage(server.url('gone'), server.keys), join(place, 'no-backup'), desk.api.get(Sealer), new Date())).rejects.toThrow(/no such bucket/);
  });

  it('ends a damaged mail by its time, and its backup lists it as missing', async () => {
    const { lines, body } = mailWith([{ name: 'brief.txt', type: 'text/plain', bytes: Buffer.from('eins') }]);
    const { keptMailId } = await desk.arrives(lines, body);
    const row = async () => (await desk.rows<{ raw_sha256: string; raw_removed_at: Date | null }>('select raw_sha256, raw_removed_at from kept_mail where id = ?', [keptMailId]))[0]!;
    const { raw_sha256: sha256 } = await row();
    const path = (await readdir(bucket, { recursive: true })).find((one) => one.endsWith(sha256))!;
    await writeFile(join(bucket, path), 'damaged');
    const { missing } = await takeBackup(desk.api.databaseUrl, openStorage(server.url('desk'), server.keys), join(place, 'of-the-damaged'), desk.api.get(Sealer), new Date());
    expect(missing).toEqual([sha256]);
    await desk.api.get(RemoveOldBytes).run(new Date(Date.now() + 400 * DAY_MS));
    expect((await row()).raw_removed_at).not.toBeNull();
    expect(await digestsIn(bucket)).not.toContain(sha256);
    expect(await desk.rows(`select id from audit_entry where verb = 'mail.bytes-lost'`)).toEqual([]);
  });

  it('is well or not, says the doctor, and what to do then', async () => {
    const look = async (name: string) => {
      const { out } = await runVerb(doctor, ['doctor', '--json'], {
        ...server.environment(name), REKEY_DATABASE_URL: desk.api.databaseUrl, REKEY_QUEUE_URL: 'postgres:', REKEY_SECRET_KEY: `api-spec-${'k'.repeat(40)}`, REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:9',
      });
      return out.trim().split('\n').map((line) => JSON.parse(line) as { what: string; state: string; detail: string; cure?: string }).find(({ what }) => what === 'storage')!;
    };
    expect(await look('desk')).toMatchObject({ state: 'ok', detail: 'can be written, read and emptied' });
    expect(await look('gone')).toMatchObject({ state: 'problem', detail: expect.stringMatching(/no such bucket; make it, or name another one in REKEY_STORAGE_URL/), cure: expect.stringMatching(/does the bucket of REKEY_STORAGE_URL exist/) });
  });
});
