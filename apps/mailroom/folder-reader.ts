import { Logger } from '@nestjs/common';
import { arrivalOf, doneWith, FolderMissing, MailboxSignInRefused, MailNotGiven, MailboxUnreachable, SeenUids, type Backfill, type FolderLook, type ListedMail, type MailSession, type Start } from '#intake';
import { Fault } from '#kernel';
import { TokenRefused } from '#portals';
import { fetchMails, type HowToKeep } from './fetch-mails.js';
import type { WatchedMailbox, WatcherTools } from './mailbox-watcher.js';
import { Pause } from './pause.js';
import { notGiven, RefusedMails } from './refused-mails.js';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** A wrong password is not mended by asking often, and servers lock out who asks often. */
const REFUSED_RETRY_MS = 60_000;
/** Even where the server says that nothing changed we look through the whole list so often. */
const TRUST_FOR_MS = 10 * 60_000;
/** Workers file some hundred mails of the past in that time. */
const FILED_MEANWHILE_MS = 2_000;
const NEVER = Number.POSITIVE_INFINITY;
/** So often a backfill looks whether the server gives what it left behind. */
const ASK_AGAIN_MS = 60_000;
/** Read again after a change of UIDVALIDITY: so many, then whoever came meanwhile. */
const REREAD_AT_ONCE = 200;
/** So many gaps between the numbers are asked about; there are more only where servers give numbers away. */
const MOST_GAPS = 2_000;
/** So many UIDs in one command; what they name is fetched before the next ones are listed. */
const LISTED_AT_ONCE = 500;

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
  /** The last look at which nothing was left to do: what vanished is asked for since then. */
  #vanishedSince: FolderLook | null = null;
  /** The whole list, and only what the server says of it. */
  #reconciledAt = 0;
  #lookedAt = 0;
  #retryMs = FIRST_RETRY_MS;
  /** Of listing and of fetching: a mail that is listed without trouble may still not be given. */
  readonly #unlisted = new RefusedMails();
  readonly #ungiven = new RefusedMails();
  /** Listed, asked for, and silently left out of the answer, at the last look at the whole list. */
  #leftOut: readonly number[] = [];
  /** How far the backfill is, of which the database knows only up to the first that the server did not give: after a restart it goes on there. */
  #backfilled = { place: '', upTo: 0 };
  readonly #leftBehind = new Set<number>();

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
    while (!this.#stopped) {
      try {
        await this.#read();
      } catch (error) {
        if (this.#stopped) break;
        const problem = error instanceof Error ? error.message : String(error);
        this.#log.warn(problem);
        await this.tools.note.failed(this.#address, problem, error instanceof Fault ? error.code : null).catch(() => undefined);
        this.#wasRefused = error instanceof MailboxSignInRefused;
        const isSlow = error instanceof MailboxSignInRefused || error instanceof FolderMissing || error instanceof TokenRefused;
        await this.#pause.for(isSlow ? Math.min(REFUSED_RETRY_MS, this.tools.pollMs) : this.#retryMs * (0.75 + Math.random() / 2));
        this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
      } finally {
        await this.#session?.close();
        this.#session = undefined;
      }
    }
  }

  async #read(): Promise<void> {
    const { source, startReading, pollMs, everything } = this.tools;
    const session = await source.open({ ...(await this.mailbox.access(this.#wasRefused)), folder: this.folder });
    this.#session = session;
    this.#wasRefused = false;
    for (const refused of [this.#unlisted, this.#ungiven]) refused.begin(session.uidValidity);
    const start = await startReading.run(this.mailbox.id, { folder: this.folder, uidValidity: session.uidValidity, uidNext: session.uidNext }, everything);
    this.#seen = start.seen;
    this.#reconciled = start.reconciled;
    this.#vanishedSince = start.reconciled;
    this.#reconciledAt = 0;
    this.#log.log(`signed in, uidvalidity ${session.uidValidity}, ${start.reason}`);
    let lastUid = await this.#reconcile(session, start, start.reason !== 'continue');
    this.#retryMs = FIRST_RETRY_MS;
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
    await this.#noteCaughtUp(session, null);
    return uids.at(-1) ?? lastUid;
  }

  /**
   * Compares the whole list of the folder with what is done with, so that no mail is missed whatever happened. Where the
   * server can tell that nothing changed (CONDSTORE), it is believed for ten minutes. Returns the highest UID.
   */
  async #reconcile(session: MailSession, start: Start, isFirst = false): Promise<number> {
    const look = await this.#lookAt(session);
    const isUntouched = !isFirst && this.#reconciled?.highestModseq != null && JSON.stringify(inOneOrder(look)) === JSON.stringify(inOneOrder(this.#reconciled));
    if (isUntouched && (this.#reconciledAt === 0 || performance.now() - this.#reconciledAt < TRUST_FOR_MS)) {
      await this.#noteCaughtUp(session, null);
      this.#reconciledAt ||= performance.now();
      return look.uidNext - 1;
    }
    const all = await session.uidsAbove(0);
    for (const refused of [this.#unlisted, this.#ungiven]) refused.keepOnly(all);
    await this.#noteVanished(session, all, look);
    const missing = this.#seen.missingFrom(all);
    const fresh = missing.filter((uid) => uid > start.startUid);
    const leftOut = await this.#take(session, start, fresh, all, look.uidNext);
    const lastUid = await this.#takeAgain(session, start, missing.slice(0, missing.length - fresh.length), all, look.uidNext, leftOut);
    this.#leftOut = leftOut;
    this.#reconciledAt = performance.now();
    this.#reconciled = this.#stuck.length === 0 ? look : null;
    this.#vanishedSince = this.#reconciled ?? this.#vanishedSince;
    await this.#noteCaughtUp(session, this.#reconciled);
    return lastUid;
  }

  /** @throws MailboxUnreachable: the name leads to another folder now, and the one that we hold open gets no mail any more */
  async #lookAt(session: MailSession): Promise<FolderLook> {
    const look = await session.look();
    this.#lookedAt = performance.now();
    if (look.uidValidity !== session.uidValidity) throw new MailboxUnreachable(`the folder ${this.folder} is another one now`);
    return look;
  }

  /**
   * Mails that came since the last look and were taken away by others before this one (QRESYNC): they are no longer to be had, and
   * somebody wants to know. Only numbers that were given since then: a server that has forgotten its history tells of all that are free.
   */
  async #noteVanished(session: MailSession, all: readonly number[], { uidNext }: FolderLook): Promise<void> {
    const since = this.#vanishedSince;
    if (since?.highestModseq == null) return;
    const gone = (await session.vanishedSince(since.highestModseq, this.#seen.openBetween(all, { from: since.uidNext, to: uidNext - 1 }, MOST_GAPS))) ?? [];
    if (gone.length === 0) return;
    await this.tools.note.vanished(this.#address, session.uidValidity, gone);
    this.#seen = this.#seen.and(gone.map((uid) => ({ from: uid, to: uid })));
    this.#log.warn(`${gone.length} mails were taken away by others before they were read, the first with uid ${gone[0]}`);
  }

  /**
   * What a change of UIDVALIDITY brings again, or for the first time where the mailroom was away: the newest handful first,
   * and between two of them whatever came meanwhile, so that a person who writes today does not wait behind a hundred
   * thousand mails of the past. Within a handful an answer still comes behind what it answers. Returns the highest UID.
   */
  async #takeAgain(session: MailSession, start: Start, uids: readonly number[], all: readonly number[], uidNext: number, leftOut: number[]): Promise<number> {
    let lastUid = all.at(-1) ?? 0;
    for (let end = uids.length; end > 0; end -= REREAD_AT_ONCE) {
      if (end < uids.length) lastUid = await this.#letNewOnesPass(session, start, lastUid);
      leftOut.push(...(await this.#take(session, start, uids.slice(Math.max(0, end - REREAD_AT_ONCE), end), all, uidNext)));
    }
    return lastUid;
  }

  /** Until the desk can take more. Whoever watches over the folder hears that it is read: what is left is of the past. */
  async #letNewOnesPass(session: MailSession, start: Start, aboveUid: number): Promise<number> {
    for (let lastUid = aboveUid; ; ) {
      lastUid = await this.#takeNew(session, start, lastUid);
      if (performance.now() - this.#lookedAt > this.tools.pollMs) await this.#lookAt(session);
      if (!(await this.tools.backfill.isCrowded(this.mailbox.id))) return lastUid;
      await session.waitForNews(FILED_MEANWHILE_MS);
    }
  }

  /** Keeps these, or passes over them when they are older than our start. Returns those that the server lists but leaves out of its answer. */
  async #take(session: MailSession, start: Start, uids: readonly number[], all: readonly number[], uidNext: number): Promise<number[]> {
    const done = (uid: number) => doneWith(uid, all, uidNext);
    const isOld = ({ uid, receivedAt }: ListedMail): boolean => start.notBefore !== null && uid <= start.startUid && receivedAt < start.notBefore;
    const asked: number[] = [];
    for await (const listed of this.#list(session, uids)) {
      const old = listed.filter(isOld);
      const wanted = listed.filter((mail) => !isOld(mail));
      if (old.length > 0) {
        await this.tools.startReading.pass(this.#address, session.uidValidity, old.map(({ uid }) => done(uid)));
        this.#seen = this.#seen.and(old.map(({ uid }) => done(uid)));
      }
      await this.#fetch(session, wanted, { doneWith: done, cameLongAgo: (uid, beginning) => cameBefore(start, uid, beginning) }, (kept) => { this.#seen = this.#seen.and(kept.map(done)); });
      asked.push(...wanted.map(({ uid }) => uid));
    }
    const stuck = new Set(this.#stuck.map(({ uid }) => uid));
    const left = this.#seen.missingFrom(asked).filter((uid) => !stuck.has(uid));
    // Gone while we fetched, or not given: only what is still listed is left out.
    return left.length === 0 ? [] : (await session.list(left)).map(({ uid }) => uid);
  }

  /** What the server lists, in the order of the UIDs but for what it refused before, which comes last. */
  async *#list(session: MailSession, uids: readonly number[]): AsyncGenerator<ListedMail[]> {
    for (const { mails, atMost } of this.#unlisted.inRounds(uids.map((uid) => ({ uid })))) {
      const size = Math.min(LISTED_AT_ONCE, atMost);
      for (let at = 0; at < mails.length; at += size) {
        const some = mails.slice(at, at + size).map(({ uid }) => uid);
        const listed = await session.list(some).catch((error: unknown) => Promise.reject(this.#unlisted.failed(some, error)));
        this.#unlisted.answered(some);
        yield listed;
      }
    }
  }

  /** What keeps the folder from being read whole, ascending, with what the server said to it. */
  get #stuck(): readonly { readonly uid: number; readonly said?: string }[] {
    const known = [...this.#unlisted.stuck, ...this.#ungiven.stuck];
    return [...known, ...this.#leftOut.filter((uid) => known.every((one) => one.uid !== uid)).map((uid) => ({ uid }))].sort((one, other) => one.uid - other.uid);
  }

  /** @param look null: only new ones were asked for */
  async #noteCaughtUp(session: MailSession, look: FolderLook | null): Promise<void> {
    const stuck: readonly { readonly uid: number; readonly said?: string }[] = this.#stuck;
    if (stuck.length === 0) return this.tools.note.caughtUp(this.#address, session.uidValidity, look);
    const fault = new MailNotGiven(notGiven(stuck.map(({ uid }) => uid), stuck[0]!.said));
    await this.tools.note.failed(this.#address, fault.message, fault.code, true);
  }

  /** One batch of the old mail that somebody asked for. Returns after how many milliseconds there is more to do; `NEVER`: nothing more was asked for. */
  async #backfill(session: MailSession): Promise<number> {
    const asked = await this.tools.backfill.next(this.#address, session.uidValidity);
    if (!asked) return NEVER;
    if (asked === 'later') return FILED_MEANWHILE_MS;
    const place = placeOf(session, asked);
    if (this.#backfilled.place !== place) {
      this.#backfilled = { place, upTo: asked.afterUid };
      this.#leftBehind.clear();
    }
    const there = (await session.uidsAbove(asked.afterUid)).filter((uid) => asked.upToUid === null || uid <= asked.upToUid);
    const ahead = there.filter((uid) => uid > this.#backfilled.upTo).slice(0, 200);
    const uids = ahead.length > 0 ? ahead : there.filter((uid) => this.#leftBehind.has(uid));
    if (uids.length === 0) {
      await this.tools.backfill.finish(this.#address);
      return NEVER;
    }
    for await (const listed of this.#list(session, uids)) {
      const mails = listed.filter(({ receivedAt }) => (!asked.since || receivedAt >= asked.since) && receivedAt < asked.before);
      await this.#fetch(session, mails, { isHistory: true }, () => undefined);
    }
    await this.#advance(session, asked, uids);
    if (ahead.length > 0 || this.#leftBehind.size === 0) return 0;
    await this.#noteCaughtUp(session, null);
    return ASK_AGAIN_MS;
  }

  /** These were gone through, but for those that the server does not give: the first of them stays the place from which a restart goes on. */
  async #advance(session: MailSession, asked: Backfill, uids: readonly number[]): Promise<void> {
    const stuck = new Set(this.#stuck.map(({ uid }) => uid));
    for (const uid of uids) {
      if (stuck.has(uid)) this.#leftBehind.add(uid);
      else this.#leftBehind.delete(uid);
    }
    const upTo = Math.max(this.#backfilled.upTo, uids.at(-1)!);
    const afterUid = this.#leftBehind.size === 0 ? upTo : Math.min(...this.#leftBehind) - 1;
    await this.tools.backfill.advance(this.#address, session.uidValidity, afterUid);
    this.#backfilled = { place: placeOf(session, { ...asked, afterUid }), upTo };
  }

  #fetch(session: MailSession, mails: readonly ListedMail[], how: HowToKeep, onKept: (uids: readonly number[]) => void): Promise<void> {
    const { id, portalKey, hasFollowUp } = this.mailbox;
    return fetchMails(session, { id, portalKey, folder: this.folder, hasFollowUp }, this.tools.keepMail, mails, how, this.#ungiven, (uids) => {
      // It goes on, if only by one mail.
      this.#retryMs = FIRST_RETRY_MS;
      onKept(uids);
    });
  }
}

/**
 * After a change of UIDVALIDITY the server may date its copies of old mails today (APPEND without a date, RFC 3501
 * section 6.3.11): then the mail itself tells when it came.
 */
function cameBefore({ notBefore, startUid }: Start, uid: number, beginning: Uint8Array): Date | undefined {
  if (notBefore === null || uid > startUid) return undefined;
  const came = arrivalOf(Buffer.from(beginning.buffer, beginning.byteOffset, beginning.byteLength), new Date());
  return came && came < notBefore ? came : undefined;
}

/** Another text: somebody asked anew, or the numbers are others. */
function placeOf({ uidValidity }: MailSession, { afterUid, since, before }: Backfill): string {
  return JSON.stringify([uidValidity, afterUid, since, before]);
}

/** From the database the fields come in another order. */
function inOneOrder({ uidValidity, uidNext, mails, highestModseq }: FolderLook): FolderLook {
  return { uidValidity, uidNext, mails, highestModseq };
}
