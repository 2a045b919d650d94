import { Migration } from '@mikro-orm/migrations';

/** Two people may agree that what was taken for a request about data is none. */
export class MistakenRequests extends Migration {
  override up(): void {
    this.#check(`'open', 'proposed', 'approved', 'done', 'refused', 'mistaken'`, `'fulfil', 'refuse', 'none'`);
  }

  /** What was no request is shown as refused; it was settled either way. */
  override down(): void {
    this.addSql(`update "data_request" set "state" = 'refused' where "state" = 'mistaken'`);
    this.addSql(`update "data_request" set "decision" = 'refuse' where "decision" = 'none'`);
    this.#check(`'open', 'proposed', 'approved', 'done', 'refused'`, `'fulfil', 'refuse'`);
  }

  #check(states: string, decisions: string): void {
    this.addSql('alter table "data_request" drop constraint "data_request_state_check", drop constraint "data_request_decision_check"');
    this.addSql(`alter table "data_request" add constraint "data_request_state_check" check ("state" in (${states})), add constraint "data_request_decision_check" check ("decision" in (${decisions}))`);
  }
}
