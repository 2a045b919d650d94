import { Migration } from '@mikro-orm/migrations';

/** Who may act on accounts is written down. Whoever is at the desk already was allowed to so far, and stays it. */
export class TrainAgents extends Migration {
  override up(): void {
    this.addSql(`alter table "agent" add column "trained_at" timestamptz null`);
    this.addSql(`update "agent" set "trained_at" = now()`);
  }

  override down(): void {
    this.addSql(`alter table "agent" drop column "trained_at"`);
  }
}
