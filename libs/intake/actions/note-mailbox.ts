import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { SeenUids } from '../domain/seen-uids.js';
import type { FolderLook } from '../store/folder-cursor.entity.js';
import type { FolderAddress } from './start-reading.js';

/** Writes down how a mailbox and its folders are doing, for the console and the health page. */
@Injectable()
export class NoteMailbox {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  /** Everything up to now is kept. @param look how the folder looked when that was checked against its whole list; null: only the new ones were asked for */
  async caughtUp({ mailboxId, folder }: FolderAddress, uidValidity: string, look: FolderLook | null): Promise<void> {
    await this.#run(
      `update folder_cursor set caught_up_at = ?, last_fault = null, fault_code = null, reconciled = coalesce(?::jsonb, reconciled) where mailbox_id = ? and folder = ? and uid_validity = ?`,
      [this.clock.now(), look && JSON.stringify(look), mailboxId, folder, uidValidity]);
  }

  /** These were taken away by others before we saw them, so they are done with: counted once, whenever we die. */
  async vanished({ mailboxId, folder }: FolderAddress, uidValidity: string, uids: readonly number[]): Promise<void> {
    const gone = SeenUids.none.and(uids.map((uid) => ({ from: uid, to: uid }))).toString();
    await this.#run(
      `update folder_cursor f set vanished = f.vanished + one.mails, vanished_at = ?, seen = f.seen + ?::int8multirange
       from (select count(*)::int as mails, c.mailbox_id, c.folder from (select mailbox_id, folder, seen from folder_cursor where mailbox_id = ? and folder = ? and uid_validity = ? for update) c
         join unnest(?::int8[]) uid on not c.seen @> uid group by c.mailbox_id, c.folder) one
       where f.mailbox_id = one.mailbox_id and f.folder = one.folder`,
      [this.clock.now(), gone, mailboxId, folder, uidValidity, `{${uids.join(',')}}`]);
  }

  /** `problem` without secrets; ≤ 500 characters are kept. @param othersAreKept the folder is read up to now but for what `problem` names */
  async failed({ mailboxId, folder }: FolderAddress, problem: string, code: string | null = null, othersAreKept = false): Promise<void> {
    const now = this.clock.now();
    await this.#run(
      `insert into folder_cursor as f (mailbox_id, folder, seen, last_uid, start_uid, backfill_uid, last_fault, last_fault_at, fault_code, caught_up_at) values (?, ?, '{}', 0, 0, 0, ?, ?, ?, ?)
       on conflict (mailbox_id, folder) do update set last_fault = excluded.last_fault, last_fault_at = excluded.last_fault_at, fault_code = excluded.fault_code, caught_up_at = coalesce(excluded.caught_up_at, f.caught_up_at)`,
      [mailboxId, folder, problem.slice(0, 500), now, code, othersAreKept ? now : null]);
  }

  async #run(sql: string, values: unknown[]): Promise<void> {
    await this.database.transaction((tx) => tx.execute(sql, values as never[]));
  }
}
