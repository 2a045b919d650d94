import { Migration } from '@mikro-orm/migrations';

/** Attachments that were taken out of their mails, with what they are, whether a scanner saw them, and their pictures. */
export class Attachments extends Migration {
  override up(): void {
    this.addSql(`create table "attachment" ("id" uuid not null, "created_at" timestamptz not null, "kept_mail_id" uuid not null, "part" varchar(255) not null, "name" text not null, "sha256" varchar(64) not null, "size_bytes" int not null, "type" varchar(255) not null, "marks" jsonb not null, "is_picture" boolean not null, "scan" text not null, "infection" text null, "scanned_at" timestamptz null, "preview_sha256" varchar(64) null, "removed_at" timestamptz null, primary key ("id"));`);
    this.addSql(`alter table "attachment" add constraint "attachment_kept_mail_id_part_unique" unique ("kept_mail_id", "part");`);
    this.addSql(`alter table "attachment" add constraint "attachment_scan_check" check ("scan" in ('unscanned', 'clean', 'infected', 'unreachable'));`);
    this.addSql(`create index "attachment_sha256_index" on "attachment" ("sha256");`);
  }

  override down(): void {
    this.addSql('drop table "attachment";');
  }
}
