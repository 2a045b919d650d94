import type { KeepMail, ListedMail, MailboxToKeep, MailSession, MailsToKeep, MailToStore } from '#intake';

/** As many as one job of the worker takes: fetching more at once is no faster, and filing a bundle costs some thirty statements, whatever is in it. */
const BATCH = 100;
const BATCH_BYTES = 16 * 1024 * 1024;
/** From here on a mail travels alone and in pieces, from the socket to the disk (helpdesk-peers case 4). */
const LARGE_BYTES = 4 * 1024 * 1024;
/** Of a still larger mail the beginning is kept, more than is ever read; the whole stays on the server. */
const MAX_MAIL_BYTES = 256 * 1024 * 1024;

export type HowToKeep = Pick<MailsToKeep, 'doneWith' | 'isHistory'>;

/**
 * Step 1: the mails with these UIDs, in small batches, bytes only, into `KeepMail`. Flags are neither read nor set
 * (case 2), nothing is moved (case 1). Tells after each batch which UIDs are kept.
 */
export async function fetchMails(
  session: MailSession, mailbox: MailboxToKeep, keepMail: Pick<KeepMail, 'run'>, mails: readonly ListedMail[], how: HowToKeep, onKept: (uids: readonly number[]) => void,
): Promise<void> {
  for (const batch of inSmallBatches(mails)) {
    const fetched = await bytesOf(session, batch);
    if (fetched.length === 0) continue;
    await keepMail.run(mailbox, { uidValidity: session.uidValidity, mails: fetched, ...how });
    onKept(fetched.map(({ uid }) => uid));
  }
}

/** Small mails together in memory; a large one is alone, and comes in pieces. */
async function bytesOf(session: MailSession, batch: readonly ListedMail[]): Promise<MailToStore[]> {
  const [first] = batch;
  if (!first) return [];
  if (first.sizeBytes >= LARGE_BYTES) return inPieces(session, first);
  const mails: MailToStore[] = [];
  for (const mail of await session.fetch(batch, LARGE_BYTES)) {
    // A server that told too small a size must not cost us the end of the mail.
    if (mail.bytes.length < LARGE_BYTES) mails.push(mail);
    else mails.push(...(await inPieces(session, mail)));
  }
  return mails;
}

/** Asks for the beginning at once: a mail that is gone has none. */
async function inPieces(session: MailSession, { uid, sizeBytes, receivedAt }: ListedMail): Promise<MailToStore[]> {
  const pieces = session.download(uid, MAX_MAIL_BYTES)[Symbol.asyncIterator]();
  const beginning = await pieces.next();
  return beginning.done ? [] : [{ uid, sizeBytes, receivedAt, bytes: joined(beginning.value, pieces) }];
}

async function* joined(first: Uint8Array, others: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let piece: IteratorResult<Uint8Array> = { value: first }; !piece.done; piece = await others.next()) yield piece.value;
}

function inSmallBatches(listed: readonly ListedMail[]): ListedMail[][] {
  const batches: ListedMail[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const mail of listed) {
    if (bytes + mail.sizeBytes > BATCH_BYTES || mail.sizeBytes >= LARGE_BYTES || batches.at(-1)!.length === BATCH) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(mail);
    // Behind a large one begins another batch.
    bytes = mail.sizeBytes >= LARGE_BYTES ? Number.POSITIVE_INFINITY : bytes + mail.sizeBytes;
  }
  return batches;
}
