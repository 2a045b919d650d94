import { Migration } from '@mikro-orm/migrations';

/** Addresses that do not exist get no optional mail for a while, and the outbox says so of each. */
export class BouncedAddresses extends Migration {
  override up(): void {
    this.addSql('create table "bounced_address" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "address" varchar(255) not null, "until" timestamptz not null, "outbound_message_id" uuid not null, primary key ("id"))');
    this.addSql('alter table "bounced_address" add constraint "bounced_address_portal_key_address_unique" unique ("portal_key", "address")');
    this.addSql('create index "bounced_address_until_index" on "bounced_address" ("until")');
    this.addSql('alter table "outbound_message" drop constraint "outbound_message_held_by_check"');
    this.addSql(`alter table "outbound_message" add constraint "outbound_message_held_by_check" check ("held_by" in ('recipient-limit', 'breaker', 'bounced-address'))`);
  }

  override down(): void {
    this.addSql(`update "outbound_message" set "held_by" = null where "held_by" = 'bounced-address'`);
    this.addSql('alter table "outbound_message" drop constraint "outbound_message_held_by_check"');
    this.addSql(`alter table "outbound_message" add constraint "outbound_message_held_by_check" check ("held_by" in ('recipient-limit', 'breaker'))`);
    this.addSql('drop table if exists "bounced_address"');
  }
}
