import { Injectable } from '@nestjs/common';
import { enqueue, processMail } from '#jobs';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { MissingBytes, sha256Of, Storage, type Stored } from '#storage';
import { worldFailed } from '../domain/whose-fault.js';
import type { FetchedMail } from '../mail-source.js';
import { asMultirange, type UidRange } from '../domain/seen-uids.js';
import { comeBack, goneOf, holdBytes } from '../store/held-bytes.js';
import { addTrace, insertKeptMails, markSeen, noteLastMail, type MailboxOfMails, type MailToKeep } from '../store/intake.queries.js';
import { EndRawMails } from './end-raw-mails.js';

export interface MailboxToKeep {
  readonly id: string;
  readonly portalKey: string;
  readonly folder: string;
  /** The server has something to do with its mails once they are kept. */
  readonly hasFollowUp?: boolean;
}

export interface MailsToKeep {
  readonly uidValidity: string;
  readonly mails: readonly MailToStore[];
  /** What is done with besides each mail: the numbers around it that nobody has. */
  readonly doneWith?: (uid: number) => UidRange;
  /** Old mail: filed without answering or telling anybody. */
  readonly isHistory?: boolean;
}

export interface Kept {
  readonly kept: number;
  /** The same mail was kept before. */
  readonly known: number;
}

export interface MailToStore extends Pick<FetchedMail, 'uid' | 'receivedAt' | 'sizeBytes'> {
  /** In pieces where a mail is too large to sit in memory. */
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** Asked once its bytes are stored: whether its end is missing, because we wanted no more or because it vanished meanwhile. Not given: it is whole, whatever size the server told. */
  readonly isCut?: () => boolean;
}

/**
 * Step 2: raw bytes into storage first, then one transaction with the rows, the cursor, the trace and the work that
 * follows, in which nobody forgets them (`held-bytes.ts`). A batch that the database refuses for one mail's sake is kept mail by mail.
 */
@Injectable()
export class KeepMail {
  constructor(private readonly database: Database, private readonly storage: Storage, private readonly endRawMails: EndRawMails, private readonly clock: Clock) {}

  /** @throws StorageFault, or what the database says when it fails; then nothing is kept and the cursor stands still. */
  async run(mailbox: MailboxToKeep, batch: MailsToKeep): Promise<Kept> {
    const mails = await this.#store(batch.mails);
    try {
      return await this.#keepAndEnd(mailbox, batch, mails);
    } catch (error) {
      if (worldFailed(error) || mails.length < 2) throw error;
      const alone = [];
      for (const mail of mails) alone.push(await this.#keepAndEnd(mailbox, batch, [mail]));
      return { kept: alone.reduce((sum, { kept }) => sum + kept, 0), known: alone.reduce((sum, { known }) => sum + known, 0) };
    }
  }

  /** What had ended and came again, as in a rescan, ends again. */
  async #keepAndEnd(mailbox: MailboxToKeep, batch: MailsToKeep, mails: readonly MailToKeep[]): Promise<Kept> {
    const { back, ...kept } = await this.#keep(mailbox, batch, mails);
    await this.endRawMails.run(back);
    return kept;
  }

  /** Those that fit into memory together, the others one by one. */
  async #store(batch: readonly MailToStore[]): Promise<MailToKeep[]> {
    const whole = batch.filter((mail): mail is MailToStore & { readonly bytes: Uint8Array } => mail.bytes instanceof Uint8Array);
    const digests = await this.storage.putAll(whole.map(({ bytes }) => bytes));
    const stored = new Map<MailToStore, Stored>(whole.map((mail, at) => [mail, { sha256: digests[at]!, sizeBytes: mail.bytes.length }]));
    const mails: MailToKeep[] = [];
    for (const mail of batch) {
      const { sha256, sizeBytes } = stored.get(mail) ?? (await this.storage.putStream(mail.bytes as AsyncIterable<Uint8Array>));
      const isPartial = mail.isCut?.() ?? false;
      mails.push({ uid: mail.uid, rawSha256: sha256, sizeBytes: isPartial ? Math.max(mail.sizeBytes, sizeBytes) : sizeBytes, isPartial, receivedAt: mail.receivedAt });
    }
    return mails;
  }

  /** Another mail with the same bytes ended since they were stored, and they with it. What came in pieces is no longer here: then nothing is kept, and it is fetched again. */
  async #storeAgain(sha256: string, { mails }: MailsToKeep): Promise<void> {
    const mail = mails.find(({ bytes }) => bytes instanceof Uint8Array && sha256Of(bytes) === sha256);
    if (!mail) throw new MissingBytes(`${sha256} ended while it was kept again`);
    await this.storage.put(mail.bytes as Uint8Array);
  }

  #keep({ id, portalKey, folder, hasFollowUp = false }: MailboxToKeep, batch: MailsToKeep, mails: readonly MailToKeep[]): Promise<Kept & { readonly back: readonly string[] }> {
    const now = this.clock.now();
    const { uidValidity, doneWith = alone, isHistory = false } = batch;
    const mailbox: MailboxOfMails = { id, portalKey, folder, isHistory, hasFollowUp: hasFollowUp && !isHistory };
    return this.database.transaction(async (tx) => {
      const fresh = await insertKeptMails(tx, mailbox, uidValidity, mails, now);
      const ofNew = new Set(fresh.map(({ rawSha256 }) => rawSha256));
      const held = await holdBytes(tx, mails.map(({ rawSha256 }) => rawSha256), fresh.map(({ id: keptMailId }) => keptMailId));
      for (const gone of await goneOf(this.storage, held.filter((sha256) => ofNew.has(sha256)))) await this.#storeAgain(gone, batch);
      const back = await comeBack(tx, id, held.filter((sha256) => !ofNew.has(sha256)), now);
      for (const { id: keptMailId } of fresh) {
        addTrace(tx, keptMailId, [
          { step: 'fetch', verdict: isHistory ? 'history' : 'fetched', by: 'mailroom', because: `${isHistory ? 'old mail' : 'new'} in ${folder}, uidvalidity ${uidValidity}` },
          { step: 'keep', verdict: 'kept', by: 'keep-mail', because: 'raw bytes are stored' },
        ], now);
        await enqueue(tx, processMail, { keptMailId });
      }
      await markSeen(tx, mailbox, uidValidity, asMultirange(mails.map(({ uid }) => doneWith(uid))));
      const last = mails.at(-1);
      if (last && !isHistory) await noteLastMail(tx, id, last.receivedAt);
      return { kept: fresh.length, known: mails.length - fresh.length, back };
    });
  }
}

function alone(uid: number): UidRange {
  return { from: uid, to: uid };
}
