import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RemoveOldBytes, WatchStorage } from '#intake';
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

describe('a desk whose bucket keeps versions', () => {
  it('calls nothing lost and ends nothing, neither mails nor attachments, and raises the alarm', async () => {
    const bucket = await VersionedBucket.open();
    const desk = await MailingApi.open(bucket.environment);
    try {
      const { lines, body } = mailWith([{ name: 'brief.txt', type: 'text/plain', bytes: Buffer.from('zwei') }]);
      const { keptMailId } = await desk.arrives(lines, body);
      for (let round = 0; round < 3; round += 1) {
        await expect(desk.api.get(RemoveOldBytes).run(new Date(Date.now() + 60 * DAY_MS))).rejects.toMatchObject({ code: 'storage.keeps-versions' });
      }
      const [kept] = await desk.rows<{ raw_sha256: string; raw_removed_at: Date | null }>('select raw_sha256, raw_removed_at from kept_mail where id = ?', [keptMailId]);
      expect(kept!.raw_removed_at).toBeNull();
      expect([...bucket.marked].filter((key) => key.endsWith(kept!.raw_sha256))).toEqual([]);
      expect(await desk.rows(`select id from audit_entry where verb = 'mail.bytes-lost'`)).toEqual([]);
      expect(await desk.api.get(WatchStorage).run(new Date())).toBe('unavailable');
      // Switched off, as the fault says: then it ends by its time.
      bucket.keepsVersions = false;
      await desk.api.get(RemoveOldBytes).run(new Date(Date.now() + 60 * DAY_MS));
      expect(await desk.rows('select id from kept_mail where id = ? and raw_removed_at is not null', [keptMailId])).toHaveLength(1);
      expect(await desk.rows(`select id from audit_entry where verb = 'mail.bytes-lost'`)).toEqual([]);
      expect([...bucket.objects.keys()].filter((key) => key.endsWith(kept!.raw_sha256))).toEqual([]);
    } finally {
      await desk.close();
      bucket.close();
    }
  });
});

/** As much of S3 as a desk needs, with the answers of a versioned bucket ("Deleting object versions from a versioning-enabled bucket"); S3Proxy knows no versions. */
class VersionedBucket {
  keepsVersions = true;
  readonly objects = new Map<string, Buffer>();
  readonly marked = new Set<string>();
  readonly #server = createServer(async (request, response) => {
    const key = request.url!.split('?')[0]!;
    const parts: Buffer[] = [];
    for await (const one of request) parts.push(one as Buffer);
    if (request.method === 'PUT') {
      this.objects.set(key, Buffer.concat(parts));
      this.marked.delete(key);
      response.writeHead(200, { etag: '"x"' }).end();
    } else if (request.method === 'DELETE') {
      if (this.keepsVersions) this.marked.add(key);
      else this.objects.delete(key);
      response.writeHead(204, this.keepsVersions ? { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'v1' } : {}).end();
    } else if (!this.objects.has(key) || this.marked.has(key)) {
      response.writeHead(404, { 'content-type': 'application/xml' }).end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>');
    } else {
      response.writeHead(200, { 'content-length': this.objects.get(key)!.length }).end(this.objects.get(key));
    }
  });

  static async open(): Promise<VersionedBucket> {
    const bucket = new VersionedBucket();
    bucket.#server.listen(0, '127.0.0.1');
    await once(bucket.#server, 'listening');
    return bucket;
  }

  get environment(): Record<string, string> {
    return { REKEY_STORAGE_URL: `s3://desk/?endpoint=http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`, REKEY_STORAGE_ACCESS_KEY_ID: 'desk', REKEY_STORAGE_SECRET_ACCESS_KEY: 'secret of the desk' };
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
