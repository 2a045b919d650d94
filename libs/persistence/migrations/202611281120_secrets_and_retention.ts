import { Migration } from '@mikro-orm/migrations';

/** Says of each kept mail whether secrets came with it, and when its raw bytes went (recovery-security 5.11). */
export class SecretsAndRetention extends Migration {
  override up(): void {
    this.addSql('alter table "kept_mail" add "has_secrets" boolean not null default false, add "raw_removed_at" timestamptz null;');
    this.addSql('create index "kept_mail_raw_index" on "kept_mail" ("kept_at") where "raw_removed_at" is null;');
  }

  override down(): void {
    this.addSql('drop index "kept_mail_raw_index";');
    this.addSql('alter table "kept_mail" drop column "has_secrets", drop column "raw_removed_at";');
  }
}
