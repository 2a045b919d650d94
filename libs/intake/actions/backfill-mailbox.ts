import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { canonicalAddress, Clock, refuse, type Actor, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { howToRead, Mailboxes, Portals } from '#portals';
import { FolderCursor } from '../store/folder-cursor.entity.js';
import type { FolderAddress } from './start-reading.js';

/** So many mails of the past may wait to be filed; more would stand in the way of those of today. */
const MOST_WAITING = 400;

export interface Backfill {
  /** Null: all that is there. */
  readonly since: Date | null;
  /** Those since then came while we read already. */
  readonly before: Date;
  readonly afterUid: number;
  /** Null: as far as the dates go. */
  readonly upToUid: number | null;
}

/**
 * Old mail, on request only: the first connection starts at now (helpdesk-peers case 9). It is filed as history, so that
 * nobody is answered or told, and goes on where it stopped when the mailroom was.
 */
@Injectable()
export class BackfillMailbox {
  constructor(private readonly database: Database, private readonly mailboxes: Mailboxes, private readonly portals: Portals, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Asks for it; the mailroom that holds the mailbox begins at its next look. Asking again starts over, and files nothing twice. */
  async ask({ address, since, actor }: { readonly address: string; readonly since: Date | null; readonly actor: Actor }): Promise<{ readonly allowed: true; readonly folders: readonly string[] } | Refusal> {
    const mailbox = (await this.mailboxes.all()).find((one) => one.address === canonicalAddress(address));
    if (!mailbox) return refuse('portals.mailbox-unknown');
    const { folders } = howToRead(await this.portals.get(mailbox.portalKey), mailbox);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      for (const folder of folders) {
        await tx.execute(
          `insert into folder_cursor (mailbox_id, folder, seen, last_uid, start_uid, backfill_uid, backfill_asked_at, backfill_since) values (?, ?, '{}', 0, 0, 0, ?, ?) on conflict (mailbox_id, folder) do update
           set backfill_asked_at = excluded.backfill_asked_at, backfill_since = excluded.backfill_since, backfill_uid = 0, backfill_done_at = null`, [mailbox.id, folder, now, since]);
      }
      await this.audit.record(tx, { portalKey: mailbox.portalKey, verb: 'mailbox.backfill-asked', actor, outcome: 'done', detail: { address: mailbox.address, since: since?.toISOString() ?? null }, now });
    });
    return { allowed: true, folders };
  }

  /** What is still to do; `later` while too much of it waits to be filed. */
  async next({ mailboxId, folder }: FolderAddress, uidValidity: string): Promise<Backfill | 'later' | undefined> {
    return this.database.read(async (em) => {
      const cursor = await em.findOne(FolderCursor, { mailboxId, folder, uidValidity, backfillAskedAt: { $ne: null }, backfillDoneAt: null });
      if (!cursor) return undefined;
      const [{ waiting } = { waiting: 0 }] = await em.execute<{ waiting: number }[]>('select count(*)::int as waiting from kept_mail where disposition is null and is_history and mailbox_id = ?', [mailboxId]);
      if (waiting >= MOST_WAITING) return 'later';
      return { since: cursor.backfillSince ?? null, before: cursor.startedAt ?? cursor.backfillAskedAt!, afterUid: cursor.backfillUid, upToUid: cursor.startUid > 0 ? cursor.startUid : null };
    });
  }

  /** Whether so much of the mailbox waits to be filed that what is not of today has to wait. */
  async isCrowded(mailboxId: string): Promise<boolean> {
    const rows = await this.database.read((em) => em.execute<unknown[]>(`select 1 from kept_mail where disposition is null and mailbox_id = ? limit ?`, [mailboxId, MOST_WAITING]));
    return rows.length >= MOST_WAITING;
  }

  async advance({ mailboxId, folder }: FolderAddress, uidValidity: string, uid: number): Promise<void> {
    await this.database.transaction((tx) => tx.execute('update folder_cursor set backfill_uid = ? where mailbox_id = ? and folder = ? and uid_validity = ?', [uid, mailboxId, folder, uidValidity]));
  }

  async finish({ mailboxId, folder }: FolderAddress): Promise<void> {
    await this.database.transaction((tx) => tx.execute('update folder_cursor set backfill_done_at = ? where mailbox_id = ? and folder = ?', [this.clock.now(), mailboxId, folder]));
  }
}
