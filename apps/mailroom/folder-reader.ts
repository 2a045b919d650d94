import { Logger } from '@nestjs/common';
import { doneWith, FolderMissing, MailboxSignInRefused, MailboxUnreachable, SeenUids, type FolderLook, type ListedMail, type MailSession, type Start } from '#intake';
import { Fault } from '#kernel';
import { TokenRefused } from '#portals';
import { fetchMails } from './fetch-mails.js';
import type { WatchedMailbox, WatcherTools } from './mailbox-watcher.js';
import { Pause } from './pause.js';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** A wrong password is not mended by asking often, and servers lock out who asks often. */
const REFUSED_RETRY_MS = 60_000;
/** Even where the server says that nothing changed we look through the whole list so often. */
const TRUST_FOR_MS = 10 * 60_000;
/** Workers file some hundred mails of the past in that time. */
const FILED_MEANWHILE_MS = 2_000;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Reads one folder for as long as it may: signs in, fetches what is not done with, waits for news, and starts again
 * after any trouble. What is done with stands in `SeenUids`, never in the server's flags.
 */
export class FolderReader {
  readonly #log: Logger;
  readonly #pause = new Pause();
  readonly #address: { readonly mailboxId: string; readonly folder: string };
  #session: MailSession | undefined;
  #stopped = false;
  #running: Promise<void> | undefined;
  #wasRefused = false;
  #seen = SeenUids.none;
  #reconciled: FolderLook | null = null;
  /** The whole list, and only what the server says of it. */
  #reconciledAt = 0;
  #lookedAt = 0;

  constructor(private readonly mailbox: WatchedMailbox, private readonly folder: string, private readonly tools: WatcherTools) {
    this.#log = new Logger(`mailbox ${mailbox.address} ${folder}`);
    this.#address = { mailboxId: mailbox.id, folder };
  }

  start(): void {
    this.#running = this.#keepReading();
  }

  /** Ends after the batch in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pause.end();
    await this.#session?.close();
    await this.#running;
  }

  async #keepReading(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.#stopped) {
      try {
        await this.#read(() => { retryMs = FIRST_RETRY_MS; });
      } catch (error) {
        if (this.#stopped) break;
        const problem = error instanceof Error ? error.message : String(error);
        this.#log.warn(problem);
        await this.tools.note.failed(this.#address, problem, error instanceof Fault ? error.code : null).catch(() => undefined);
        this.#wasRefused = error instanceof MailboxSignInRefused;
        const isSlow = error instanceof MailboxSignInRefused || error instanceof FolderMissing || error instanceof TokenRefused;
        await this.#pause.for(isSlow ? Math.min(REFUSED_RETRY_MS, this.tools.pollMs) : retryMs * (0.75 + Math.random() / 2));
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      } finally {
        await this.#session?.close();
        this.#session = undefined;
      }
    }
  }

  async #read(onConnected: () => void): Promise<void> {
    const { source, startReading, pollMs, everything } = this.tools;
    const session = await source.open({ ...(await this.mailbox.access(this.#wasRefused)), folder: this.folder });
    this.#session = session;
    this.#wasRefused = false;
    const start = await startReading.run(this.mailbox.id, { folder: this.folder, uidValidity: session.uidValidity, uidNext: session.uidNext }, everything);
    this.#seen = start.seen;
    this.#reconciled = start.reconciled;
    this.#reconciledAt = 0;
    this.#log.log(`signed in, uidvalidity ${session.uidValidity}, ${start.reason}`);
    let lastUid = await this.#reconcile(session, start, start.reason !== 'continue');
    onConnected();
    while (!this.#stopped) {
      const goOnAfterMs = await this.#backfill(session);
      const isNews = (await session.waitForNews(Math.min(goOnAfterMs, pollMs))) === 'news';
      if (isNews) lastUid = await this.#takeNew(session, start, lastUid);
      const waitedInVain = !isNews && goOnAfterMs >= pollMs;
      if (waitedInVain || performance.now() - this.#lookedAt > pollMs) lastUid = Math.max(lastUid, await this.#reconcile(session, start));
    }
  }

  /** Only what came on top. Returns the highest UID. */
  async #takeNew(session: MailSession, start: Start, lastUid: number): Promise<number> {
    const uids = await session.uidsAbove(lastUid);
    await this.#take(session, start, uids, [], session.uidNext);
    await this.tools.note.caughtUp(this.#address, session.uidValidity, null);
    return uids.at(-1) ?? lastUid;
  }

  /**
   * Compares the whole list of the folder with what is done with, so that no mail is missed whatever happened. Where the
   * server can tell that nothing changed (CONDSTORE), it is believed for ten minutes. Returns the highest UID.
   */
  async #reconcile(session: MailSession, start: Start, isFirst = false): Promise<number> {
    const look = await session.look();
    this.#lookedAt = performance.now();
    // The name leads to another folder now: the one that we hold open gets no mail any more.
    if (look.uidValidity !== session.uidValidity) throw new MailboxUnreachable(`the folder ${this.folder} is another one now`);
    const isUntouched = !isFirst && this.#reconciled?.highestModseq != null && JSON.stringify(inOneOrder(look)) === JSON.stringify(inOneOrder(this.#reconciled));
    if (isUntouched && (this.#reconciledAt === 0 || performance.now() - this.#reconciledAt < TRUST_FOR_MS)) {
      await this.tools.note.caughtUp(this.#address, session.uidValidity, null);
      this.#reconciledAt ||= performance.now();
      return look.uidNext - 1;
    }
    const all = await session.uidsAbove(0);
    const stuck = await this.#take(session, start, this.#seen.missingFrom(all), all, look.uidNext);
    this.#reconciledAt = performance.now();
    this.#reconciled = stuck.length === 0 ? look : null;
    if (stuck.length > 0) await this.tools.note.failed(this.#address, `the server lists ${stuck.length} mails that it does not give, the first with uid ${stuck[0]}`);
    else await this.tools.note.caughtUp(this.#address, session.uidValidity, look);
    return all.at(-1) ?? 0;
  }

  /** Keeps these, or passes over them when they are older than our start. Returns those that the server lists but does not give. */
  async #take(session: MailSession, { notBefore }: Start, uids: readonly number[], all: readonly number[], uidNext: number): Promise<number[]> {
    if (uids.length === 0) return [];
    const listed = await session.list(uids);
    const done = (uid: number) => doneWith(uid, all, uidNext);
    const old = notBefore ? listed.filter(({ receivedAt }) => receivedAt < notBefore) : [];
    const wanted = notBefore ? listed.filter(({ receivedAt }) => receivedAt >= notBefore) : listed;
    if (old.length > 0) {
      await this.tools.startReading.pass(this.#address, session.uidValidity, old.map(({ uid }) => done(uid)));
      this.#seen = this.#seen.and(old.map(({ uid }) => done(uid)));
    }
    await this.#fetch(session, wanted, { doneWith: done }, (kept) => { this.#seen = this.#seen.and(kept.map(done)); });
    const left = this.#seen.missingFrom(wanted.map(({ uid }) => uid));
    // Gone while we fetched, or not given: only what is still listed is stuck.
    return left.length === 0 ? [] : (await session.list(left)).map(({ uid }) => uid);
  }

  /** One batch of the old mail that somebody asked for. Returns after how many milliseconds there is more to do; `NEVER`: nothing more was asked for. */
  async #backfill(session: MailSession): Promise<number> {
    const asked = await this.tools.backfill.next(this.#address, session.uidValidity);
    if (!asked) return NEVER;
    if (asked === 'later') return FILED_MEANWHILE_MS;
    const uids = (await session.uidsAbove(asked.afterUid)).filter((uid) => asked.upToUid === null || uid <= asked.upToUid).slice(0, 200);
    if (uids.length === 0) {
      await this.tools.backfill.finish(this.#address);
      return NEVER;
    }
    const mails = (await session.list(uids)).filter(({ receivedAt }) => (!asked.since || receivedAt >= asked.since) && receivedAt < asked.before);
    await this.#fetch(session, mails, { isHistory: true }, () => undefined);
    await this.tools.backfill.advance(this.#address, session.uidValidity, uids.at(-1)!);
    return 0;
  }

  #fetch(session: MailSession, mails: readonly ListedMail[], how: Parameters<typeof fetchMails>[4], onKept: (uids: readonly number[]) => void): Promise<void> {
    const { id, portalKey, hasFollowUp } = this.mailbox;
    return fetchMails(session, { id, portalKey, folder: this.folder, hasFollowUp }, this.tools.keepMail, mails, how, onKept);
  }
}

/** From the database the fields come in another order. */
function inOneOrder({ uidValidity, uidNext, mails, highestModseq }: FolderLook): FolderLook {
  return { uidValidity, uidNext, mails, highestModseq };
}
