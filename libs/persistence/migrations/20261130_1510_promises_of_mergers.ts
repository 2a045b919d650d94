import { Migration } from '@mikro-orm/migrations';

/** What a ticket owed before a merger, so that taking the merger back gives it back. */
export class PromisesOfMergers extends Migration {
  override up(): void {
    this.addSql('alter table "ticket_merge" add column "promise_before" jsonb null');
  }

  override down(): void {
    this.addSql('alter table "ticket_merge" drop column "promise_before"');
  }
}
