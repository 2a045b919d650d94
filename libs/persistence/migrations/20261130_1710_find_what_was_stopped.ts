import { Migration } from '@mikro-orm/migrations';

/** What Rekey stopped in directories that are not ours is looked after every minute, and is a few of very many notes. */
export class FindWhatWasStopped extends Migration {
  override up(): void {
    this.addSql(`create index "directory_note_stopped_index" on "directory_note" ("portal_key", "account_ref") where jsonb_typeof("stopped") = 'object'`);
  }

  override down(): void {
    this.addSql('drop index "directory_note_stopped_index"');
  }
}
