import { Migration } from '@mikro-orm/migrations';

/**
 * UIDs go to 2^32 - 1 (RFC 9051 section 2.3.1.1), `oid` is PostgreSQL's unsigned number of that size: the rows stay as
 * they lie, only two indexes are made anew. A token that is refused is told from a sign-in service that is away. A lease says which process holds it, so that it need not run out when
 * that process is gone. A release before goes on beside it: its leases run out as they did.
 */
export class RecoverAtOnce extends Migration {
  override up(): void {
    this.addSql(`alter table "kept_mail" alter column "uid" type oid`);
    this.addSql(`alter table "mailbox_cursor" add column "lease_presence" int null`);
    this.addSql(`alter table "mailbox_token" add column "fault_code" varchar(255) null`);
  }

  override down(): void {
    this.addSql(`alter table "mailbox_token" drop column "fault_code"`);
    this.addSql(`alter table "mailbox_cursor" drop column "lease_presence"`);
    this.addSql(`alter table "kept_mail" alter column "uid" type int`);
  }
}
