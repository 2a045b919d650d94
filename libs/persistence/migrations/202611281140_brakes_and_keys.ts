import { Migration } from '@mikro-orm/migrations';

/** Says of each mail when it may leave, and keeps the keys that sign for a domain. A process of the release before may write on: it leaves `send_at` to its default. */
export class BrakesAndKeys extends Migration {
  override up(): void {
    this.addSql(`alter table "outbound_message" add column "send_at" timestamptz not null default now()`);
    this.addSql(`update "outbound_message" set "send_at" = coalesce("sent_at", "created_at") where "created_at" > now() - interval '3 days'`);
    this.addSql(`create table "dkim_key" ("id" uuid not null, "created_at" timestamptz not null, "domain" varchar(255) not null, "selector" varchar(255) not null, "private_key_sealed" text not null, "public_key" text not null, primary key ("id"))`);
    this.addSql(`alter table "dkim_key" add constraint "dkim_key_domain_selector_unique" unique ("domain", "selector")`);
  }

  override down(): void {
    this.addSql(`drop table if exists "dkim_key"`);
    this.addSql(`alter table "outbound_message" drop column "send_at"`);
  }
}
