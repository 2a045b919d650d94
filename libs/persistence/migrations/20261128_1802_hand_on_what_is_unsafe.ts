import { Migration } from '@mikro-orm/migrations';

/** A case that nobody can deliver to safely is handed on, and remembers it. */
export class HandOnWhatIsUnsafe extends Migration {
  override up(): void {
    this.addSql(`alter table "recovery_case" add column "escalated_at" timestamptz null, add column "escalated_by_agent_id" uuid null`);
  }

  override down(): void {
    this.addSql(`alter table "recovery_case" drop column "escalated_at", drop column "escalated_by_agent_id"`);
  }
}
