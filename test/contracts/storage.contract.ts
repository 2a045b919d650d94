import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DamagedBytes, MissingBytes, openStorage, sha256Of, StorageFault, type Storage, type StorageKeys } from '#storage';

/** A place that storage can be opened on, and a look at what really lies there. */
export interface StoragePlace {
  readonly url: string;
  readonly keys?: StorageKeys;
  /** The digests under whose names something lies there, each as often as it does. */
  digests(): Promise<readonly string[]>;
  /** What the disk below does when it fails: other bytes lie under that name. */
  damage(sha256: string, bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** More than S3 takes in one part. */
const LARGE_PIECES = 20;

/** What intake, attachments, retention and backups rely on, wherever the bytes lie. */
export function storageContract(name: string, open: () => Promise<StoragePlace>): void {
  describe(`storage: ${name}`, () => {
    let place: StoragePlace;
    let storage: Storage;
    beforeAll(async () => {
      place = await open();
      storage = openStorage(place.url, place.keys);
    });
    afterAll(() => place?.close());

    it('keeps the same bytes once, under their digest, and gives them back', async () => {
      const bytes = Buffer.from('From: a@b.example\r\n\r\nHallo');
      const [one, other] = await Promise.all([storage.put(bytes), storage.put(bytes)]);
      expect(one).toBe(sha256Of(bytes));
      expect(other).toBe(one);
      expect(await storage.get(one)).toEqual(bytes);
      expect(await place.digests()).toEqual([one]);
      expect(await openStorage(place.url, place.keys).get(one)).toEqual(bytes);
    });

    it('forgets, and what is forgotten already once more', async () => {
      const sha256 = await storage.put(Buffer.from('to be forgotten'));
      expect(await storage.has(sha256)).toBe(true);
      await storage.forget(sha256);
      await storage.forget(sha256);
      expect(await storage.has(sha256)).toBe(false);
      expect(await place.digests()).not.toContain(sha256);
    });

    it('keeps many in their order, more than are written side by side, and the same among them', async () => {
      const many = Array.from({ length: 30 }, (_, at) => Buffer.from(`mail ${at % 25}`));
      const kept = await storage.putAll(many);
      expect(kept).toEqual(many.map(sha256Of));
      expect(await Promise.all(kept.map((sha256) => storage.get(sha256)))).toEqual(many);
      expect(await storage.putAll([])).toEqual([]);
    });

    it('keeps what comes in pieces as it keeps it whole, and gives back a beginning or a stream', async () => {
      const pieces = ['From: a@b.example\r\n', '\r\n', 'x'.repeat(200_000)].map((piece) => Buffer.from(piece));
      const whole = Buffer.concat(pieces);
      const stored = await storage.putStream(inTurn(pieces));
      expect(stored).toEqual({ sha256: sha256Of(whole), sizeBytes: whole.length });
      expect(await storage.put(whole)).toBe(stored.sha256);
      expect(await storage.getBeginning(stored.sha256, 20)).toEqual({ bytes: whole.subarray(0, 20), sizeBytes: whole.length });
      const all = await storage.getBeginning(stored.sha256, 300_000);
      expect([all.bytes.equals(whole), all.sizeBytes]).toEqual([true, whole.length]);
      const memory = Buffer.alloc(30);
      expect(await storage.readInto(memory, stored.sha256)).toEqual({ bytes: whole.subarray(0, 30), sizeBytes: whole.length });
      const read = await storage.readInto(Buffer.alloc(300_000), stored.sha256);
      expect([read.bytes.equals(whole), read.sizeBytes]).toEqual([true, whole.length]);
      expect((await streamed(storage, stored.sha256)).equals(whole)).toBe(true);
      const shown: string[] = [];
      await storage.show(stored.sha256, 150_000, (piece) => shown.push(piece.toString()));
      expect(shown.join('')).toBe(whole.toString().slice(0, 150_000));
    });

    it('keeps what is empty', async () => {
      for (const sha256 of [await storage.put(Buffer.alloc(0)), (await storage.putStream(inTurn([]))).sha256]) {
        expect(await storage.has(sha256)).toBe(true);
        expect(await storage.get(sha256)).toHaveLength(0);
        expect(await storage.getBeginning(sha256, 10)).toEqual({ bytes: Buffer.alloc(0), sizeBytes: 0 });
        expect(await streamed(storage, sha256)).toHaveLength(0);
        await storage.show(sha256, 10, () => expect('a piece').toBe('none'));
      }
    });

    it('keeps what is large, byte for byte', async () => {
      const pieces = Array.from({ length: LARGE_PIECES }, (_, at) => Buffer.alloc(1024 * 1024 + 1, at));
      const whole = Buffer.concat(pieces);
      const { sha256, sizeBytes } = await storage.putStream(inTurn(pieces));
      expect({ sha256, sizeBytes }).toEqual({ sha256: sha256Of(whole), sizeBytes: whole.length });
      expect(sha256Of(await storage.get(sha256))).toBe(sha256);
      expect(sha256Of(await streamed(storage, sha256))).toBe(sha256);
      expect((await place.digests()).filter((one) => one === sha256)).toHaveLength(1);
      await storage.forget(sha256);
      expect(await storage.has(sha256)).toBe(false);
    });

    it('says of what is not there that it is the storage’s fault, whichever way it is asked for', async () => {
      const nobody = '0'.repeat(64);
      expect(await storage.has(nobody)).toBe(false);
      for (const ask of [() => storage.get(nobody), () => storage.getBeginning(nobody, 5), () => storage.readInto(Buffer.alloc(5), nobody), () => storage.getStream(nobody), () => storage.show(nobody, 5, () => undefined)]) {
        await expect(ask()).rejects.toThrow(MissingBytes);
        await expect(ask()).rejects.toThrow(StorageFault);
      }
    });

    it('gives back nothing damaged as if it were whole, and says that no later try helps', async () => {
      const bytes = Buffer.from('eaten by the disk below');
      const sha256 = await storage.put(bytes);
      for (const found of [Buffer.from('eaten by'), Buffer.from('EATEN by the disk below'), Buffer.alloc(0)]) {
        await place.damage(sha256, found);
        expect(await storage.has(sha256)).toBe(true);
        for (const ask of [() => storage.get(sha256), () => storage.getBeginning(sha256, 100), () => storage.readInto(Buffer.alloc(100), sha256), () => storage.show(sha256, 100, () => undefined), () => streamed(storage, sha256)]) {
          const fault = await ask().then(() => undefined, (error: unknown) => error);
          expect(fault).toBeInstanceOf(DamagedBytes);
          expect(fault).not.toBeInstanceOf(StorageFault);
          expect(fault).toMatchObject({ code: 'storage.damaged', retry: 'never', message: expect.stringMatching(/is damaged, its bytes are not those of its name; bring it back from a backup$/) });
        }
      }
      // Putting it once more heals it.
      await storage.put(bytes);
      expect(await storage.get(sha256)).toEqual(bytes);
      await place.damage(sha256, Buffer.from('damaged'));
      await storage.forget(sha256);
      expect(await storage.has(sha256)).toBe(false);
    });

    it('takes no name that is no digest', async () => {
      for (const ask of [() => storage.get('../../etc/passwd'), () => storage.has('A'.repeat(64)), () => storage.forget('')]) await expect(ask()).rejects.toBeInstanceOf(Error);
    });

    it('keeps nothing, not even half of it, when the source of the pieces fails; and that is not the storage’s fault', async () => {
      const before = await place.digests();
      const gone = new Error('the connection is gone');
      await expect(storage.putStream(inTurn([Buffer.from('half'), gone]))).rejects.toBe(gone);
      expect(await place.digests()).toEqual(before);
    });

    it('is kept once by two processes that put the same bytes at the same time', async () => {
      const text = 'the same mail, fetched twice';
      const [one, other] = await Promise.all([putElsewhere(place, text), putElsewhere(place, text)]);
      expect(one).toBe(sha256Of(Buffer.from(text)));
      expect(other).toBe(one);
      expect((await storage.get(one)).toString()).toBe(text);
      expect((await place.digests()).filter((sha256) => sha256 === one)).toHaveLength(1);
    });
  });
}

/** Puts a text a few times, in a process of its own. */
async function putElsewhere({ url, keys }: StoragePlace, text: string): Promise<string> {
  const program = `import { openStorage } from '#storage';
    const storage = openStorage(process.env.PLACE, JSON.parse(process.env.KEYS) ?? undefined);
    console.log((await storage.putAll(Array.from({ length: 20 }, () => Buffer.from(process.env.TEXT)))).at(-1));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', './test/support/typescript.mjs', '--conditions=source', '--input-type=module', '-e', program], {
    env: { PATH: process.env['PATH'], PLACE: url, KEYS: JSON.stringify(keys ?? null), TEXT: text },
  });
  return stdout.trim();
}

export async function streamed(storage: Storage, sha256: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await storage.getStream(sha256)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

export async function* inTurn(pieces: readonly (Buffer | Error)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}
