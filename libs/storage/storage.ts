import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Fault } from '#kernel';

/** The disk is full, away or not ours; the server does not answer or does not let us. The mail is not at fault; try again later. */
export class StorageFault extends Fault {
  readonly code = 'storage.unavailable';
  readonly retry = 'later';
}

export interface Stored {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes under their own digest. Writing the same bytes twice is one file; nothing is ever changed in place. */
export abstract class Storage {
  /** Stores the bytes durably (synced) and returns their SHA-256 in hex. @throws StorageFault */
  abstract put(bytes: Uint8Array): Promise<string>;
  /** The same for many, whose names are synced together. In the order of the bytes. @throws StorageFault; then some may be there */
  abstract putAll(many: readonly Uint8Array[]): Promise<readonly string[]>;
  /** The same for bytes that come in pieces and need not fit into memory. @throws StorageFault, or what `pieces` throws; then nothing is stored */
  abstract putStream(pieces: AsyncIterable<Uint8Array>): Promise<Stored>;
  /** @throws StorageFault when they are not there */
  abstract get(sha256: string): Promise<Buffer>;
  /** The first `maxBytes` of them, and how many there are. @throws StorageFault when they are not there */
  abstract getBeginning(sha256: string, maxBytes: number): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }>;
  /**
   * The same for a thread that has nothing else to do: fills memory that is used again, as much of it as there is, and blocks
   * where that is quicker: four turns of the pool for each mail cost more than the disk. @throws StorageFault when they are not there
   */
  abstract readInto(memory: Buffer, sha256: string): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }>;
  /** All of them, piece by piece. @throws StorageFault when they are not there */
  abstract getStream(sha256: string): Promise<Readable>;
  /** Shows the first `maxBytes` of them, piece by piece; a piece is true only while it is shown, for its memory is used again. @throws StorageFault */
  abstract show(sha256: string, maxBytes: number, visit: (piece: Buffer) => void): Promise<void>;
  /** @throws StorageFault when that cannot be known: what is away is not missing */
  abstract has(sha256: string): Promise<boolean>;
  /** Also when they are not there. @throws StorageFault */
  abstract forget(sha256: string): Promise<void>;
}
