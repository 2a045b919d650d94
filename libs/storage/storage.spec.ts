import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStorage, sha256Of, StorageFault } from './storage.js';

describe('file storage', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rekey-storage-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('keeps the same bytes once, under their digest, and gives them back', async () => {
    const storage = new FileStorage(directory);
    const bytes = Buffer.from('From: a@b.example\r\n\r\nHallo');
    const [one, other] = await Promise.all([storage.put(bytes), storage.put(bytes)]);
    expect(one).toBe(sha256Of(bytes));
    expect(other).toBe(one);
    expect(await storage.get(one)).toEqual(bytes);
    expect((await readdir(directory, { recursive: true })).filter((name) => name.includes(one))).toHaveLength(1);
    await storage.forget(one);
    expect(await storage.has(one)).toBe(false);
  });

  it('says that the disk is at fault, not the mail', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, '');
    await expect(new FileStorage(file).put(Buffer.from('x'))).rejects.toBeInstanceOf(StorageFault);
    await expect(new FileStorage(directory).get('../../etc/passwd')).rejects.toBeInstanceOf(Error);
  });
});
