import { Migration } from '@mikro-orm/migrations';

const KINDS = ['initial-credentials', 'temporary-password', 'pin-letter', 'proof-letter'];

/** Letters that tell of a change that waits, to whom no electronic way reaches. */
export class LettersAboutHolds extends Migration {
  override up(): void {
    this.addSql(`alter table "recovery_slip" drop constraint "recovery_slip_kind_check"`);
    this.addSql(`alter table "recovery_slip" add constraint "recovery_slip_kind_check" check ("kind" in (${[...KINDS, 'hold-letter'].map((kind) => `'${kind}'`).join(', ')}))`);
  }

  override down(): void {
    this.addSql(`delete from "recovery_slip" where "kind" = 'hold-letter'`);
    this.addSql(`alter table "recovery_slip" drop constraint "recovery_slip_kind_check"`);
    this.addSql(`alter table "recovery_slip" add constraint "recovery_slip_kind_check" check ("kind" in (${KINDS.map((kind) => `'${kind}'`).join(', ')}))`);
  }
}
