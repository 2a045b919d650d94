import { Logger } from '@nestjs/common';
import { MailboxSignInRefused, type KeepMail, type LeaseMailbox, type MailboxAccess, type MailboxToKeep, type MailSession, type MailSource, type NoteMailbox, type StartReading } from '#intake';
import { fetchNewMail } from './fetch-new-mail.js';
import { Pause } from './pause.js';

const HEARTBEAT_MS = 10_000;
/** How often a mailroom asks for a mailbox that another one holds; with the lease this stays below 30 seconds. */
const ASK_FOR_LEASE_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** A wrong password is not mended by asking often, and servers lock out who asks often. */
const REFUSED_RETRY_MS = 60_000;

export interface WatchedMailbox extends MailboxToKeep {
  readonly address: string;
  /** Opened at each sign-in, so that a changed password is used. */
  readonly access: () => Promise<MailboxAccess>;
}

export interface WatcherTools {
  readonly source: MailSource;
  readonly lease: LeaseMailbox;
  readonly startReading: StartReading;
  readonly keepMail: KeepMail;
  readonly note: NoteMailbox;
  readonly owner: string;
  readonly backfill: boolean;
  readonly pollMs: number;
}

/** Watches one mailbox for as long as it may: takes the lease, signs in, fetches, waits for news, and starts again after any trouble. */
export class MailboxWatcher {
  readonly #log: Logger;
  readonly #pause = new Pause();
  #session: MailSession | undefined;
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(private readonly mailbox: WatchedMailbox, private readonly tools: WatcherTools) {
    this.#log = new Logger(`mailbox ${mailbox.address}`);
  }

  start(): void {
    this.#running = this.#watch();
  }

  /** Ends after the batch in hand, gives the lease back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pause.end();
    await this.#session?.close();
    await this.#running;
  }

  async #watch(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.#stopped) {
      try {
        if (!(await this.tools.lease.take(this.mailbox.id, this.tools.owner))) {
          await this.#pause.for(ASK_FOR_LEASE_MS);
          continue;
        }
        await this.#whileLeased(() => { retryMs = FIRST_RETRY_MS; });
      } catch (error) {
        if (this.#stopped) break;
        const problem = error instanceof Error ? error.message : String(error);
        this.#log.warn(problem);
        await this.tools.note.failed(this.mailbox.id, problem).catch(() => undefined);
        const waitMs = error instanceof MailboxSignInRefused ? REFUSED_RETRY_MS : retryMs * (0.75 + Math.random() / 2);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
        await this.#pause.for(waitMs);
      }
    }
    await this.tools.lease.release(this.mailbox.id, this.tools.owner).catch(() => undefined);
  }

  async #whileLeased(onConnected: () => void): Promise<void> {
    const heartbeat = setInterval(() => void this.#keepLease(), HEARTBEAT_MS);
    try {
      await this.#read(onConnected);
    } finally {
      clearInterval(heartbeat);
      await this.#session?.close();
      this.#session = undefined;
    }
  }

  /** Without a lease there is nothing to read: another mailroom does. Duplicates would be harmless, but wasteful. */
  async #keepLease(): Promise<void> {
    const held = await this.tools.lease.take(this.mailbox.id, this.tools.owner).catch(() => false);
    if (!held) await this.#session?.close();
  }

  async #read(onConnected: () => void): Promise<void> {
    const { source, startReading, note, pollMs, backfill } = this.tools;
    const session = await source.open(await this.mailbox.access());
    this.#session = session;
    const start = await startReading.run(this.mailbox.id, session, backfill);
    this.#log.log(`signed in, uidvalidity ${session.uidValidity}, ${start.reason} after uid ${start.lastUid}`);
    onConnected();
    let { lastUid } = start;
    const notBefore = start.reason === 'rescan' ? start.startedAt : null;
    while (!this.#stopped) {
      ({ lastUid } = await fetchNewMail(session, this.mailbox, this.tools, { lastUid, notBefore }));
      await note.caughtUp(this.mailbox.id);
      await session.waitForNews(pollMs);
    }
  }
}
