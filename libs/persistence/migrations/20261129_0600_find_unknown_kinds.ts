import { Migration } from '@mikro-orm/migrations';

/** The upkeep looks for tickets whose account is of no known kind in every round: none of the others need be read for that. */
export class FindUnknownKinds extends Migration {
  override up(): void {
    this.addSql(`create index "ticket_unknown_index" on "ticket" ("id") where "account_kind" = 'unknown'`);
  }

  override down(): void {
    this.addSql('drop index "ticket_unknown_index"');
  }
}
