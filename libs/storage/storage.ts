import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '#kernel';

/** The disk is full, away or not ours. The mail is not at fault; try again later. */
export class StorageFault extends Fault {
  readonly code = 'storage.unavailable';
  readonly retry = 'later';
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes under their own digest. Writing the same bytes twice is one file; nothing is ever changed in place. */
export abstract class Storage {
  /** Stores the bytes durably (synced) and returns their SHA-256 in hex. @throws StorageFault */
  abstract put(bytes: Uint8Array): Promise<string>;
  /** @throws StorageFault when they are not there */
  abstract get(sha256: string): Promise<Buffer>;
  abstract has(sha256: string): Promise<boolean>;
  abstract forget(sha256: string): Promise<void>;
}

/** The storage behind a `file:` URL. */
export function openStorage(url: string): Storage {
  return new FileStorage(url.replace(/^file:(\/\/)?/, ''));
}

/** Storage in a local directory: `ab/cd/abcd…`, written aside, synced, renamed. */
export class FileStorage extends Storage {
  constructor(private readonly directory: string) {
    super();
  }

  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    const path = this.#path(sha256);
    try {
      if (await this.has(sha256)) return sha256;
      const aside = `${path}.${randomUUID()}`;
      const file = await openNew(aside);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, path);
      return sha256;
    } catch (cause) {
      throw new StorageFault(`storing ${bytes.length} bytes in ${this.directory}`, { cause });
    }
  }

  async get(sha256: string): Promise<Buffer> {
    try {
      return await readFile(this.#path(sha256));
    } catch (cause) {
      throw new StorageFault(`reading ${sha256} from ${this.directory}`, { cause });
    }
  }

  async has(sha256: string): Promise<boolean> {
    return stat(this.#path(sha256)).then(() => true, () => false);
  }

  async forget(sha256: string): Promise<void> {
    await rm(this.#path(sha256), { force: true });
  }

  #path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('not a SHA-256 in hex');
    return join(this.directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

/** Most folders are there already, and asking costs as much as writing. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'wx', 0o600);
  }
}
