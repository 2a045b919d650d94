import { Migration } from '@mikro-orm/migrations';

/** A portal's own words for its mails; every change is a row of its own. */
export class Wordings extends Migration {
  override up(): void {
    this.addSql(`create table "wording" ("id" uuid not null, "created_at" timestamptz not null, "portal_key" varchar(255) not null, "kind" varchar(255) not null, "locale" varchar(255) not null, "version" int not null, "words" jsonb not null, "agent_id" uuid null, primary key ("id"));`);
    this.addSql(`alter table "wording" add constraint "wording_portal_key_kind_locale_version_unique" unique ("portal_key", "kind", "locale", "version");`);
  }

  override down(): void {
    this.addSql('drop table "wording";');
  }
}
