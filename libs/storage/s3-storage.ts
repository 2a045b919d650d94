import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { PATIENCE, S3Line, signDigest } from './s3-line.js';
import type { S3Place, StorageKeys } from './s3-place.js';
import { piecesOf, type S3Object } from './s3-pieces.js';
import { putInParts } from './s3-parts.js';
import { Spool } from './spool.js';
import { DamagedBytes, KeepsVersions, MissingBytes, sha256Of, Storage, type Stored } from './storage.js';

/** Objects that are written side by side. */
const AT_ONCE = 8;
/** More than this goes in parts, of which one is in memory. */
const PART_BYTES = 8 * 1024 * 1024;
const PROBE = Buffer.from('rekey looks whether what is forgotten here goes');

/**
 * Storage in a bucket: `prefix/a/abcd…`, as the files lie. An object is there whole or not at all (S3 says so of PUT and of
 * CompleteMultipartUpload), the server checks the digest that we send with it, and what is read whole is checked against its name.
 */
export class S3Storage extends Storage {
  readonly #line: S3Line;
  /** Of this process, before it forgets anything: a marker that is set cannot be told from an object that went. */
  #proof: Promise<void> | undefined;

  constructor(private readonly place: S3Place, keys?: StorageKeys, patience = PATIENCE) {
    super();
    this.#line = new S3Line(place, keys, patience);
  }

  override getReady(): Promise<void> {
    return this.#line.open();
  }

  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    await this.#putWhole(sha256, bytes);
    return sha256;
  }

  async putAll(many: readonly Uint8Array[]): Promise<readonly string[]> {
    const stored: string[] = [];
    for (let at = 0; at < many.length; at += AT_ONCE) stored.push(...(await Promise.all(many.slice(at, at + AT_ONCE).map((bytes) => this.put(bytes)))));
    return stored;
  }

  async putStream(pieces: AsyncIterable<Uint8Array>): Promise<Stored> {
    const spool = await Spool.open();
    try {
      const stored = await spool.fill(pieces);
      if (stored.sizeBytes <= PART_BYTES) await this.#putWhole(stored.sha256, await spool.read(0, stored.sizeBytes));
      else await putInParts(this.#line, this.#at(stored.sha256), spool, stored.sizeBytes, PART_BYTES);
      return stored;
    } finally {
      await spool.close();
    }
  }

  async #putWhole(sha256: string, bytes: Uint8Array): Promise<void> {
    await this.#line.call(`storing ${bytes.length} bytes`, (client, { PutObjectCommand }, given) => {
      const put = new PutObjectCommand({ ...this.#at(sha256), Body: bytes, ContentLength: bytes.length });
      signDigest(put.middlewareStack, sha256);
      return client.send(put, given);
    }, bytes.length);
  }

  async get(sha256: string): Promise<Buffer> {
    return (await this.getBeginning(sha256, Infinity)).bytes;
  }

  async getBeginning(sha256: string, maxBytes: number): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }> {
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    for await (const piece of this.#pieces(sha256, maxBytes, (size) => { sizeBytes = size; })) pieces.push(piece);
    return { bytes: Buffer.concat(pieces), sizeBytes };
  }

  async readInto(memory: Buffer, sha256: string): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }> {
    let [at, sizeBytes] = [0, 0];
    for await (const piece of this.#pieces(sha256, memory.length, (size) => { sizeBytes = size; })) at += piece.copy(memory, at);
    return { bytes: memory.subarray(0, at), sizeBytes };
  }

  async getStream(sha256: string): Promise<Readable> {
    const pieces = this.#pieces(sha256, Infinity);
    // Whether there is anything is known here, and not when somebody is told a length already.
    const first = await pieces.next();
    return Readable.from((async function* () {
      if (first.done) return;
      yield first.value;
      yield* pieces;
    })(), { objectMode: false });
  }

  async show(sha256: string, maxBytes: number, visit: (piece: Buffer) => void): Promise<void> {
    for await (const piece of this.#pieces(sha256, maxBytes)) visit(piece);
  }

  async has(sha256: string): Promise<boolean> {
    try {
      // Not HEAD, whose answer has no room for whether the bucket is missing or the object.
      for await (const _first of piecesOf(this.#line, this.#at(sha256), sha256, 1));
      return true;
    } catch (error) {
      if (error instanceof MissingBytes) return false;
      throw error;
    }
  }

  async forget(sha256: string): Promise<void> {
    const place = this.#at(sha256);
    await (this.#proof ??= this.proveForgetting());
    await this.#forget(place, sha256);
  }

  async proveForgetting(): Promise<void> {
    const sha256 = sha256Of(PROBE);
    // Where there is no room left it cannot be written, and retention has to make some: the answer to DELETE tells all the same.
    await this.#putWhole(sha256, PROBE).catch(() => undefined);
    await this.#forget(this.#at(sha256), sha256);
  }

  async #forget(place: S3Object, sha256: string): Promise<void> {
    const { DeleteMarker: isMarked, VersionId: version } = await this.#line.call(`forgetting ${sha256}`, (client, { DeleteObjectCommand }, given) => client.send(new DeleteObjectCommand(place), given)).catch((error: unknown) => {
      this.#proof = undefined;
      throw error;
    });
    // Suspended versioning marks as well, with the version "null", and keeps nothing of what was stored meanwhile.
    if (isMarked && version !== 'null') {
      this.#proof = undefined;
      throw new KeepsVersions(`forgetting ${sha256} in s3://${this.place.bucket}: the bucket keeps versions, so what is forgotten stays there; suspend its versioning and delete the versions that are no longer current, since retention has to end them`);
    }
  }

  /** A beginning has no digest; what turned out to be all of it has. */
  async *#pieces(sha256: string, maxBytes: number, onSize: (sizeBytes: number) => void = () => undefined): AsyncGenerator<Buffer, void> {
    const digest = createHash('sha256');
    let isAll = false;
    const sized = (sizeBytes: number): void => {
      isAll = sizeBytes <= maxBytes;
      onSize(sizeBytes);
    };
    for await (const piece of piecesOf(this.#line, this.#at(sha256), sha256, maxBytes, sized)) {
      digest.update(piece);
      yield piece;
    }
    if (isAll && digest.digest('hex') !== sha256) throw DamagedBytes.of(sha256, `s3://${this.place.bucket}/${this.place.prefix}`);
  }

  #at(sha256: string): S3Object {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('not a SHA-256 in hex');
    return { Bucket: this.place.bucket, Key: `${this.place.prefix}${sha256[0]}/${sha256}` };
  }
}
