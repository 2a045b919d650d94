import { createHash, randomUUID } from 'node:crypto';
import { close, closeSync, constants, fstatSync, fsync, open as openFile, openSync, readSync, write } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline, Transform, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { DamagedBytes, MissingBytes, sha256Of, Storage, StorageFault, type Stored } from './storage.js';
import { FolderSync } from './sync-folder.js';

const SHOWN_BYTES = 256 * 1024;

/** Files that are written side by side. */
const AT_ONCE = 8;

/**
 * Storage in a local directory: `a/abcd…`, written aside, synced, renamed, the name synced. Sixteen folders: with 65,536
 * nearly every mail of a desk's first years made one of its own, and the names of a hundred mails would be synced in a hundred
 * places. Until 2026-11-29 it was `ab/cd/abcd…`, and what was kept then is found there.
 */
export class FileStorage extends Storage {
  /** Folders `a` that are there, as far as we know. */
  readonly #folders = new Set<string>();
  readonly #names = new FolderSync();

  constructor(private readonly directory: string) {
    super();
  }

  async put(bytes: Uint8Array): Promise<string> {
    const [sha256] = await this.putAll([bytes]);
    return sha256!;
  }

  async putAll(many: readonly Uint8Array[]): Promise<readonly string[]> {
    const stored: string[] = [];
    try {
      // A few at a time: each waits for the disk.
      for (let at = 0; at < many.length; at += AT_ONCE) stored.push(...(await Promise.all(many.slice(at, at + AT_ONCE).map((bytes) => this.#putOne(bytes)))));
      await Promise.all([...new Set(stored.map((sha256) => dirname(this.#path(sha256))))].map((folder) => this.#names.sync(folder)));
      return stored;
    } catch (cause) {
      throw new StorageFault(`storing ${many.reduce((sum, { length }) => sum + length, 0)} bytes in ${this.directory}: ${said(cause)}`, { cause });
    }
  }

  /** Not yet by a name that a power cut cannot take back. */
  async #putOne(bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    const path = this.#path(sha256);
    // Whether it is there already is not asked: hardly ever, and the same bytes in their own place change nothing.
    await this.#makeFolder(dirname(path));
    await this.#write(path, bytes).catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      // Somebody took the folder away, or another disk came in its place.
      this.#folders.clear();
      await this.#makeFolder(dirname(path));
      await this.#write(path, bytes);
    });
    return sha256;
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const aside = `${path}.${randomUUID()}`;
    try {
      await writeDurably(aside, bytes);
    } catch (error) {
      // Half a file on a full disk only keeps it full.
      await rm(aside, { force: true });
      throw error;
    }
    await rename(aside, path);
  }

  /** Once for each process, there or not: who made it may have died before its own name was synced. */
  async #makeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    await this.#names.sync(this.directory);
    this.#folders.add(folder);
  }

  async putStream(pieces: AsyncIterable<Uint8Array>): Promise<Stored> {
    const aside = join(this.directory, `aside.${randomUUID()}`);
    const file = await this.#onDisk('opening a file', openNew(aside));
    try {
      const stored = await this.#writeAll(file, pieces);
      const path = this.#path(stored.sha256);
      await this.#onDisk('naming a file', this.#name(aside, path));
      return stored;
    } finally {
      await file.close();
      await rm(aside, { force: true });
    }
  }

  /** Also where the name is there already: whoever gave it may have died before it was synced. */
  async #name(aside: string, path: string): Promise<void> {
    this.#folders.delete(dirname(path));
    await this.#makeFolder(dirname(path));
    await rename(aside, path);
    await this.#names.sync(dirname(path));
  }

  /** Only the disk's errors are the disk's: where the pieces come from has its own. */
  async #writeAll(file: FileHandle, pieces: AsyncIterable<Uint8Array>): Promise<Stored> {
    const digest = createHash('sha256');
    let sizeBytes = 0;
    for await (const piece of pieces) {
      digest.update(piece);
      await this.#onDisk('writing', file.writeFile(piece));
      sizeBytes += piece.length;
    }
    await this.#onDisk('syncing', file.sync());
    return { sha256: digest.digest('hex'), sizeBytes };
  }

  async #onDisk<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      throw new StorageFault(`${what} in ${this.directory}: ${said(cause)}`, { cause });
    }
  }

  async get(sha256: string): Promise<Buffer> {
    const bytes = await this.#read(sha256, this.#where(sha256, (path) => readFile(path)));
    this.#compare(sha256, sha256Of(bytes));
    return bytes;
  }

  /** What is not there is told apart from what cannot be read. */
  async #read<T>(sha256: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      throw this.#readFault(sha256, cause);
    }
  }

  #readFault(sha256: string, cause: unknown): StorageFault {
    return new (isMissing(cause) ? MissingBytes : StorageFault)(`reading ${sha256} in ${this.directory}: ${said(cause)}`, { cause });
  }

  /** @throws DamagedBytes */
  #compare(sha256: string, found: string): void {
    if (found !== sha256) throw DamagedBytes.of(sha256, this.directory);
  }

  async getBeginning(sha256: string, maxBytes: number): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }> {
    const beginning = await this.#read(sha256, this.#where(sha256, (path) => this.#beginning(path, maxBytes)));
    if (beginning.sizeBytes <= maxBytes) this.#compare(sha256, sha256Of(beginning.bytes));
    return beginning;
  }

  async readInto(memory: Buffer, sha256: string): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }> {
    const beginning = this.#readInto(memory, sha256);
    if (beginning.sizeBytes <= memory.length) this.#compare(sha256, sha256Of(beginning.bytes));
    return beginning;
  }

  #readInto(memory: Buffer, sha256: string): { readonly bytes: Buffer; readonly sizeBytes: number } {
    try {
      const file = this.#openSync(sha256);
      try {
        const { size } = fstatSync(file);
        const wanted = Math.min(size, memory.length);
        let read = 0;
        for (let got = -1; read < wanted && got !== 0; read += got) got = readSync(file, memory, read, wanted - read, read);
        if (read < wanted) throw new Error(`the file ends after ${read} bytes`);
        return { bytes: memory.subarray(0, wanted), sizeBytes: size };
      } finally {
        closeSync(file);
      }
    } catch (cause) {
      throw this.#readFault(sha256, cause);
    }
  }

  async getStream(sha256: string): Promise<Readable> {
    const file = await this.#read(sha256, this.#where(sha256, (path) => open(path, 'r')));
    const digest = createHash('sha256');
    const check = new Transform({
      transform: (piece: Buffer, _encoding, done) => {
        digest.update(piece);
        done(null, piece);
      },
      flush: (done) => done(digest.digest('hex') === sha256 ? null : DamagedBytes.of(sha256, this.directory)),
    });
    // Whoever reads hears of it; whoever stops reading closes the file.
    return pipeline(file.createReadStream(), check, () => undefined);
  }

  async show(sha256: string, maxBytes: number, visit: (piece: Buffer) => void): Promise<void> {
    const digest = createHash('sha256');
    const isAll = await this.#read(sha256, this.#where(sha256, (path) => this.#show(path, maxBytes, (piece) => {
      digest.update(piece);
      visit(piece);
    })));
    if (isAll) this.#compare(sha256, digest.digest('hex'));
  }

  /** Returns whether that was all there is. */
  async #show(path: string, maxBytes: number, visit: (piece: Buffer) => void): Promise<boolean> {
    const file = await open(path, 'r');
    try {
      const piece = Buffer.alloc(SHOWN_BYTES);
      for (let at = 0; at < maxBytes;) {
        const { bytesRead } = await file.read(piece, 0, Math.min(SHOWN_BYTES, maxBytes - at), at);
        if (bytesRead === 0) return true;
        visit(piece.subarray(0, bytesRead));
        at += bytesRead;
      }
      return (await file.stat()).size <= maxBytes;
    } finally {
      await file.close();
    }
  }

  async #beginning(path: string, maxBytes: number): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const bytes = Buffer.alloc(Math.min(size, maxBytes));
      let read = 0;
      while (read < bytes.length) {
        const { bytesRead } = await file.read(bytes, read, bytes.length - read, read);
        if (bytesRead === 0) throw new Error(`the file ends after ${read} bytes`);
        read += bytesRead;
      }
      return { bytes, sizeBytes: size };
    } finally {
      await file.close();
    }
  }

  async has(sha256: string): Promise<boolean> {
    return this.#onDisk(`looking for ${sha256}`, this.#where(sha256, stat).then(() => true, (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    }));
  }

  async forget(sha256: string): Promise<void> {
    for (const path of [this.#path(sha256), this.#oldPath(sha256)]) await this.#onDisk(`forgetting ${sha256}`, rm(path, { force: true }));
  }

  /** A folder keeps nothing of what was removed. */
  async proveForgetting(): Promise<void> {}

  /** What is not in its place may have been kept in the old one. */
  async #where<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T> {
    const path = this.#path(sha256);
    return use(path).catch((error: unknown) => {
      if (isMissing(error)) return use(this.#oldPath(sha256));
      throw error;
    });
  }

  #openSync(sha256: string): number {
    const path = this.#path(sha256);
    try {
      return openSync(path, 'r');
    } catch (error) {
      if (isMissing(error)) return openSync(this.#oldPath(sha256), 'r');
      throw error;
    }
  }

  #path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('not a SHA-256 in hex');
    return join(this.directory, sha256[0]!, sha256);
  }

  #oldPath(sha256: string): string {
    return join(this.directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

const plainly = { open: promisify(openFile), write: promisify(write), fsync: promisify(fsync), close: promisify(close) };
/** On Linux such a file is synced as it is written (open(2): as by write and fdatasync), in one turn of the pool instead of two. */
const SYNCED = process.platform === 'linux' ? constants.O_DSYNC : 0;

/** A new file with these bytes, on the disk when this returns. Without file handles, which cost as much as the writing. */
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await plainly.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | SYNCED, 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += (await plainly.write(file, bytes, at, bytes.length - at)).bytesWritten;
    if (SYNCED === 0 || bytes.length === 0) await plainly.fsync(file);
  } finally {
    await plainly.close(file);
  }
}

/** Most folders are there already, and asking costs as much as writing. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'wx', 0o600);
  }
}

/** `ENOSPC: no space left on device`, without the path. */
function said(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/, \w+( '.*)?$/, '') : String(cause);
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
