import { Logger } from '@nestjs/common';
import type { BackfillMailbox, KeepMail, LeaseMailbox, MailboxAccess, MailSource, NoteMailbox, StartReading } from '#intake';
import { FolderReader } from './folder-reader.js';
import { Pause } from './pause.js';

const HEARTBEAT_MS = 10_000;
/** How often a mailroom asks for a mailbox that another one holds; with the lease this stays below 30 seconds. */
const ASK_FOR_LEASE_MS = 5_000;

export interface WatchedMailbox {
  readonly id: string;
  readonly portalKey: string;
  readonly address: string;
  /** Each is read by a connection of its own. */
  readonly folders: readonly string[];
  readonly hasFollowUp: boolean;
  /** Asked at each sign-in, so that a changed password or a fresh token is used. After a refused one the token in hand is not used again. */
  readonly access: (wasRefused: boolean) => Promise<MailboxAccess>;
}

export interface WatcherTools {
  readonly source: MailSource;
  readonly lease: LeaseMailbox;
  readonly startReading: StartReading;
  readonly keepMail: KeepMail;
  readonly note: NoteMailbox;
  readonly backfill: Pick<BackfillMailbox, 'next' | 'advance' | 'finish' | 'isCrowded'>;
  readonly owner: string;
  /** A folder that is new to us: answer everything in it, rather than start at now. */
  readonly everything: boolean;
  readonly pollMs: number;
}

/** Watches one mailbox for as long as it may: holds the lease, and has a reader in each of its folders. */
export class MailboxWatcher {
  readonly #log: Logger;
  readonly #pause = new Pause();
  #readers: readonly FolderReader[] = [];
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(private readonly mailbox: WatchedMailbox, private readonly tools: WatcherTools) {
    this.#log = new Logger(`mailbox ${mailbox.address}`);
  }

  start(): void {
    this.#running = this.#watch();
  }

  /** Ends after the batches in hand, gives the lease back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pause.end();
    await this.#running;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      const isOurs = await this.#hold();
      if (isOurs && this.#readers.length === 0) this.#startReading();
      // Without a lease there is nothing to read: another mailroom does. Duplicates would be harmless, but wasteful.
      if (isOurs === false) await this.#stopReading();
      await this.#pause.for(isOurs ? HEARTBEAT_MS : ASK_FOR_LEASE_MS);
    }
    await this.#stopReading();
    await this.tools.lease.release(this.mailbox.id, this.tools.owner).catch(() => undefined);
  }

  /** Undefined while the database is away: nobody else can take the lease meanwhile, and nothing can be kept. */
  async #hold(): Promise<boolean | undefined> {
    try {
      return await this.tools.lease.take(this.mailbox.id, this.tools.owner);
    } catch (error) {
      this.#log.warn(`the lease: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  #startReading(): void {
    this.#readers = this.mailbox.folders.map((folder) => new FolderReader(this.mailbox, folder, this.tools));
    for (const reader of this.#readers) reader.start();
  }

  async #stopReading(): Promise<void> {
    const readers = this.#readers;
    this.#readers = [];
    await Promise.all(readers.map((reader) => reader.stop()));
  }
}
