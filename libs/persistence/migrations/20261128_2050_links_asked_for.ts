import { Migration } from '@mikro-orm/migrations';

/** What was asked for on "forgot your password" outlives the process that was asked. A release before goes on beside it: it has no use for the table. */
export class LinksAskedFor extends Migration {
  override up(): void {
    this.addSql(`create table "asked_link" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "login_sealed" text not null, "language" text not null, "ip" varchar(255) null, primary key ("id"))`);
    this.addSql(`alter table "asked_link" add constraint "asked_link_language_check" check ("language" in ('de', 'en'))`);
    this.addSql(`create index "asked_link_created_at_index" on "asked_link" ("created_at")`);
  }

  override down(): void {
    this.addSql(`drop table if exists "asked_link"`);
  }
}
