import { Migration } from '@mikro-orm/migrations';

/** Mails that others took out of a folder before we saw them. */
export class CountWhatVanished extends Migration {
  override up(): void {
    this.addSql('alter table "folder_cursor" add column "vanished" int not null default 0, add column "vanished_at" timestamptz null');
  }

  override down(): void {
    this.addSql('alter table "folder_cursor" drop column "vanished", drop column "vanished_at"');
  }
}
