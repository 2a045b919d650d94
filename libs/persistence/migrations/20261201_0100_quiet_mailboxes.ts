import { Migration } from '@mikro-orm/migrations';

/** Asked with every mail that is filed: whether the mailbox it came from wants no mails for now. Few ever do, among very many links. */
export class QuietMailboxes extends Migration {
  override up(): void {
    this.addSql(`create index "recovery_grant_quiet_index" on "recovery_grant" ("portal_key", "sent_to") where "purpose" = 'quiet' and "state" = 'used'`);
  }

  override down(): void {
    this.addSql('drop index "recovery_grant_quiet_index"');
  }
}
