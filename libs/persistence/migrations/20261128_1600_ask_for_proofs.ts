import { Migration } from '@mikro-orm/migrations';

const TABLES = [
  `create table "portal_secret" ("portal_key" varchar(255) not null, "name" varchar(255) not null, "sealed" text not null, "changed_at" timestamptz not null, primary key ("portal_key", "name"))`,
  `create table "sms_message" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "ticket_id" uuid null, "recipient" varchar(255) not null, "text_sealed" text null, "state" text not null, "give_up_at" timestamptz not null, "tries" int not null default 0, "settled_at" timestamptz null, "detail" varchar(255) null, primary key ("id"))`,
  `alter table "sms_message" add constraint "sms_message_state_check" check ("state" in ('queued', 'sent', 'refused', 'expired'))`,
  `create index "sms_message_ticket_id_index" on "sms_message" ("ticket_id")`,
  `create index "sms_message_state_created_at_index" on "sms_message" ("state", "created_at")`,
  `create table "home_sign_in" ("id" uuid not null, "grant_id" uuid not null, "provider" varchar(255) not null, "state_hash" varchar(255) not null, "browser_hash" varchar(255) not null, "secrets_sealed" text null, "created_at" timestamptz not null, "expires_at" timestamptz not null, primary key ("id"))`,
  `alter table "home_sign_in" add constraint "home_sign_in_state_hash_unique" unique ("state_hash")`,
  `create index "home_sign_in_grant_id_index" on "home_sign_in" ("grant_id")`,
  `alter table "builtin_session" add column "awaits_second_factor" boolean not null default false`,
];

/** Proofs that need somebody outside, and a sign-in that asks for the second factor. */
export class AskForProofs extends Migration {
  override up(): void {
    for (const statement of TABLES) this.addSql(statement);
  }

  override down(): void {
    for (const name of ['portal_secret', 'sms_message', 'home_sign_in']) this.addSql(`drop table if exists "${name}"`);
    this.addSql(`delete from "builtin_session" where "awaits_second_factor"`);
    this.addSql(`alter table "builtin_session" drop column "awaits_second_factor"`);
  }
}
