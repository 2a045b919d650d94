import { Migration } from '@mikro-orm/migrations';

/** What a person ticked off on a case, and when the requester was asked for more. Safe on a running desk: constant defaults only. */
export class KeepTheChecklist extends Migration {
  override up(): void {
    this.addSql(`alter table "recovery_case" add column "ticked" jsonb not null default '[]', add column "asked_at" timestamptz null`);
  }

  override down(): void {
    this.addSql(`alter table "recovery_case" drop column "ticked", drop column "asked_at"`);
  }
}
