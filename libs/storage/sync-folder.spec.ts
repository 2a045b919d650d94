import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FolderSync } from './sync-folder.js';

describe('the names in a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rekey-names-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are synced for all who ask, however many at once, and again for those who come later', async () => {
    const names = new FolderSync();
    await Promise.all(Array.from({ length: 50 }, () => names.sync(folder)));
    await names.sync(folder);
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it('of a folder that is gone cannot be, which whoever waits is told, and no one after', async () => {
    const names = new FolderSync();
    const gone = join(folder, 'gone');
    const told = await Promise.allSettled([names.sync(gone), names.sync(gone), names.sync(gone)]);
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(names.sync(folder)).resolves.toBeUndefined();
  });
});
