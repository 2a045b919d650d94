import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { whereToStart, type FolderFacts, type StartingPoint } from '../domain/where-to-start.js';
import { MailboxCursor } from '../store/mailbox-cursor.entity.js';
import { advanceCursor } from '../store/intake.queries.js';

/** After a sign-in: decides after which UID reading goes on, and writes it down. */
@Injectable()
export class StartReading {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  run(mailboxId: string, folder: FolderFacts, backfill: boolean): Promise<StartingPoint & { readonly startedAt: Date | null }> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await tx.execute('insert into mailbox_cursor (mailbox_id, last_uid) values (?, 0) on conflict do nothing', [mailboxId]);
      const cursor = await tx.findOneOrFail(MailboxCursor, { mailboxId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const start = whereToStart({ uidValidity: cursor.uidValidity ?? null, lastUid: cursor.lastUid }, folder, backfill);
      if (start.reason === 'start-now') cursor.startedAt = now;
      cursor.uidValidity = folder.uidValidity;
      cursor.lastUid = start.lastUid;
      cursor.lastSignInAt = now;
      cursor.lastFault = null;
      return { ...start, startedAt: cursor.startedAt ?? null };
    });
  }

  /** Passes over mails that are not ours to keep (older than the start, or vanished). */
  skipTo(mailboxId: string, uidValidity: string, uid: number): Promise<void> {
    return this.database.transaction((tx) => advanceCursor(tx, mailboxId, uidValidity, uid, null));
  }
}
