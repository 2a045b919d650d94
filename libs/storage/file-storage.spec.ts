import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStorage } from './file-storage.js';
import { sha256Of, StorageFault } from './storage.js';
import { FolderSync } from './sync-folder.js';

/** What holds for every storage is in `test/contracts/storage.contract.ts`. */
describe('file storage', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rekey-storage-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('says that something is not there only where it could look', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, '');
    await expect(new FileStorage(file).has('0'.repeat(64))).rejects.toThrow(StorageFault);
    expect(await new FileStorage(directory).has('0'.repeat(64))).toBe(false);
  });

  it('goes on keeping when its folders were taken away under it', async () => {
    const storage = new FileStorage(directory);
    const bytes = Buffer.from('the disk came back empty');
    const sha256 = await storage.put(bytes);
    for (const name of await readdir(directory)) await rm(join(directory, name), { recursive: true });
    expect(await storage.put(bytes)).toBe(sha256);
    expect(await storage.get(sha256)).toEqual(bytes);
  });

  it('finds what was kept when there were more folders, and forgets it there', async () => {
    const storage = new FileStorage(directory);
    const bytes = Buffer.from('of the first days');
    const sha256 = sha256Of(bytes);
    const folder = join(directory, sha256.slice(0, 2), sha256.slice(2, 4));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, sha256), bytes);
    expect(await storage.get(sha256)).toEqual(bytes);
    expect(await storage.readInto(Buffer.alloc(100), sha256)).toEqual({ bytes, sizeBytes: bytes.length });
    expect(await storage.has(sha256)).toBe(true);
    await storage.forget(sha256);
    expect(await storage.has(sha256)).toBe(false);
  });

  it('syncs names that were there already: who gave them may have died before', async () => {
    const bytes = Buffer.from('named by a process that died');
    const sha256 = await new FileStorage(directory).put(bytes);
    const synced = jest.spyOn(FolderSync.prototype, 'sync');
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    for (const keep of [(storage: FileStorage) => storage.put(bytes), (storage: FileStorage) => storage.putStream(pieces())]) {
      synced.mockClear();
      await keep(new FileStorage(directory));
      expect(synced.mock.calls.map(([folder]) => folder)).toEqual([directory, join(directory, sha256[0]!)]);
    }
    synced.mockRestore();
  });

  it('keeps nothing, not even half of it, when the source of the pieces fails; and that is not the disk’s fault', async () => {
    const storage = new FileStorage(directory);
    const before = (await readdir(directory, { recursive: true })).length;
    const gone = new Error('the connection is gone');
    await expect(storage.putStream(inTurn([Buffer.from('half'), gone]))).rejects.toBe(gone);
    expect(await readdir(directory, { recursive: true })).toHaveLength(before);
  });

  it('says that the disk is at fault, not the mail', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, '');
    await expect(new FileStorage(file).put(Buffer.from('x'))).rejects.toBeInstanceOf(StorageFault);
    await expect(new FileStorage(file).has('0'.repeat(64))).rejects.toBeInstanceOf(StorageFault);
  });
});

async function* inTurn(pieces: readonly (Buffer | Error)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}
