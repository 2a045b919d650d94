import type { FetchedMail, KeepMail, ListedMail, MailboxToKeep, MailSession, StartReading } from '#intake';

/** Measured: 50 at a time fetch as fast as 200 and keep memory small. */
const BATCH = 50;
const BATCH_BYTES = 32 * 1024 * 1024;
/** Of a larger mail the beginning is kept, enough to read it; the whole stays on the server (helpdesk-peers case 4). */
const MAX_MAIL_BYTES = 50 * 1024 * 1024;

export interface ReadingPoint {
  readonly lastUid: number;
  /** After a rescan: mails that arrived before are not ours. */
  readonly notBefore: Date | null;
}

export interface Keepers {
  readonly keepMail: Pick<KeepMail, 'run'>;
  readonly startReading: Pick<StartReading, 'skipTo'>;
}

/**
 * Step 1: every mail behind the cursor, in batches of UIDs, bytes only, into `KeepMail`. Flags are neither read nor
 * set (case 2), nothing is moved (case 1). Returns how many were kept and the UID up to which everything is ours.
 */
export async function fetchNewMail(session: MailSession, mailbox: MailboxToKeep, { keepMail, startReading }: Keepers, point: ReadingPoint): Promise<{ readonly kept: number; readonly lastUid: number }> {
  let { lastUid } = point;
  let kept = 0;
  for (;;) {
    const listed = await session.listAfter(lastUid, BATCH);
    const last = listed.at(-1);
    if (!last) return { kept, lastUid };
    for (const uids of inSmallBatches(listed.filter(({ receivedAt }) => !point.notBefore || receivedAt >= point.notBefore))) {
      const mails: FetchedMail[] = await session.fetch(uids, MAX_MAIL_BYTES);
      if (mails.length > 0) kept += (await keepMail.run(mailbox, { uidValidity: session.uidValidity, mails })).kept;
    }
    // Also where the last ones vanished or were too old: they must not be asked for again and again.
    await startReading.skipTo(mailbox.id, session.uidValidity, last.uid);
    lastUid = last.uid;
  }
}

function inSmallBatches(listed: readonly ListedMail[]): number[][] {
  const batches: number[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const { uid, sizeBytes } of listed) {
    if (bytes + sizeBytes > BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(uid);
    bytes += Math.min(sizeBytes, MAX_MAIL_BYTES);
  }
  return batches;
}
