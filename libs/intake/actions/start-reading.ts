import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Clock, MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { asMultirange, SeenUids, type UidRange } from '../domain/seen-uids.js';
import { whereToStart, type FolderFacts, type StartingPoint } from '../domain/where-to-start.js';
import { FolderCursor, type FolderLook } from '../store/folder-cursor.entity.js';
import { markSeen } from '../store/intake.queries.js';

/** The server's clock and ours may differ by so much. */
const CLOCKS_DIFFER_MS = 10 * MINUTE_MS;

export interface FolderAddress {
  readonly mailboxId: string;
  readonly folder: string;
}

export interface Start extends StartingPoint {
  /** Up to `startUid` mails that arrived before are not ours; null: all are. Matters only where the UIDs do not tell: after a change of UIDVALIDITY, until everything that was there then is done with. */
  readonly notBefore: Date | null;
  /** The highest UID that was there when this generation of UIDs began for us. */
  readonly startUid: number;
  /** How the folder looked when everything in it was done with. */
  readonly reconciled: FolderLook | null;
}

/** After a sign-in: decides which mails of a folder are ours to read, and writes it down. */
@Injectable()
export class StartReading {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  run(mailboxId: string, { folder = 'INBOX', ...facts }: FolderFacts & { readonly folder?: string }, everything: boolean): Promise<Start> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await tx.execute('insert into mailbox_cursor (mailbox_id) values (?) on conflict do nothing', [mailboxId]);
      await tx.execute('update mailbox_cursor set last_sign_in_at = ? where mailbox_id = ?', [now, mailboxId]);
      const cursor = await tx.findOne(FolderCursor, { mailboxId, folder }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const start = whereToStart(cursor && cursor.uidValidity !== null ? { uidValidity: cursor.uidValidity!, seen: SeenUids.parse(cursor.seen) } : undefined, facts, everything);
      const startedAt = cursor?.startedAt ?? (start.reason === 'start-now' ? now : null);
      const isAnew = start.reason !== 'continue';
      // Written down for a rescan, too: one that is interrupted must know its old mails from the new ones when it goes on.
      const startUid = !isAnew ? (cursor?.startUid ?? 0) : start.reason === 'everything' ? 0 : facts.uidNext - 1;
      if (isAnew) {
        const columns = { uidValidity: facts.uidValidity, seen: start.seen.toString(), lastUid: start.reason === 'start-now' ? startUid : 0, startUid, startedAt, reconciled: null, backfillUid: 0 };
        if (cursor) Object.assign(cursor, columns);
        else tx.persist(tx.create(FolderCursor, { mailboxId, folder, ...columns }));
      }
      return {
        ...start, startUid, notBefore: startedAt ? new Date(startedAt.getTime() - CLOCKS_DIFFER_MS) : null,
        reconciled: isAnew ? null : (cursor?.reconciled ?? null),
      };
    });
  }

  /** These are done with although nothing was kept: older than our start. */
  pass({ mailboxId, folder }: FolderAddress, uidValidity: string, ranges: readonly UidRange[]): Promise<void> {
    return this.database.transaction((tx) => markSeen(tx, { id: mailboxId, folder }, uidValidity, asMultirange(ranges)));
  }
}
