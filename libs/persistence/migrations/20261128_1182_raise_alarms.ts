import { Migration } from '@mikro-orm/migrations';

const TABLE = [
  `create table "alarm" ("id" uuid not null, "kind" varchar(255) not null, "portal_key" varchar(255) null, "subject" varchar(255) not null, "open_key" varchar(255) null, "raised_at" timestamptz not null, "last_seen_at" timestamptz not null, "count" int not null default 1, "detail" jsonb not null, "acknowledged_at" timestamptz null, "acknowledged_by_agent_id" uuid null, "cleared_at" timestamptz null, "told_at" timestamptz null, primary key ("id"))`,
  `alter table "alarm" add constraint "alarm_open_key_unique" unique ("open_key")`,
  `create index "alarm_cleared_at_raised_at_index" on "alarm" ("cleared_at", "raised_at")`,
];

/** What somebody must look at soon. */
export class RaiseAlarms extends Migration {
  override up(): void {
    for (const statement of TABLE) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table if exists "alarm"');
  }
}
