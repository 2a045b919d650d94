import { Migration } from '@mikro-orm/migrations';

/** The approval office asks every half minute who waits, whatever else is in the directory. */
export class FindWaitingRegistrations extends Migration {
  override up(): void {
    this.addSql(`create index "builtin_account_waiting_index" on "builtin_account" ("portal_key", "id") where "state" = 'registration-locked'`);
    this.addSql(`create index "recovery_case_office_index" on "recovery_case" ("portal_key", "created_at") where "case_type" in ('username-change', 'registration-data-changed', 'registration-not-accepted')`);
  }

  override down(): void {
    this.addSql('drop index "recovery_case_office_index"');
    this.addSql('drop index "builtin_account_waiting_index"');
  }
}
