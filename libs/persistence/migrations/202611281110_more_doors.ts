import { Migration } from '@mikro-orm/migrations';

/**
 * Mails come through more doors than IMAP, with an envelope, and leave the quarantine by deletion too. A release before
 * goes on beside it: the new columns have defaults, and it neither reads nor writes them.
 */
export class MoreDoors extends Migration {
  override up(): void {
    this.addSql(`alter table "kept_mail" add column "door" text not null default 'imap', add column "envelope" jsonb null`);
    this.addSql(`alter table "kept_mail" add constraint "kept_mail_door_check" check ("door" in ('imap', 'lmtp', 'import'))`);
    this.addSql(`alter table "kept_mail" drop constraint "kept_mail_disposition_check"`);
    this.addSql(`alter table "kept_mail" add constraint "kept_mail_disposition_check" check ("disposition" in ('filed', 'set-aside', 'deleted'))`);
  }

  override down(): void {
    this.addSql(`update "kept_mail" set "disposition" = 'set-aside' where "disposition" = 'deleted'`);
    this.addSql(`alter table "kept_mail" drop constraint "kept_mail_disposition_check"`);
    this.addSql(`alter table "kept_mail" add constraint "kept_mail_disposition_check" check ("disposition" in ('filed', 'set-aside'))`);
    this.addSql(`alter table "kept_mail" drop column "door", drop column "envelope"`);
  }
}
