import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';

export interface MailboxHealth {
  readonly mailboxId: string;
  readonly address: string;
  readonly portalKey: string;
  readonly enabled: boolean;
  /** A mailroom holds it right now and its last try went well. */
  readonly connected: boolean;
  readonly lastSignInAt: Date | null;
  readonly lastMailAt: Date | null;
  /** Everything that arrived until then is kept. */
  readonly caughtUpAt: Date | null;
  readonly lastFault: string | null;
  readonly lastFaultAt: Date | null;
  /** Kept, but not processed yet. */
  readonly waiting: number;
}

type Row = { [Key in keyof MailboxHealth]: MailboxHealth[Key] extends Date | null ? Date | string | null : MailboxHealth[Key] };

/** How every mailbox is doing; a watchdog's question is the age of `caughtUpAt` (helpdesk-peers case 24). */
@Injectable()
export class ReadMailboxHealth {
  constructor(private readonly database: Database) {}

  async run(): Promise<MailboxHealth[]> {
    const rows = await this.database.read((em) => em.execute<Row[]>(
      `select m.id as "mailboxId", m.address, m.portal_key as "portalKey", m.enabled,
         coalesce(c.lease_until > now() and c.last_sign_in_at is not null and c.last_fault is null, false) as connected,
         c.last_sign_in_at as "lastSignInAt", c.last_mail_at as "lastMailAt", c.caught_up_at as "caughtUpAt", c.last_fault as "lastFault", c.last_fault_at as "lastFaultAt",
         (select count(*)::int from kept_mail k where k.mailbox_id = m.id and k.disposition is null) as waiting
       from mailbox m left join mailbox_cursor c on c.mailbox_id = m.id order by m.address`));
    return rows.map((row) => ({
      ...row, lastSignInAt: instant(row.lastSignInAt), lastMailAt: instant(row.lastMailAt), caughtUpAt: instant(row.caughtUpAt), lastFaultAt: instant(row.lastFaultAt),
    }));
  }
}

function instant(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}
