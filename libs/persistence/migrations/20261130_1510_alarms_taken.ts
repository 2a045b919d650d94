import { Migration } from '@mikro-orm/migrations';

/** What an alarm said when somebody took it. Those taken before are theirs for their three days, whatever they say. */
export class AlarmsTaken extends Migration {
  override up(): void {
    this.addSql(`alter table "alarm" add column "acknowledged_count" int null, add column "acknowledged_detail" jsonb null`);
  }

  override down(): void {
    this.addSql(`alter table "alarm" drop column "acknowledged_count", drop column "acknowledged_detail"`);
  }
}
