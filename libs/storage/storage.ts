import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Fault } from '#kernel';

/** The disk is full, away or not ours; the server does not answer or does not let us. The mail is not at fault; try again later. */
export class StorageFault extends Fault {
  readonly code: string = 'storage.unavailable';
  readonly retry = 'later';
}

/** There is nothing of that name where the storage looked. To a reader that is the storage's trouble (another disk may be in its place); a backup lists it. */
export class MissingBytes extends StorageFault {}

/** The bucket keeps versions: what is forgotten stays in it, and looks as if it had gone. Nothing whose time is over can end there. */
export class KeepsVersions extends StorageFault {
  override readonly code = 'storage.keeps-versions';
}

/** What lies there is not what was written. No later try helps: it is a fault of these bytes, and not of the storage, which answers. */
export class DamagedBytes extends Fault {
  readonly code = 'storage.damaged';
  readonly retry = 'never';

  /** @param place where they lie, for whoever brings them back */
  static of(sha256: string, place: string): DamagedBytes {
    return new DamagedBytes(`reading ${sha256} in ${place}: it is damaged, its bytes are not those of its name; bring it back from a backup`);
  }
}

export interface Stored {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Bytes under their own digest. Writing the same bytes twice is one file; nothing is ever changed in place. Whatever is read
 * to its last byte is checked against its name, and is a `DamagedBytes` where it differs; a beginning cannot be checked.
 */
export abstract class Storage {
  /** Loads what the first call would have to load; asks for nothing. For a thread that waits for its work. */
  async getReady(): Promise<void> {
    // Nothing is to be loaded where the disk is ours.
  }

  /** Stores the bytes durably (synced) and returns their SHA-256 in hex. @throws StorageFault */
  abstract put(bytes: Uint8Array): Promise<string>;
  /** The same for many, whose names are synced together. In the order of the bytes. @throws StorageFault; then some may be there */
  abstract putAll(many: readonly Uint8Array[]): Promise<readonly string[]>;
  /** The same for bytes that come in pieces and need not fit into memory. @throws StorageFault, or what `pieces` throws; then nothing is stored */
  abstract putStream(pieces: AsyncIterable<Uint8Array>): Promise<Stored>;
  /** @throws MissingBytes when they are not there; DamagedBytes; StorageFault */
  abstract get(sha256: string): Promise<Buffer>;
  /** The first `maxBytes` of them, and how many there are. @throws MissingBytes when they are not there; DamagedBytes; StorageFault */
  abstract getBeginning(sha256: string, maxBytes: number): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }>;
  /**
   * The same for a thread that has nothing else to do: fills memory that is used again, as much of it as there is, and blocks
   * where that is quicker: four turns of the pool for each mail cost more than the disk. @throws MissingBytes when they are not there; DamagedBytes; StorageFault
   */
  abstract readInto(memory: Buffer, sha256: string): Promise<{ readonly bytes: Buffer; readonly sizeBytes: number }>;
  /** All of them, piece by piece. What is damaged ends it with DamagedBytes behind the last byte. @throws MissingBytes when they are not there; StorageFault */
  abstract getStream(sha256: string): Promise<Readable>;
  /** Shows the first `maxBytes` of them, piece by piece; a piece is true only while it is shown, for its memory is used again. @throws MissingBytes when they are not there; DamagedBytes behind the last piece; StorageFault */
  abstract show(sha256: string, maxBytes: number, visit: (piece: Buffer) => void): Promise<void>;
  /** @throws StorageFault when that cannot be known: what is away is not missing */
  abstract has(sha256: string): Promise<boolean>;
  /** Also when they are not there. @throws KeepsVersions, StorageFault */
  abstract forget(sha256: string): Promise<void>;
  /**
   * Returns when what is forgotten goes; tries it each time with a file of its own, and changes no other. For whoever is about to
   * call something ended, or lost because it is not there. @throws KeepsVersions when it would stay; StorageFault when that cannot be known
   */
  abstract proveForgetting(): Promise<void>;
}
