import { Migration } from '@mikro-orm/migrations';

/** A mail that could not be signed says so in the outbox. */
export class MailsThatLeftUnsigned extends Migration {
  override up(): void {
    this.addSql(`alter table "outbound_message" add column "unsigned" text null`);
    this.addSql(`alter table "outbound_message" add constraint "outbound_message_unsigned_check" check ("unsigned" in ('smime', 'dkim', 'both'))`);
  }

  override down(): void {
    this.addSql('alter table "outbound_message" drop column "unsigned"');
  }
}
