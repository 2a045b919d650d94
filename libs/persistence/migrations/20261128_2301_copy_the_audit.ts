import { Migration } from '@mikro-orm/migrations';

/** How far the audit trail was copied to another system. */
export class CopyTheAudit extends Migration {
  override up(): void {
    this.addSql('create table "audit_copy" ("chain" varchar(255) not null, "sequence" int not null, "copied_at" timestamptz not null, primary key ("chain"))');
  }

  override down(): void {
    this.addSql('drop table if exists "audit_copy"');
  }
}
