import { Migration } from '@mikro-orm/migrations';

const TABLES = [
  `create table "directory_note" ("portal_key" varchar(255) not null, "account_ref" varchar(255) not null, "temporary_until" timestamptz null, "spent_password_hashes" jsonb not null, "stopped" jsonb null, "seen_since" jsonb not null, primary key ("portal_key", "account_ref"))`,
  `create table "directory_operation" ("operation_id" varchar(255) not null, "portal_key" varchar(255) not null, "account_ref" varchar(255) not null, "kind" varchar(255) not null, "at" timestamptz not null, primary key ("operation_id"))`,
  `create index "directory_operation_at_index" on "directory_operation" ("at")`,
  `create table "directory_secret" ("portal_key" varchar(255) not null, "sealed" text not null, "changed_at" timestamptz not null, primary key ("portal_key"))`,
];

/** What Rekey remembers beside directories that are not its own, and with what it signs in to them. */
export class RememberDirectories extends Migration {
  override up(): void {
    for (const statement of TABLES) this.addSql(statement);
  }

  override down(): void {
    for (const name of ['directory_note', 'directory_operation', 'directory_secret']) this.addSql(`drop table if exists "${name}"`);
  }
}
