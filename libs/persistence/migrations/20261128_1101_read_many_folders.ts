import { Migration } from '@mikro-orm/migrations';

/**
 * A cursor per folder that knows every UID it is done with, old mail as history, and what is to be done on the server
 * afterwards. A mailroom of the release before stumbles over its missing columns until it is replaced; the mail waits
 * on the server, and what it keeps meanwhile is known again by (folder, UIDVALIDITY, UID).
 */
export class ReadManyFolders extends Migration {
  override up(): void {
    this.addSql(`create table "folder_cursor" ("mailbox_id" uuid not null, "folder" varchar(255) not null, "uid_validity" varchar(255) null, "last_uid" bigint not null, "seen" int8multirange not null, "start_uid" bigint not null,
      "started_at" timestamptz null, "reconciled" jsonb null, "caught_up_at" timestamptz null, "last_fault" text null, "last_fault_at" timestamptz null, "backfill_asked_at" timestamptz null, "backfill_since" timestamptz null,
      "backfill_uid" bigint not null, "backfill_done_at" timestamptz null, primary key ("mailbox_id", "folder"))`);
    this.addSql(`insert into folder_cursor (mailbox_id, folder, uid_validity, last_uid, start_uid, backfill_uid, seen, started_at, caught_up_at)
      select c.mailbox_id, m.folder, c.uid_validity, c.last_uid, 0, 0, case when c.last_uid > 0 then int8multirange(int8range(1, c.last_uid + 1)) else '{}' end, c.started_at, c.caught_up_at
      from mailbox_cursor c join mailbox m on m.id = c.mailbox_id where c.uid_validity is not null`);
    this.addSql(`alter table "mailbox_cursor" drop column "uid_validity", drop column "last_uid", drop column "started_at", drop column "caught_up_at", drop column "last_fault", drop column "last_fault_at"`);
    this.addSql(`alter table "kept_mail" add column "is_history" boolean not null default false, add column "follow_up" text null`);
    this.addSql(`create index "kept_mail_follow_up_index" on "kept_mail" ("mailbox_id", "folder", "uid") where "follow_up" = 'due'`);
    this.addSql(`alter table "kept_mail" add constraint "kept_mail_follow_up_check" check ("follow_up" in ('due', 'done', 'gone'))`);
  }

  override down(): void {
    this.addSql(`drop index "kept_mail_follow_up_index"`);
    this.addSql(`alter table "kept_mail" drop column "is_history", drop column "follow_up"`);
    this.addSql(`alter table "mailbox_cursor" add column "uid_validity" varchar(255) null, add column "last_uid" int not null default 0, add column "started_at" timestamptz null, add column "caught_up_at" timestamptz null,
      add column "last_fault" text null, add column "last_fault_at" timestamptz null`);
    this.addSql(`update mailbox_cursor c set uid_validity = f.uid_validity, last_uid = f.last_uid, started_at = f.started_at, caught_up_at = f.caught_up_at, last_fault = f.last_fault, last_fault_at = f.last_fault_at
      from folder_cursor f join mailbox m on m.id = f.mailbox_id and m.folder = f.folder where f.mailbox_id = c.mailbox_id`);
    this.addSql('drop table "folder_cursor"');
  }
}
