import { Migration } from '@mikro-orm/migrations';

/** Second addresses in directories that cannot say of one that its reader has not answered yet. */
export class AddressesUnanswered extends Migration {
  override up(): void {
    this.addSql('alter table "directory_note" add column "unconfirmed" jsonb null');
  }

  override down(): void {
    this.addSql('alter table "directory_note" drop column "unconfirmed"');
  }
}
