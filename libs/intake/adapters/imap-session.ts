import type { ExpungeEvent, FetchMessageObject, ImapFlow, MailboxObject } from 'imapflow';
import { FolderMissing, MailboxUnreachable } from '../intake.faults.js';
import type { FetchedMail, FolderLook, ListedMail, MailSession } from '../mail-source.js';
import { answerOf, openFolder, type ImapSettings } from './imap-connection.js';
import { SeenUids, type UidRange } from '../domain/seen-uids.js';
import { rangeOf, rangesOf } from './uid-range.js';

/** So many UIDs in one command: lines may have 8,000 characters. */
const LISTED_AT_ONCE = 500;
/** Two numbers each, of up to ten digits: more would be longer than the lines that some servers take (RFC 7162 section 4: 8192). */
const RANGES_AT_ONCE = 250;
/** How much of a large mail is asked for at once. */
const PIECE_BYTES = 1024 * 1024;

/** An open folder. Whatever the library answers by `false` or by silence, where it could not do what was asked, is an error here. */
export class ImapSession implements MailSession {
  readonly uidValidity: string;
  readonly uidNext: number;
  #news = false;
  #wake: () => void = () => undefined;

  constructor(private readonly client: ImapFlow, private readonly folder: MailboxObject, private readonly settings: ImapSettings) {
    this.uidValidity = folder.uidValidity.toString();
    this.uidNext = folder.uidNext;
    // Also told in answers to other commands, so nothing is missed between a fetch and the next IDLE.
    client.on('exists', ({ count, prevCount }) => {
      if (count <= prevCount) return;
      this.#news = true;
      this.#wake();
    });
    // With QRESYNC a removal is told by its UID, and the library takes none off its count then: the mail that comes next would be no news.
    client.on('expunge', ({ vanished, earlier }) => {
      if (vanished && !earlier && client.mailbox && client.mailbox.exists > 0) client.mailbox.exists -= 1;
    });
    client.on('close', () => this.#wake());
  }

  look(): Promise<FolderLook> {
    return this.#ask('looking', async () => {
      // Opened again: STATUS is not meant for the folder that is open (RFC 3501 section 6.3.10), and Dovecot answers with what it last told.
      const { uidValidity, uidNext, exists, highestModseq } = await openFolder(this.client, this.folder.path, true);
      return { uidValidity: uidValidity.toString(), uidNext, mails: exists, highestModseq: highestModseq?.toString() ?? null };
    }, this.settings.answerMs);
  }

  async vanishedSince(modseq: string, numbers: readonly UidRange[]): Promise<number[] | undefined> {
    if (!this.client.enabled.has('QRESYNC') || (this.client.mailbox && this.client.mailbox.noModseq)) return undefined;
    const asked = SeenUids.none.and(numbers);
    const gone = new Set<number>();
    const hear = ({ uid, earlier }: ExpungeEvent): void => {
      if (earlier && uid !== undefined && asked.has(uid)) gone.add(uid);
    };
    this.client.on('expunge', hear);
    try {
      for (let at = 0; at < numbers.length; at += RANGES_AT_ONCE) {
        await this.#ask('asking what vanished', async () => {
          // Nothing of these is there, so all that comes is VANISHED.
          for await (const _ of this.client.fetch(rangesOf(numbers.slice(at, at + RANGES_AT_ONCE)), { uid: true }, { uid: true, changedSince: BigInt(modseq) }));
        });
      }
    } finally {
      this.client.off('expunge', hear);
    }
    return [...gone].sort((one, other) => one - other);
  }

  uidsAbove(uid: number): Promise<number[]> {
    return this.#ask('listing', async () => {
      this.#news = false;
      await this.client.noop();
      const uids = await this.client.search(uid === 0 ? { all: true } : { uid: `${uid + 1}:*` }, { uid: true });
      if (!Array.isArray(uids)) throw new Error('the server does not list the folder');
      // `N:*` answers with the last mail even when N is beyond it.
      return uids.filter((one) => one > uid).sort((one, other) => one - other);
    });
  }

  async list(uids: readonly number[]): Promise<ListedMail[]> {
    const found: ListedMail[] = [];
    for (let at = 0; at < uids.length; at += LISTED_AT_ONCE) {
      // Each command has its own time: all of them together may take as long as the folder is large.
      await this.#ask('listing', async () => {
        for await (const message of this.client.fetch(rangeOf(uids.slice(at, at + LISTED_AT_ONCE)), { uid: true, size: true, internalDate: true }, { uid: true })) found.push(listed(message));
      });
    }
    return inOrder(found, uids);
  }

  async fetch(mails: readonly ListedMail[], maxBytes: number): Promise<FetchedMail[]> {
    if (mails.length === 0) return [];
    return this.#ask('fetching', async () => {
      const bytes = new Map<number, Uint8Array>();
      // BODY.PEEK: reading leaves no flag. Nothing that the list has told: the library spells each item of an answer again for its log.
      const query = { uid: true, source: { start: 0, maxLength: maxBytes } };
      for await (const { uid, source } of this.client.fetch(rangeOf(mails.map((mail) => mail.uid)), query, { uid: true })) if (source) bytes.set(uid, source);
      return mails.flatMap((mail) => (bytes.has(mail.uid) ? [{ ...mail, bytes: bytes.get(mail.uid)! }] : []));
    });
  }

  async *download(uid: number, maxBytes: number, onVanished: () => void = () => undefined): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < maxBytes; start += PIECE_BYTES) {
      const maxLength = Math.min(PIECE_BYTES, maxBytes - start);
      const piece = await this.#ask('downloading', async () => {
        const message = await this.client.fetchOne(String(uid), { uid: true, source: { start, maxLength } }, { uid: true });
        // Behind its end some servers say NIL instead of an empty string (RFC 3501 section 6.4.5).
        return message ? (message.source ?? new Uint8Array()) : undefined;
      });
      if (!piece) return onVanished();
      if (piece.length > 0) yield piece;
      if (piece.length < maxLength) return;
    }
  }

  async waitForNews(milliseconds: number): Promise<'news' | 'silence'> {
    return this.#ask('waiting', async () => {
      if (this.#news || milliseconds === 0) return this.#news ? 'news' : 'silence';
      // Resolves only when a later command breaks it, so it is not awaited; a broken connection wakes us by `close`.
      this.client.idle().catch(() => undefined);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (this.#news || !this.client.usable) this.#wake();
      });
      this.#wake = () => undefined;
      return this.#news ? 'news' : 'silence';
    }, milliseconds + this.settings.answerMs);
  }

  async close(): Promise<void> {
    const out = this.client.usable ? this.client.logout() : Promise.resolve();
    await Promise.race([out.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    this.client.close();
  }

  async #ask<T>(what: string, work: () => Promise<T>, atMostMs = this.settings.transferMs): Promise<T> {
    if (!this.client.usable) throw new MailboxUnreachable(`${what}: the connection is closed`);
    // Closing makes the hanging command reject.
    const watchdog = setTimeout(() => this.client.close(), atMostMs);
    try {
      const answer = await work();
      // A connection that closed underneath makes some commands of the library end as if there were nothing.
      if (!this.client.usable) throw new Error('the connection was closed');
      return answer;
    } catch (cause) {
      // After an error the state of the dialogue is unknown: start afresh.
      this.client.close();
      if (cause instanceof FolderMissing) throw cause;
      throw new MailboxUnreachable(`${what}: ${answerOf(cause)}`, { cause });
    } finally {
      clearTimeout(watchdog);
    }
  }
}

function listed(message: FetchMessageObject): ListedMail {
  return { uid: message.uid, sizeBytes: message.size ?? message.source?.length ?? 0, receivedAt: new Date(message.internalDate ?? Date.now()) };
}

/** Ascending, each once, and only what was asked for: servers mix in what changed besides. */
function inOrder<Mail extends ListedMail>(mails: readonly Mail[], asked: readonly number[]): Mail[] {
  const wanted = new Set(asked);
  const found = new Map(mails.filter(({ uid }) => wanted.has(uid)).map((mail) => [mail.uid, mail]));
  return [...found.values()].sort((one, other) => one.uid - other.uid);
}
