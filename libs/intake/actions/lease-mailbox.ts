import { Injectable } from '@nestjs/common';
import { Database, Presence, presentNumbers } from '#persistence';

/** Longer than two heartbeats, shorter than the 30 seconds in which another mailroom must take over. */
const LEASE_SECONDS = 22;

/**
 * One mailroom per mailbox: a lease by the database's clock, kept alive by a heartbeat (znuny#337: no lock that only a
 * person can clear). PostgreSQL knows at once when the process that holds it is gone, and then it ends at once; it runs
 * out where a whole machine went, whose connections stay open for a while.
 */
@Injectable()
export class LeaseMailbox {
  constructor(private readonly database: Database, private readonly presence: Presence) {}

  /** Takes or renews; false when another mailroom holds it. */
  async take(mailboxId: string, owner: string): Promise<boolean> {
    const number = await this.presence.number();
    return this.database.transaction(async (tx) => {
      const rows = await tx.execute<unknown[]>(
        `insert into mailbox_cursor as held (mailbox_id, lease_owner, lease_until, lease_presence) values (?, ?, now() + interval '${LEASE_SECONDS} seconds', ?)
         on conflict (mailbox_id) do update set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until, lease_presence = excluded.lease_presence
         where held.lease_owner = excluded.lease_owner or held.lease_until is null or held.lease_until < now() or not held.lease_presence = any(?::int[]) returning mailbox_id`,
        [mailboxId, owner, number, `{${(await presentNumbers(tx)).join(',')}}`]);
      return rows.length > 0;
    });
  }

  async release(mailboxId: string, owner: string): Promise<void> {
    await this.database.transaction((tx) => tx.execute('update mailbox_cursor set lease_until = null where mailbox_id = ? and lease_owner = ?', [mailboxId, owner]));
  }
}
