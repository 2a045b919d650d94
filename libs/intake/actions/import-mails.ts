import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { Storage, type Stored } from '#storage';
import { isBad, plausible, type ArchivedMail, type BadInput } from '../archive/archived-mail.js';
import { arrivalOf, BEGINNING_BYTES, objectionTo } from '../archive/beginning.js';
import { worldFailed } from '../domain/whose-fault.js';
import { cleanLine } from '../read/clean-text.js';
import { dispositionsOf } from '../store/intake.queries.js';
import { KeepDelivered, type StoredMail } from './keep-delivered.js';
import { ProcessMails } from './process-mails.js';

/** Filed in one transaction where they have nothing to do with each other. */
const BATCH = 50;
/** Smaller mails are looked up before they are written: a second run writes nothing. */
const IN_MEMORY_BYTES = 1024 * 1024;
const LONGEST_PLACE = 480;

export interface ImportProgress {
  /** Mails seen, and of these: new, brought in before. */
  readonly read: number;
  readonly kept: number;
  readonly known: number;
  /** Of all: on a ticket, in quarantine, not finished (the upkeep tries again). */
  readonly filed: number;
  readonly setAside: number;
  readonly waiting: number;
  readonly bad: readonly BadInput[];
}

export interface ImportCommand {
  readonly mailbox: { readonly id: string; readonly portalKey: string };
  readonly archive: AsyncIterable<ArchivedMail | BadInput>;
  readonly onProgress: (progress: ImportProgress) => void;
}

/**
 * Files old mail as history: the same eight steps, as of the day on which a mail came, on closed tickets, and nobody is
 * answered or told. Can be stopped and run again at any point: what is kept is known by its bytes, what is filed also by
 * Message-ID, sender and subject. What cannot be read is named and stops nothing else.
 */
@Injectable()
export class ImportMails {
  constructor(
    private readonly storage: Storage, private readonly keepDelivered: KeepDelivered, private readonly processMails: ProcessMails,
    private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** @throws StorageFault, or what the database says when it fails; what is done until then stays done */
  async run({ mailbox, archive, onProgress }: ImportCommand): Promise<ImportProgress> {
    const bad: BadInput[] = [];
    let progress: ImportProgress = { read: 0, kept: 0, known: 0, filed: 0, setAside: 0, waiting: 0, bad };
    let batch: StoredMail[] = [];
    const finish = async (): Promise<void> => {
      progress = added(progress, await this.#batch(mailbox, batch));
      batch = [];
      onProgress(progress);
    };
    for await (const one of archive) {
      const stored = isBad(one) ? one : await this.#store(one);
      if (isBad(stored as BadInput)) bad.push(readable(stored as BadInput));
      else batch.push(stored as StoredMail);
      if (batch.length >= BATCH) await finish();
    }
    if (batch.length > 0) await finish();
    const { bad: _, ...counts } = progress;
    if (progress.kept > 0) await this.database.transaction((tx) => this.audit.record(tx, { portalKey: mailbox.portalKey, verb: 'mail.imported', actor: { kind: 'operator' }, outcome: 'done', detail: { mailboxId: mailbox.id, ...counts, bad: bad.length }, now: this.clock.now() }));
    return progress;
  }

  async #store({ where, receivedAt, pieces }: ArchivedMail): Promise<StoredMail | BadInput> {
    const now = this.clock.now();
    let beginning = Buffer.alloc(0);
    try {
      const stored = await this.#put(pieces, (piece) => {
        if (beginning.length < BEGINNING_BYTES) beginning = Buffer.concat([beginning, piece.subarray(0, BEGINNING_BYTES - beginning.length)]);
      });
      if (typeof stored === 'string') return { where, problem: stored };
      return { ...stored, receivedAt: plausible(receivedAt, now) ?? arrivalOf(beginning, now) ?? now, envelope: null, from: `imported from ${cleanLine(where, LONGEST_PLACE)}` };
    } catch (error) {
      // A file that nobody may read is the archive's trouble; a full disk is ours.
      if (worldFailed(error) && !/^E(ACCES|ISDIR|PERM|IO|NOENT)$/.test(String((error as { code?: unknown }).code))) throw error;
      return { where, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  /** The digest, or why this is no mail. */
  async #put(pieces: AsyncIterable<Uint8Array>, onPiece: (piece: Uint8Array) => void): Promise<Stored | string> {
    const iterator = pieces[Symbol.asyncIterator]();
    const first: Uint8Array[] = [];
    let size = 0;
    let next = await iterator.next();
    for (; !next.done && size < IN_MEMORY_BYTES; next = await iterator.next()) {
      onPiece(next.value);
      first.push(next.value);
      size += next.value.length;
    }
    const bytes = Buffer.concat(first);
    const objection = objectionTo(bytes.subarray(0, BEGINNING_BYTES));
    if (objection !== undefined) return objection;
    if (next.done) return { sha256: await this.storage.put(bytes), sizeBytes: bytes.length };
    return this.storage.putStream(joined(bytes, next.value, iterator));
  }

  async #batch(mailbox: ImportCommand['mailbox'], mails: readonly StoredMail[]): Promise<Omit<ImportProgress, 'bad'>> {
    const { ids, kept, known } = await this.keepDelivered.run({ mailbox, door: 'import', mails });
    await this.processMails.run({ keptMailIds: ids }).catch((error: unknown) => {
      // A mail at which we failed waits for its next try; trouble of the world ends the run.
      if (worldFailed(error)) throw error;
    });
    const found = await this.database.read((em) => dispositionsOf(em, ids));
    return { read: mails.length, kept, known, filed: found['filed'] ?? 0, setAside: found['set-aside'] ?? 0, waiting: found[''] ?? 0 };
  }
}

/** Names of files come from elsewhere, too, and are shown on a terminal. */
function readable({ where, problem }: BadInput): BadInput {
  return { where: cleanLine(where, LONGEST_PLACE), problem: cleanLine(problem, LONGEST_PLACE) };
}

async function* joined(...[first, second, others]: [Uint8Array, Uint8Array, AsyncIterator<Uint8Array>]): AsyncGenerator<Uint8Array> {
  yield first;
  yield second;
  for (let next = await others.next(); !next.done; next = await others.next()) yield next.value;
}

function added(before: ImportProgress, now: Omit<ImportProgress, 'bad'>): ImportProgress {
  return {
    read: before.read + now.read, kept: before.kept + now.kept, known: before.known + now.known, filed: before.filed + now.filed, setAside: before.setAside + now.setAside,
    waiting: before.waiting + now.waiting, bad: before.bad,
  };
}
