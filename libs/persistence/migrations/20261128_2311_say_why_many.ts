import { Migration } from '@mikro-orm/migrations';

/** Why many people have to choose new passwords. Earlier orders were never asked. */
export class SayWhyMany extends Migration {
  override up(): void {
    this.addSql(`alter table "recovery_bulk" add column "reason" text null`);
  }

  override down(): void {
    this.addSql(`alter table "recovery_bulk" drop column "reason"`);
  }
}
