import { Migration } from '@mikro-orm/migrations';

/** Delayed work stays in the outbox until it is due: what is due must be found among a hundred thousand rows that are not. */
export class WorkForLaterWaitsHere extends Migration {
  override up(): void {
    this.addSql('create index "outbox_job_now_index" on "outbox_job" ("id") where "run_at" is null');
    this.addSql('create index "outbox_job_later_index" on "outbox_job" ("run_at") where "run_at" is not null');
  }

  override down(): void {
    this.addSql('drop index "outbox_job_now_index"');
    this.addSql('drop index "outbox_job_later_index"');
  }
}
