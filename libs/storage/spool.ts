import { createHash, randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StorageFault, type Stored } from './storage.js';

/** Bytes that wait on the local disk until their digest, and with it their name, is known. */
export class Spool {
  private constructor(private readonly path: string, private readonly file: FileHandle) {}

  /** @throws StorageFault */
  static async open(): Promise<Spool> {
    const path = join(tmpdir(), `rekey-spool.${randomUUID()}`);
    const file = await onDisk(open(path, 'wx+', 0o600));
    // Where an open file needs no name it has none from here on: nothing is left of it, however this process ends.
    if (process.platform !== 'win32') await rm(path, { force: true });
    return new Spool(path, file);
  }

  /** Only the disk's errors are the disk's: where the pieces come from has its own. @throws StorageFault, or what `pieces` throws */
  async fill(pieces: AsyncIterable<Uint8Array>): Promise<Stored> {
    const digest = createHash('sha256');
    let sizeBytes = 0;
    for await (const piece of pieces) {
      digest.update(piece);
      await onDisk(this.file.writeFile(piece));
      sizeBytes += piece.length;
    }
    return { sha256: digest.digest('hex'), sizeBytes };
  }

  /** @throws StorageFault */
  async read(from: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length;) {
      const { bytesRead } = await onDisk(this.file.read(bytes, at, length - at, from + at));
      if (bytesRead === 0) throw new StorageFault(`the file of ${tmpdir()} where a mail waits for its upload has become shorter`);
      at += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }
}

async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new StorageFault(`a mail waits for its upload in ${tmpdir()}, and there: ${cause instanceof Error ? cause.message : String(cause)}; is the disk full, or may this user not write there?`, { cause });
  }
}
