import { Migration } from '@mikro-orm/migrations';

/** A batch can be printed again, by somebody else: whoever printed it before has read it, too. */
export class WhoeverPrinted extends Migration {
  override up(): void {
    this.addSql(`alter table "recovery_slip" add column "printed_before_by" text[] not null default '{}'`);
  }

  override down(): void {
    this.addSql(`alter table "recovery_slip" drop column "printed_before_by"`);
  }
}
