import { Migration } from '@mikro-orm/migrations';

/** What kind of fault a folder has, and what became of the follow-up on the server. Safe on a running desk. */
export class KnowWhatAilsAMailbox extends Migration {
  override up(): void {
    this.addSql(`alter table "folder_cursor" add column "fault_code" varchar(255) null`);
    this.addSql(`alter table "mailbox_cursor" add column "follow_up_fault" text null, add column "follow_up_fault_since" timestamptz null`);
  }

  override down(): void {
    this.addSql(`alter table "folder_cursor" drop column "fault_code"`);
    this.addSql(`alter table "mailbox_cursor" drop column "follow_up_fault", drop column "follow_up_fault_since"`);
  }
}
