import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DamagedBytes, openStorage, sha256Of, StorageFault, type Storage } from '#storage';
import { s3PlaceOf } from '../../libs/storage/s3-place.js';
import { S3Storage } from '../../libs/storage/s3-storage.js';
import { CuttingDoor } from '../support/cutting-door.js';
import { digestsIn, startS3Proxy, type S3Server } from '../support/s3-server.js';
import { inTurn, storageContract, streamed } from './storage.contract.js';

/** Enough for a server beside us that is well, and soon over for one that is not. */
const SHORT = { connectMs: 1_000, silenceMs: 1_000, callMs: 3_000 };

storageContract('a bucket', async () => {
  const server = await startS3Proxy();
  const folder = await server.makeBucket('desk');
  return { url: server.url('desk', 'mails/of-the-school'), keys: server.keys, digests: () => digestsIn(folder), damage: (sha256, bytes) => writeFile(join(folder, 'mails/of-the-school', sha256[0]!, sha256), bytes), close: () => server.stop() };
});

describe('a bucket, and what comes in between', () => {
  let server: S3Server;
  let folder: string;
  let door: CuttingDoor;
  let storage: Storage;
  beforeAll(async () => {
    server = await startS3Proxy();
    folder = await server.makeBucket('desk');
    door = await CuttingDoor.open(server.port);
    storage = openStorage(throughTheDoor(), server.keys);
  });
  afterEach(() => {
    door.rule = {};
  });
  afterAll(async () => {
    await door?.close();
    await server?.stop();
  });

  const throughTheDoor = (): string => `s3://desk?endpoint=http://127.0.0.1:${door.port}`;
  const impatient = (): Storage => new S3Storage(s3PlaceOf(throughTheDoor()), server.keys, SHORT);
  const faultOf = async (work: Promise<unknown>): Promise<StorageFault> => {
    const fault = await work.then(() => undefined, (error: unknown) => error);
    expect(fault).toBeInstanceOf(StorageFault);
    const { message, cause } = fault as StorageFault;
    // Neither the secret nor a signature made with it.
    expect(`${message} ${JSON.stringify(cause)} ${String(cause)}`).not.toMatch(/secret access key of|Signature=|Authorization/);
    return fault as StorageFault;
  };

  it('lie as files do, in one folder of sixteen below the prefix', async () => {
    const sha256 = await openStorage(server.url('desk', 'a/b'), server.keys).put(Buffer.from('where?'));
    expect(await readdir(join(folder, 'a', 'b', sha256[0]!))).toEqual([sha256]);
  });

  it('say what to do when the secret is wrong, the key is unknown or the bucket is not there', async () => {
    const put = (bucket: string, keys: Partial<S3Server['keys']>): Promise<StorageFault> => faultOf(openStorage(server.url(bucket), { ...server.keys, ...keys }).put(Buffer.from('x')));
    expect((await put('desk', { secretAccessKey: 'wrong' })).message).toMatch(/the secret is not that of the access key; check REKEY_STORAGE_ACCESS_KEY_ID and REKEY_STORAGE_SECRET_ACCESS_KEY$/);
    expect((await put('desk', { accessKeyId: 'nobody' })).message).toMatch(/does not know this access key/);
    expect((await put('no-such-bucket', {})).message).toMatch(/no such bucket; make it, or name another one in REKEY_STORAGE_URL$/);
    // That it is not there must not look as if nothing was ever kept: a backup would leave it out.
    expect((await faultOf(openStorage(server.url('no-such-bucket'), server.keys).has('0'.repeat(64)))).message).toMatch(/no such bucket/);
  });

  it('use what the SDK finds where we set no keys, and say so where there is nothing', async () => {
    const before = { ...process.env };
    const nowhere = join(folder, 'nowhere');
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_SHARED_CREDENTIALS_FILE: nowhere, AWS_CONFIG_FILE: nowhere });
    try {
      expect((await faultOf(openStorage(server.url('desk')).put(Buffer.from('x')))).message).toMatch(/there are no credentials; set REKEY_STORAGE_ACCESS_KEY_ID/);
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: server.keys.accessKeyId, AWS_SECRET_ACCESS_KEY: server.keys.secretAccessKey });
      expect(await openStorage(server.url('desk')).put(Buffer.from('x'))).toBe(sha256Of(Buffer.from('x')));
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it('take no bytes that are damaged on their way', async () => {
    const bytes = Buffer.from('a mail that arrives as it was sent');
    door.rule = { garbles: /as it was sent/ };
    await faultOf(storage.put(bytes));
    expect(await digestsIn(folder)).not.toContain(sha256Of(bytes));
    door.rule = {};
    expect(await storage.put(bytes)).toBe(sha256Of(bytes));
    door.rule = { hides: /as it was sent/ };
    await expect(storage.get(sha256Of(bytes))).rejects.toThrow(DamagedBytes);
  });

  it('answer many calls over one line', async () => {
    const sha256 = await storage.put(Buffer.from('asked for again and again'));
    const lines = door.lines;
    for (let nth = 0; nth < 20; nth += 1) {
      expect(await storage.has(sha256)).toBe(true);
      expect(await storage.has('0'.repeat(64))).toBe(false);
      await storage.get(sha256);
      await storage.getBeginning(sha256, 3);
    }
    expect(door.lines - lines).toBeLessThanOrEqual(1);
  });

  it('go on where a line broke', async () => {
    const whole = Buffer.concat(Array.from({ length: 300 }, (_, at) => Buffer.alloc(10_000, at)));
    const { sha256 } = await storage.putStream(inTurn([whole]));
    for (const read of [() => storage.get(sha256), () => streamed(storage, sha256)]) {
      const cuts = door.cuts;
      door.passed = 0;
      door.rule = { cutAfterAll: 1_000_000 };
      expect(sha256Of(await read())).toBe(sha256);
      expect(door.cuts).toBe(cuts + 1);
    }
  });

  it('are not waited for without end: a server that is silent, at once or in the middle', async () => {
    const { sha256 } = await storage.putStream(inTurn([Buffer.alloc(3_000_000, 7)]));
    const hasty = impatient();
    door.rule = { isDead: true };
    for (const ask of [() => hasty.put(Buffer.from('y')), () => hasty.get(sha256), () => hasty.has(sha256), () => hasty.forget(sha256)]) expect((await faultOf(ask())).message).toMatch(/no answer in time/);
    door.rule = {};
    let seen = 0;
    expect((await faultOf(hasty.show(sha256, 3_000_000, ({ length }) => {
      seen += length;
      door.rule = { isDead: true };
    }))).message).toMatch(/no answer in time/);
    expect(seen).toBeGreaterThan(0);
  });

  it('are the storage’s fault only where the storage fails', async () => {
    const sha256 = await storage.put(Buffer.from('looked at'));
    const mistake = new TypeError('a mistake of whoever looks');
    await expect(storage.show(sha256, 100, () => { throw mistake; })).rejects.toBe(mistake);
  });

  it('are there or not, and never half, when the server dies in the middle of an upload', async () => {
    const small = Buffer.alloc(2_000_000, 'small');
    const large = Array.from({ length: 20 }, (_, at) => Buffer.alloc(1024 * 1024, at));
    const cases = [
      { at: /^PUT /, put: () => storage.put(small) },
      { at: /partNumber=2/, put: () => storage.putStream(inTurn(large)) },
    ];
    for (const { at, put } of cases) {
      const before = await digestsIn(folder);
      let dying: Promise<void> | undefined;
      door.rule = { atQuestion: { fits: at, then: () => { dying = server.kill(); } } };
      expect((await faultOf(put())).message).toMatch(/hung up|nobody answers/);
      await dying;
      await server.start();
      expect(await digestsIn(folder)).toEqual(before);
      await put();
      expect(await digestsIn(folder)).toHaveLength(before.length + 1);
      for (const sha256 of await digestsIn(folder)) if (!before.includes(sha256)) await storage.forget(sha256);
    }
  });

  it('are found again after the server was restarted between two calls', async () => {
    const sha256 = await storage.put(Buffer.from('before'));
    await server.kill();
    expect((await faultOf(storage.get(sha256))).message).toMatch(/hung up|nobody answers/);
    await server.start();
    expect((await storage.get(sha256)).toString()).toBe('before');
  });

  it('know that an upload has ended although its last answer was lost', async () => {
    const large = Array.from({ length: 10 }, (_, at) => Buffer.alloc(1024 * 1024, `lost ${at}`));
    const cuts = door.cuts;
    door.rule = { atAnswer: { fits: /^POST \S+[?&]uploadId=/, then: () => undefined } };
    const { sha256 } = await storage.putStream(inTurn(large));
    expect(door.cuts).toBe(cuts + 1);
    expect(sha256Of(await storage.get(sha256))).toBe(sha256);
  });
});
