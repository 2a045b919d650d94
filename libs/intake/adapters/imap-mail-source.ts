import { Injectable } from '@nestjs/common';
import { ImapFlow, type FetchMessageObject, type MailboxObject } from 'imapflow';
import { MailboxSignInRefused, MailboxUnreachable } from '../intake.faults.js';
import { MailSource, type FetchedMail, type ListedMail, type MailboxAccess, type MailSession } from '../mail-source.js';

const CONNECT_MS = 20_000;
/** Below the 30 minutes of RFC 2177 and below what routers forget (helpdesk-peers: IDLE silently dead for hours). */
const IDLE_AT_MOST_MS = 9 * 60_000;
/** A command that hangs this long is on a dead connection, whatever TCP thinks. */
const COMMAND_MS = 2 * 60_000;
const LARGEST_LITERAL = 512 * 1024 * 1024;
/** How much of a large mail is asked for at once. */
const PIECE_BYTES = 1024 * 1024;

/** IMAP through ImapFlow. TLS certificates are verified; without TLS only on this machine. */
@Injectable()
export class ImapMailSource extends MailSource {
  async open(access: MailboxAccess): Promise<MailSession> {
    const client = new ImapFlow({
      host: access.host,
      port: access.port,
      secure: access.security === 'implicit',
      doSTARTTLS: access.security === 'starttls',
      auth: { user: access.user, pass: access.password.reveal() },
      logger: false,
      disableAutoIdle: true,
      maxIdleTime: IDLE_AT_MOST_MS,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      maxLiteralSize: LARGEST_LITERAL,
      clientInfo: { name: 'Rekey' },
    });
    // Without a listener a late socket error would end the process; `close` tells us what we need.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return new ImapSession(client, await client.mailboxOpen(access.folder, { readOnly: true }));
    } catch (cause) {
      client.close();
      const where = `${access.user} at ${access.host}:${access.port}`;
      if ((cause as { authenticationFailed?: boolean }).authenticationFailed) throw new MailboxSignInRefused(`signing in as ${where}`, { cause });
      throw new MailboxUnreachable(`opening ${access.folder} of ${where}`, { cause });
    }
  }
}

class ImapSession implements MailSession {
  readonly uidValidity: string;
  readonly uidNext: number;
  #news = false;
  #wake: () => void = () => undefined;

  constructor(private readonly client: ImapFlow, folder: MailboxObject) {
    this.uidValidity = folder.uidValidity.toString();
    this.uidNext = folder.uidNext;
    // Also told in answers to other commands, so nothing is missed between a fetch and the next IDLE.
    client.on('exists', ({ count, prevCount }) => {
      if (count <= prevCount) return;
      this.#news = true;
      this.#wake();
    });
    client.on('close', () => this.#wake());
  }

  async listAfter(uid: number, limit: number): Promise<ListedMail[]> {
    return this.#ask('listing', async () => {
      this.#news = false;
      await this.client.noop();
      const found: ListedMail[] = [];
      // `N:*` answers with the last mail even when N is beyond it, hence the filter. UIDs alone first: cheap for any gap.
      const uids = (await this.client.search({ uid: `${uid + 1}:*` }, { uid: true })) || [];
      const wanted = uids.filter((one) => one > uid).sort((one, other) => one - other).slice(0, limit);
      if (wanted.length === 0) return found;
      for await (const message of this.client.fetch(rangeOf(wanted), { uid: true, size: true, internalDate: true }, { uid: true })) found.push(listed(message));
      return found.sort((one, other) => one.uid - other.uid);
    });
  }

  async fetch(uids: readonly number[], maxBytes: number): Promise<FetchedMail[]> {
    if (uids.length === 0) return [];
    return this.#ask('fetching', async () => {
      const mails: FetchedMail[] = [];
      const query = { uid: true, size: true, internalDate: true, source: { start: 0, maxLength: maxBytes } };
      for await (const message of this.client.fetch(rangeOf(uids), query, { uid: true })) {
        if (message.source) mails.push({ ...listed(message), bytes: message.source });
      }
      return mails.sort((one, other) => one.uid - other.uid);
    });
  }

  async *download(uid: number, maxBytes: number): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < maxBytes; start += PIECE_BYTES) {
      const maxLength = Math.min(PIECE_BYTES, maxBytes - start);
      const piece = await this.#ask('downloading', async () => {
        const message = await this.client.fetchOne(String(uid), { uid: true, source: { start, maxLength } }, { uid: true });
        return message ? message.source : undefined;
      });
      if (piece && piece.length > 0) yield piece;
      if (!piece || piece.length < maxLength) return;
    }
  }

  async waitForNews(milliseconds: number): Promise<'news' | 'silence'> {
    return this.#ask('waiting', async () => {
      if (this.#news) return 'news';
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
      if (!this.client.usable) throw new Error('the connection was closed');
      return this.#news ? 'news' : 'silence';
    }, milliseconds + COMMAND_MS);
  }

  async close(): Promise<void> {
    const out = this.client.usable ? this.client.logout() : Promise.resolve();
    await Promise.race([out.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    this.client.close();
  }

  async #ask<T>(what: string, work: () => Promise<T>, atMostMs = COMMAND_MS): Promise<T> {
    if (!this.client.usable) throw new MailboxUnreachable(`${what}: the connection is closed`);
    // Closing makes the hanging command reject.
    const watchdog = setTimeout(() => this.client.close(), atMostMs);
    try {
      return await work();
    } catch (cause) {
      // After an error the state of the dialogue is unknown: start afresh.
      this.client.close();
      throw new MailboxUnreachable(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    } finally {
      clearTimeout(watchdog);
    }
  }
}

function listed(message: FetchMessageObject): ListedMail {
  return { uid: message.uid, sizeBytes: message.size ?? message.source?.length ?? 0, receivedAt: new Date(message.internalDate ?? Date.now()) };
}

/** `3:7,9`: neighbours joined, so that fifty UIDs stay one short line. */
function rangeOf(uids: readonly number[]): string {
  const ranges: string[] = [];
  let start = uids[0]!;
  for (const [at, uid] of uids.entries()) {
    if (uids[at + 1] === uid + 1) continue;
    ranges.push(start === uid ? `${uid}` : `${start}:${uid}`);
    start = uids[at + 1] ?? uid;
  }
  return ranges.join(',');
}
