import { Migration } from '@mikro-orm/migrations';
import { PROTECT_AUDIT } from './protect-audit.js';
import { LET_AUDIT_END } from './let-audit-end.js';

const TABLES = [
  `alter table "ticket" add column "texts_ended_at" timestamptz null`,
  `create index "ticket_ending_index" on "ticket" (coalesce("closed_at", "last_message_at")) where "state" in ('closed', 'solved') and "texts_ended_at" is null`,
  `alter table "kept_mail" add column "texts_ended_at" timestamptz null, add column "bytes_end_at" timestamptz null`,
  `create index "kept_mail_bytes_end_index" on "kept_mail" ("bytes_end_at") where "bytes_end_at" is not null`,
  `alter table "recovery_case" add column "ended_at" timestamptz null`,
  `alter table "recovery_action" add column "ended_at" timestamptz null`,
  `alter table "agent" add column "ended_at" timestamptz null`,
  `create table "retention_run" ("name" varchar(255) not null, "next_at" timestamptz not null, "last_at" timestamptz null, "last_ended" int not null default 0, "ended" bigint not null default 0,
    "failure" text null, "failed_at" timestamptz null, primary key ("name"))`,
  `create table "audit_checkpoint" ("chain" varchar(255) not null, "sequence" int not null, "hash" varchar(255) not null, "at" timestamptz not null, primary key ("chain"))`,
  `create table "audit_person" ("key" varchar(255) not null, "pseudonym" varchar(255) not null, primary key ("key"))`,
  `create table "legal_hold" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "ticket_id" uuid not null, "reason" text not null, "agent_id" uuid not null,
    "released_at" timestamptz null, "released_by_agent_id" uuid null, primary key ("id"))`,
  `create index "legal_hold_ticket_id_index" on "legal_hold" ("ticket_id")`,
  `create table "data_request" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "ticket_id" uuid not null, "kind" text not null, "state" text not null,
    "received_at" timestamptz not null, "due_at" timestamptz not null, "extended_at" timestamptz null, "extension_reason" text null, "opened_by_agent_id" uuid null,
    "decision" text null, "reason" text null, "proposed_by_agent_id" uuid null, "proposed_at" timestamptz null, "approver_agent_id" uuid null, "decided_at" timestamptz null,
    "settled_at" timestamptz null, "scope" jsonb null, "result" jsonb null, "download_hash" varchar(255) null, "download_until" timestamptz null, primary key ("id"))`,
  `alter table "data_request" add constraint "data_request_ticket_id_kind_unique" unique ("ticket_id", "kind")`,
  `alter table "data_request" add constraint "data_request_download_hash_unique" unique ("download_hash")`,
  `alter table "data_request" add constraint "data_request_kind_check" check ("kind" in ('access', 'erasure', 'rectification'))`,
  `alter table "data_request" add constraint "data_request_state_check" check ("state" in ('open', 'proposed', 'approved', 'done', 'refused'))`,
  `alter table "data_request" add constraint "data_request_decision_check" check ("decision" in ('fulfil', 'refuse'))`,
  `create index "data_request_state_due_at_index" on "data_request" ("state", "due_at")`,
];

/** What is needed so that every class of data ends with its time, and what people ask about theirs (R78, R79). */
export class EndWithTime extends Migration {
  override up(): void {
    for (const statement of [...TABLES, ...LET_AUDIT_END]) this.addSql(statement);
  }

  override down(): void {
    for (const name of ['rekey_audit_prune(text, timestamptz, int)', 'rekey_audit_forget_addresses(timestamptz, int)']) this.addSql(`drop function if exists ${name}`);
    this.addSql('drop trigger if exists audit_entry_ends_in_order on audit_entry');
    this.addSql('drop function if exists audit_entry_ends_in_order()');
    for (const statement of PROTECT_AUDIT) this.addSql(statement);
    for (const name of ['retention_run', 'audit_checkpoint', 'audit_person', 'legal_hold', 'data_request']) this.addSql(`drop table if exists "${name}"`);
    this.addSql('drop index "ticket_ending_index"');
    this.addSql('drop index "kept_mail_bytes_end_index"');
    this.addSql('alter table "ticket" drop column "texts_ended_at"');
    this.addSql('alter table "kept_mail" drop column "texts_ended_at", drop column "bytes_end_at"');
    for (const name of ['recovery_case', 'recovery_action', 'agent']) this.addSql(`alter table "${name}" drop column "ended_at"`);
  }
}
