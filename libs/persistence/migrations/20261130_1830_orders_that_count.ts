import { Migration } from '@mikro-orm/migrations';

/** How many accounts an order for many means, before anybody approves it; who could not be told of it; and until when people are asked to act. Orders of before were never counted. */
export class OrdersThatCount extends Migration {
  override up(): void {
    this.addSql(`alter table "recovery_bulk" add column "deadline_at" timestamptz null, add column "meant" int null, add column "left_out" int not null default 0, add column "unreachable" int not null default 0, add column "counted_all" boolean not null default true, add column "untold" int not null default 0`);
    // An order that asks for its accounts by state, of which there may be thousands.
    this.addSql(`create index "recovery_bulk_item_bulk_id_state_index" on "recovery_bulk_item" ("bulk_id", "state")`);
    // The reasons are refusals from now on, which have words at the desk.
    this.addSql(`update "recovery_bulk_item" set "failure" = case "failure"
      when 'excluded' then 'recovery.excluded-account' when 'privileged' then 'recovery.privileged-account' when 'signed-in-before' then 'recovery.already-signed-in' when 'password-chosen' then 'recovery.password-chosen'
      when 'state:frozen' then 'recovery.account-frozen' when 'state:disabled' then 'recovery.account-disabled' when 'state:registration-locked' then 'recovery.registration-locked'
      when 'state:pending-activation' then 'recovery.pending-activation' else 'recovery.not-pending-activation' end where "state" = 'skipped'`);
  }

  override down(): void {
    this.addSql(`update "recovery_bulk_item" set "state" = 'failed' where "state" = 'untold'`);
    this.addSql(`drop index "recovery_bulk_item_bulk_id_state_index"`);
    this.addSql(`alter table "recovery_bulk" drop column "deadline_at", drop column "meant", drop column "left_out", drop column "unreachable", drop column "counted_all", drop column "untold"`);
  }
}
