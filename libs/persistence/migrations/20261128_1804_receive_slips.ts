import { Migration } from '@mikro-orm/migrations';

/** Whether first credentials on paper came to the person whose they are. */
export class ReceiveSlips extends Migration {
  override up(): void {
    this.addSql(`alter table "recovery_slip" add column "received_at" timestamptz null, add column "receipt_asked_at" timestamptz null`);
  }

  override down(): void {
    this.addSql(`alter table "recovery_slip" drop column "received_at", drop column "receipt_asked_at"`);
  }
}
