import { Migration } from '@mikro-orm/migrations';

/** What is due in each portal, and what somebody works on, without a look at every ticket there is. */
export class FindWhatIsDue extends Migration {
  override up(): void {
    this.addSql(`create index "ticket_ending_of_portal_index" on "ticket" ("portal_key", coalesce("closed_at", "last_message_at")) where "state" in ('closed', 'solved') and "texts_ended_at" is null`);
    this.addSql('create index "ticket_assignee_index" on "ticket" ("assignee_id", "last_message_at" desc, "id" desc) where "assignee_id" is not null');
  }

  override down(): void {
    this.addSql('drop index "ticket_assignee_index"');
    this.addSql('drop index "ticket_ending_of_portal_index"');
  }
}
