import { Migration } from '@mikro-orm/migrations';

/** Mailboxes that sign in by OAuth 2 tokens. A table of its own: tokens change every half hour, mailboxes do not. */
export class SignInByToken extends Migration {
  override up(): void {
    this.addSql(`create table "mailbox_token" ("mailbox_id" uuid not null, "service" jsonb not null, "secrets_sealed" text not null, "access_sealed" text null, "issued_at" timestamptz null, "expires_at" timestamptz null,
      "refresh_expires_at" timestamptz null, "asking_until" timestamptz null, "last_fault" text null, "fault_since" timestamptz null, "authorised_at" timestamptz not null, primary key ("mailbox_id"))`);
  }

  override down(): void {
    this.addSql('drop table "mailbox_token"');
  }
}
