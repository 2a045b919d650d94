import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestsIn } from '../support/s3-server.js';
import { storageContract } from './storage.contract.js';

storageContract('a folder', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rekey-storage-'));
  return { url: `file:${directory}`, digests: () => digestsIn(directory), damage: (sha256, bytes) => writeFile(join(directory, sha256[0]!, sha256), bytes), close: () => rm(directory, { recursive: true }) };
});
