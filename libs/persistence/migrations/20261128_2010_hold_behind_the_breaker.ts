import { Migration } from '@mikro-orm/migrations';

/** Mail that meets an open breaker waits and is not lost; somebody may let it go. */
export class HoldBehindTheBreaker extends Migration {
  override up(): void {
    this.addSql(`alter table "outbound_message" add column "held_by" text null, add constraint "outbound_message_held_by_check" check ("held_by" in ('recipient-limit', 'breaker'))`);
    this.addSql(`create table "breaker_release" ("id" uuid not null, "created_at" timestamptz not null, "until" timestamptz not null, "agent_id" uuid not null, "reason" text not null, primary key ("id"))`);
    this.addSql('create index "breaker_release_until_index" on "breaker_release" ("until")');
  }

  override down(): void {
    this.addSql('drop table if exists "breaker_release"');
    this.addSql('alter table "outbound_message" drop column "held_by"');
  }
}
