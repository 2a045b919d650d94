import { Migration } from '@mikro-orm/migrations';

const KINDS = ['initial-credentials', 'temporary-password', 'pin-letter'];

/** Letters that prove a postal address; what was printed together stays printable until it was sent. */
export class LettersInBatches extends Migration {
  override up(): void {
    this.addSql(`alter table "recovery_slip" add column "batch_id" uuid null, add column "sent_at" timestamptz null`);
    this.addSql(`create index "recovery_slip_batch_id_index" on "recovery_slip" ("batch_id")`);
    this.addSql(`alter table "recovery_slip" drop constraint "recovery_slip_kind_check"`);
    this.addSql(`alter table "recovery_slip" add constraint "recovery_slip_kind_check" check ("kind" in (${[...KINDS, 'proof-letter'].map((kind) => `'${kind}'`).join(', ')}))`);
  }

  override down(): void {
    this.addSql(`delete from "recovery_slip" where "kind" = 'proof-letter'`);
    this.addSql(`alter table "recovery_slip" drop constraint "recovery_slip_kind_check"`);
    this.addSql(`alter table "recovery_slip" add constraint "recovery_slip_kind_check" check ("kind" in (${KINDS.map((kind) => `'${kind}'`).join(', ')}))`);
    this.addSql(`drop index "recovery_slip_batch_id_index"`);
    this.addSql(`alter table "recovery_slip" drop column "batch_id", drop column "sent_at"`);
  }
}
