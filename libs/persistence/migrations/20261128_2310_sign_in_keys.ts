import { Migration } from '@mikro-orm/migrations';

/** Keys with which agents sign in (WebAuthn), the challenges under way, and the code with which somebody outside binds their first one. */
export class SignInKeys extends Migration {
  override up(): void {
    this.addSql(`alter table "agent" add column "keys" int not null default 0, add column "enrolment_code_hash" text null, add column "enrolment_code_until" timestamptz null`);
    this.addSql(`alter table "agent_session" add column "key_id" uuid null, add column "enrolling" boolean not null default false`);
    this.addSql(`create table "sign_in_key" ("id" uuid not null, "created_at" timestamptz not null, "agent_id" uuid not null, "name" varchar(255) not null, "credential_id" text not null, "public_key" text not null, "counter" bigint not null, "transports" jsonb not null, "syncs" boolean not null, "backed_up" boolean not null, "last_used_at" timestamptz null, "suspended_at" timestamptz null, primary key ("id"))`);
    this.addSql(`alter table "sign_in_key" add constraint "sign_in_key_credential_id_unique" unique ("credential_id")`);
    this.addSql(`create index "sign_in_key_agent_id_index" on "sign_in_key" ("agent_id")`);
    this.addSql(`create table "key_challenge" ("token_hash" varchar(255) not null, "created_at" timestamptz not null, "agent_id" uuid not null, "session_id" uuid null, "purpose" text not null, "challenge" varchar(255) not null, "expires_at" timestamptz not null, constraint "key_challenge_purpose_check" check ("purpose" in ('register', 'sign-in', 'proof')), primary key ("token_hash"))`);
  }

  override down(): void {
    for (const name of ['key_challenge', 'sign_in_key']) this.addSql(`drop table if exists "${name}"`);
    this.addSql(`alter table "agent_session" drop column "key_id", drop column "enrolling"`);
    this.addSql(`alter table "agent" drop column "keys", drop column "enrolment_code_hash", drop column "enrolment_code_until"`);
  }
}
