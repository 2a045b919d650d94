import { Migration } from '@mikro-orm/migrations';

/** Whoever is asked to vouch may sign in for that answer with a sign-in key, or with a code to the phone on file beside the password of their directory. */
export class VouchByMore extends Migration {
  override up(): void {
    this.addSql('alter table "key_challenge" drop constraint "key_challenge_purpose_check"');
    this.addSql(`alter table "key_challenge" add constraint "key_challenge_purpose_check" check ("purpose" in ('register', 'sign-in', 'proof', 'answer'))`);
    this.addSql('alter table "recovery_grant" add column "code_until" timestamptz null, add column "code_to" text null');
  }

  override down(): void {
    this.addSql('alter table "recovery_grant" drop column "code_until", drop column "code_to"');
    this.addSql(`delete from "key_challenge" where "purpose" = 'answer'`);
    this.addSql('alter table "key_challenge" drop constraint "key_challenge_purpose_check"');
    this.addSql(`alter table "key_challenge" add constraint "key_challenge_purpose_check" check ("purpose" in ('register', 'sign-in', 'proof'))`);
  }
}
