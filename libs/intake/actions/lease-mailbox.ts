import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';

/** Longer than two heartbeats, shorter than the 30 seconds in which another mailroom must take over. */
const LEASE_SECONDS = 22;

/** One mailroom per mailbox: a lease by the database's clock, kept alive by a heartbeat (znuny#337: no lock that only a person can clear). */
@Injectable()
export class LeaseMailbox {
  constructor(private readonly database: Database) {}

  /** Takes or renews; false when another mailroom holds it. */
  async take(mailboxId: string, owner: string): Promise<boolean> {
    const rows = await this.database.transaction((tx) => tx.execute<unknown[]>(
      `insert into mailbox_cursor as held (mailbox_id, lease_owner, lease_until) values (?, ?, now() + interval '${LEASE_SECONDS} seconds')
       on conflict (mailbox_id) do update set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
       where held.lease_owner = excluded.lease_owner or held.lease_until is null or held.lease_until < now() returning mailbox_id`, [mailboxId, owner]));
    return rows.length > 0;
  }

  async release(mailboxId: string, owner: string): Promise<void> {
    await this.database.transaction((tx) => tx.execute('update mailbox_cursor set lease_until = null where mailbox_id = ? and lease_owner = ?', [mailboxId, owner]));
  }
}
