import { Migration } from '@mikro-orm/migrations';

const COLUMNS = {
  channel: `varchar(255) not null default 'on-file'`, parameters: `jsonb not null default '{}'`, override_reason: 'text null', hold_ms: 'int not null default 0',
  approval_until: 'timestamptz null', approver_agent_id: 'uuid null', decided_at: 'timestamptz null', decision_reason: 'text null', held_since: 'timestamptz null', hold_until: 'timestamptz null',
  half_time_told_at: 'timestamptz null', stopped_by: 'varchar(255) null', undo_until: 'timestamptz null', final_at: 'timestamptz null', finalised_at: 'timestamptz null',
  recheck: 'varchar(255) null', rechecked_by_agent_id: 'uuid null',
} as const;

/** Second person, holds, the way back; papers and what is done to many accounts; reporting lines. */
export class PeopleWhoApprove extends Migration {
  override up(): void {
    this.addSql(`alter table "agent" add column "line" varchar(255) null`);
    this.addSql(`alter table "recovery_action" ${Object.entries(COLUMNS).map(([name, type]) => `add column "${name}" ${type}`).join(', ')}`);
    this.addSql(`create index "recovery_action_state_hold_until_index" on "recovery_action" ("state", "hold_until")`);
    this.addSql(`create index "recovery_action_final_at_index" on "recovery_action" ("final_at")`);
    this.addSql(`create index "recovery_action_recheck_index" on "recovery_action" ("recheck")`);
    this.addSql(`create table "recovery_slip" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "account_ref" varchar(255) not null, "action_id" uuid null, "bulk_id" uuid null, "kind" text not null, "area" varchar(255) null, "secret_sealed" text null, "ends_at" timestamptz not null, "printed_at" timestamptz null, "printed_by_agent_id" uuid null, "ended_at" timestamptz null, primary key ("id"))`);
    this.addSql(`create index "recovery_slip_portal_key_printed_at_index" on "recovery_slip" ("portal_key", "printed_at")`);
    this.addSql(`create index "recovery_slip_ended_at_ends_at_index" on "recovery_slip" ("ended_at", "ends_at")`);
    this.addSql(`alter table "recovery_slip" add constraint "recovery_slip_bulk_id_account_ref_unique" unique ("bulk_id", "account_ref")`);
    this.addSql(`alter table "recovery_slip" add constraint "recovery_slip_kind_check" check ("kind" in ('initial-credentials', 'temporary-password', 'pin-letter'))`);
    this.addSql(`create table "recovery_bulk" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "kind" varchar(255) not null, "state" varchar(255) not null, "group_name" varchar(255) null, "mailbox_id" uuid not null, "idempotency_key" varchar(255) not null, "requested_by_agent_id" uuid not null, "approver_agent_id" uuid null, "decided_at" timestamptz null, "cursor" varchar(255) null, "done" int not null default 0, "skipped" int not null default 0, "failed" int not null default 0, "settled_at" timestamptz null, "updated_at" timestamptz not null, primary key ("id"))`);
    this.addSql(`create index "recovery_bulk_state_index" on "recovery_bulk" ("state")`);
    this.addSql(`alter table "recovery_bulk" add constraint "recovery_bulk_portal_key_idempotency_key_unique" unique ("portal_key", "idempotency_key")`);
    this.addSql(`create table "recovery_bulk_item" ("id" uuid not null, "created_at" timestamptz not null, "bulk_id" uuid not null, "account_ref" varchar(255) not null, "operation_id" uuid not null, "state" varchar(255) not null, "failure" varchar(255) null, primary key ("id"))`);
    this.addSql(`alter table "recovery_bulk_item" add constraint "recovery_bulk_item_bulk_id_account_ref_unique" unique ("bulk_id", "account_ref")`);
  }

  override down(): void {
    for (const table of ['recovery_bulk_item', 'recovery_bulk', 'recovery_slip']) this.addSql(`drop table "${table}"`);
    this.addSql(`drop index "recovery_action_state_hold_until_index"`);
    this.addSql(`drop index "recovery_action_final_at_index"`);
    this.addSql(`drop index "recovery_action_recheck_index"`);
    this.addSql(`alter table "recovery_action" ${Object.keys(COLUMNS).map((name) => `drop column "${name}"`).join(', ')}`);
    this.addSql(`alter table "agent" drop column "line"`);
  }
}
