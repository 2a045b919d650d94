import { Migration } from '@mikro-orm/migrations';

/** Recoveries that should not have been granted, and the clock that runs from the moment somebody knows. */
export class MarkBreaches extends Migration {
  override up(): void {
    this.addSql(`create table "recovery_breach" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "ticket_number" varchar(255) not null, "marked_by_agent_id" uuid not null, "reason" text not null, "due_at" timestamptz not null, "closed_at" timestamptz null, "closed_by_agent_id" uuid null, "reported" boolean null, "note" text null, primary key ("id"))`);
    this.addSql(`create index "recovery_breach_portal_key_created_at_index" on "recovery_breach" ("portal_key", "created_at")`);
    this.addSql(`create table "recovery_breach_action" ("action_id" uuid not null, "breach_id" uuid not null, "marked_at" timestamptz not null, "marked_by_agent_id" uuid not null, primary key ("action_id"))`);
    this.addSql(`create index "recovery_breach_action_breach_id_index" on "recovery_breach_action" ("breach_id")`);
  }

  override down(): void {
    for (const name of ['recovery_breach_action', 'recovery_breach']) this.addSql(`drop table if exists "${name}"`);
  }
}
