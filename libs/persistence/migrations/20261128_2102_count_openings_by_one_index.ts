import { Migration } from '@mikro-orm/migrations';

/** One index instead of two, of which PostgreSQL took the wrong one. What was counted within the last day is counted anew. */
export class CountOpeningsByOneIndex extends Migration {
  override up(): void {
    this.addSql('drop table "ticket_opening"');
    this.addSql('create table "ticket_opening" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "counts_for" text not null, "at" timestamptz not null, primary key ("id"))');
    this.addSql('create index "ticket_opening_portal_key_counts_for_at_index" on "ticket_opening" ("portal_key", "counts_for", "at")');
  }

  override down(): void {
    this.addSql('drop table "ticket_opening"');
    this.addSql(`create table "ticket_opening" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "sender" text null, "domain" text null, "sender_class" text not null, "at" timestamptz not null, primary key ("id"), constraint "ticket_opening_sender_class_check" check ("sender_class" in ('proven', 'unproven', 'disproven')))`);
    this.addSql('create index "ticket_opening_portal_key_sender_sender_class_at_index" on "ticket_opening" ("portal_key", "sender", "sender_class", "at")');
    this.addSql('create index "ticket_opening_portal_key_domain_sender_class_at_index" on "ticket_opening" ("portal_key", "domain", "sender_class", "at")');
  }
}
