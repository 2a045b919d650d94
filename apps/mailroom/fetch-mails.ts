import type { KeepMail, ListedMail, MailboxToKeep, MailSession, MailsToKeep, MailToStore } from '#intake';
import type { RefusedMails } from './refused-mails.js';

/** As many as one job of the worker takes: fetching more at once is no faster, and filing a bundle costs some thirty statements, whatever is in it. */
const BATCH = 100;
const BATCH_BYTES = 16 * 1024 * 1024;
/** From here on a mail travels alone and in pieces, from the socket to the disk (helpdesk-peers case 4). */
const LARGE_BYTES = 4 * 1024 * 1024;
/** Of a still larger mail the beginning is kept, more than is ever read; the whole stays on the server. */
const MAX_MAIL_BYTES = 256 * 1024 * 1024;

export interface HowToKeep extends Pick<MailsToKeep, 'doneWith' | 'isHistory'> {
  /** When a mail came although the server tells another date, if that makes it old mail; by its first bytes. */
  readonly cameLongAgo?: (uid: number, beginning: Uint8Array) => Date | undefined;
}

interface Fetched {
  readonly mail: MailToStore;
  readonly beginning: Uint8Array;
}

/**
 * Step 1: the mails with these UIDs, in small batches, bytes only, into `KeepMail`. Flags are neither read nor set
 * (case 2), nothing is moved (case 1). Tells after each batch which UIDs are kept. What the server refused before is
 * asked for last, and in smaller batches.
 *
 * @throws MailNotGiven for the one mail that breaks the dialogue; what the session or `KeepMail` throws
 */
export async function fetchMails(
  session: MailSession, mailbox: MailboxToKeep, keepMail: Pick<KeepMail, 'run'>, mails: readonly ListedMail[], { cameLongAgo, ...how }: HowToKeep, refused: RefusedMails, onKept: (uids: readonly number[]) => void,
): Promise<void> {
  for (const round of refused.inRounds(mails)) {
    for (const batch of inSmallBatches(round.mails, Math.min(BATCH, round.atMost), BATCH_BYTES * refused.share)) {
      const fetched = (await bytesOf(session, batch, refused)).map(({ mail, beginning }) => ({ mail, came: cameLongAgo?.(mail.uid, beginning) }));
      const fresh = fetched.flatMap(({ mail, came }) => (came ? [] : [mail]));
      const old = fetched.flatMap(({ mail, came }) => (came ? [{ ...mail, receivedAt: came }] : []));
      if (fresh.length > 0) await keepMail.run(mailbox, { uidValidity: session.uidValidity, mails: fresh, ...how });
      if (old.length > 0) await keepMail.run(mailbox, { uidValidity: session.uidValidity, mails: old, ...how, isHistory: true });
      // A large one that broke off while it was stored has thrown: then it was not given.
      refused.answered(batch.map(({ uid }) => uid));
      if (fetched.length > 0) onKept(fetched.map(({ mail }) => mail.uid));
    }
  }
}

/** Small mails together in memory; a large one is alone, and comes in pieces. */
async function bytesOf(session: MailSession, batch: readonly ListedMail[], refused: RefusedMails): Promise<Fetched[]> {
  const [first] = batch;
  if (!first) return [];
  // One that failed alone, too: on a slow line a piece comes through in time where the whole does not.
  if (first.sizeBytes >= LARGE_BYTES || (batch.length === 1 && refused.failedAlone(first.uid))) return inPieces(session, first, refused);
  const mails: Fetched[] = [];
  for (const { bytes, ...mail } of await fetched(session, batch, refused)) {
    // A server that told too small a size must not cost us the end of the mail.
    if (bytes.length < LARGE_BYTES) mails.push({ mail: { ...mail, bytes }, beginning: bytes });
    else mails.push(...(await inPieces(session, mail, refused)));
  }
  return mails;
}

async function fetched(session: MailSession, batch: readonly ListedMail[], refused: RefusedMails): ReturnType<MailSession['fetch']> {
  try {
    return await session.fetch(batch, LARGE_BYTES);
  } catch (error) {
    throw refused.failed(batch.map(({ uid }) => uid), error);
  }
}

/** Asks for the beginning at once: a mail that is gone has none. */
async function inPieces(session: MailSession, { uid, sizeBytes, receivedAt }: ListedMail, refused: RefusedMails): Promise<Fetched[]> {
  let bytes = 0;
  let hasVanished = false;
  const pieces = downloaded(session.download(uid, MAX_MAIL_BYTES, () => (hasVanished = true)), (error) => refused.failed([uid], error), (piece) => (bytes += piece.length));
  const beginning = await pieces.next();
  if (beginning.done) return [];
  // Not by the size that was told, which is that of the store: Exchange tells more than it gives.
  const isCut = (): boolean => hasVanished || (bytes >= MAX_MAIL_BYTES && sizeBytes !== bytes);
  return [{ mail: { uid, sizeBytes, receivedAt, bytes: joined(beginning.value, pieces), isCut }, beginning: beginning.value }];
}

/** The pieces as they come; an error of the line, and not of whoever stores them, is noted. */
async function* downloaded(pieces: AsyncIterable<Uint8Array>, onFailed: (error: unknown) => Error, onPiece: (piece: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => Promise.reject(onFailed(error)));
      if (next.done) return;
      onPiece(next.value);
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function* joined(first: Uint8Array, others: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let piece: IteratorResult<Uint8Array> = { value: first }; !piece.done; piece = await others.next()) yield piece.value;
}

function inSmallBatches(listed: readonly ListedMail[], most: number, mostBytes: number): ListedMail[][] {
  const batches: ListedMail[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const mail of listed) {
    if (bytes + mail.sizeBytes > mostBytes || mail.sizeBytes >= LARGE_BYTES || batches.at(-1)!.length >= most) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(mail);
    // Behind a large one begins another batch.
    bytes = mail.sizeBytes >= LARGE_BYTES ? Number.POSITIVE_INFINITY : bytes + mail.sizeBytes;
  }
  return batches;
}
