import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FileStorage, type Storage } from '#storage';
import { isAtStorage, noWaits, watched } from './at-storage.js';

describe('a thread at the storage', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rekey-at-storage-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const waits = noWaits();

  it('is seen there while it waits, however that ends, and not while it looks at a piece', async () => {
    const storage = watched(new FileStorage(directory), waits);
    const putting = storage.put(Buffer.from('Hallo'));
    expect(isAtStorage(waits)).toBe(true);
    const sha256 = await putting;
    expect(isAtStorage(waits)).toBe(false);
    expect((await storage.get(sha256)).toString()).toBe('Hallo');
    const seen: boolean[] = [];
    const showing = storage.show(sha256, 10, () => seen.push(isAtStorage(waits)));
    expect(isAtStorage(waits)).toBe(true);
    await showing;
    expect([...seen, isAtStorage(waits)]).toEqual([false, false]);
    await expect(storage.get('0'.repeat(64))).rejects.toThrow();
    await expect(storage.show(sha256, 10, () => { throw new Error('a mistake'); })).rejects.toThrow();
    expect(isAtStorage(waits)).toBe(false);
  });

  it('is seen from outside: the memory is shared', () => {
    const storage: Storage = watched({ has: () => new Promise(() => undefined) } as unknown as Storage, waits);
    void storage.has('x');
    expect(isAtStorage(new Int32Array(waits.buffer))).toBe(true);
  });
});
