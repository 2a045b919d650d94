import { Migration } from '@mikro-orm/migrations';

/** What a text message tells the newest state of, and before when it must not leave. */
export class TextsThatWait extends Migration {
  override up(): void {
    this.addSql('alter table "sms_message" add column "about_id" uuid null, add column "not_before" timestamptz null');
  }

  override down(): void {
    this.addSql('alter table "sms_message" drop column "about_id", drop column "not_before"');
  }
}
