import { Migration } from '@mikro-orm/migrations';

/** Whether anything needs some bytes is asked whenever mail is kept: no longer by reading every attachment for its preview. */
export class FindPreviews extends Migration {
  override up(): void {
    this.addSql(`create index "attachment_preview_sha256_index" on "attachment" ("preview_sha256")`);
  }

  override down(): void {
    this.addSql(`drop index "attachment_preview_sha256_index"`);
  }
}
