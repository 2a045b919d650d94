import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { enqueue, processMail } from '#jobs';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { MissingBytes, Storage } from '#storage';
import type { Envelope } from '../domain/envelope.js';
import { comeBack, goneOf, holdBytes } from '../store/held-bytes.js';
import { addTrace, insertDeliveredMails } from '../store/intake.queries.js';
import { EndRawMails } from './end-raw-mails.js';

/** A mail whose bytes are in storage already. */
export interface StoredMail {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly receivedAt: Date;
  readonly envelope: Envelope | null;
  /** Where it came from, in words, for the trace. */
  readonly from: string;
}

export interface Delivery {
  readonly mailbox: { readonly id: string; readonly portalKey: string };
  readonly door: 'lmtp' | 'import';
  readonly mails: readonly StoredMail[];
}

/**
 * Step 2 for doors without cursor: the bytes are stored, and one transaction writes rows, trace and the work that
 * follows. A delivery is known by bytes and recipient: a server that lost our answer may deliver again, as often as it
 * likes, and a path may be imported again.
 */
@Injectable()
export class KeepDelivered {
  constructor(private readonly database: Database, private readonly storage: Storage, private readonly endRawMails: EndRawMails, private readonly clock: Clock) {}

  /**
   * Old mail (`import`) gets no job: who brings it in runs the steps, and what is left over is found by the upkeep.
   *
   * @returns ids of the mails, known ones too, and how many are new
   * @throws MissingBytes where another mail with the same bytes ended, and they with it, since they were stored, or what the database says when it
   * fails; then nothing is kept, and whoever delivers comes again
   */
  async run(delivery: Delivery): Promise<{ readonly ids: string[]; readonly kept: number; readonly known: number }> {
    const { back, ...kept } = await this.#keep(delivery);
    // What had ended and came again ends again.
    await this.endRawMails.run(back);
    return kept;
  }

  #keep({ mailbox, door, mails }: Delivery): Promise<{ readonly ids: string[]; readonly kept: number; readonly known: number; readonly back: readonly string[] }> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const byKey = new Map(mails.map((mail) => [keyOf(mail), mail]));
      const rows = [...byKey].map(([key, { sha256, sizeBytes, receivedAt, envelope }]) => ({ key, rawSha256: sha256, sizeBytes, receivedAt, envelope }));
      const { fresh, all } = await insertDeliveredMails(tx, mailbox, { door, isHistory: door === 'import' }, rows, now);
      const ofNew = new Set(fresh.map(({ key }) => byKey.get(key)!.sha256));
      const held = await holdBytes(tx, mails.map(({ sha256 }) => sha256), fresh.map(({ id }) => id));
      const [gone] = await goneOf(this.storage, held.filter((sha256) => ofNew.has(sha256)));
      if (gone !== undefined) throw new MissingBytes(`${gone} ended while it was kept again`);
      const back = await comeBack(tx, mailbox.id, held.filter((sha256) => !ofNew.has(sha256)), now);
      for (const { id, key } of fresh) {
        addTrace(tx, id, [
          { step: 'fetch', verdict: door === 'import' ? 'imported' : 'delivered', by: door, because: byKey.get(key)!.from },
          { step: 'keep', verdict: 'kept', by: 'keep-delivered', because: 'raw bytes are stored' },
        ], now);
        if (door === 'lmtp') await enqueue(tx, processMail, { keptMailId: id });
      }
      return { ids: all, kept: fresh.length, known: mails.length - fresh.length, back };
    });
  }
}

function keyOf({ sha256, envelope }: StoredMail): string {
  return createHash('sha256').update(`${sha256}\0${envelope?.to.toLowerCase() ?? ''}`).digest('hex');
}
