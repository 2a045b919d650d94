import { Migration } from '@mikro-orm/migrations';

/** What the built-in directory needs for registrations, PIN areas, saved codes, classes, letters, vouchers and entitlements. */
export class AccountsWithMoreToThem extends Migration {
  override up(): void {
    this.addSql(`alter table "builtin_account" add column "recovery_code_hashes" jsonb not null default '[]', add column "registration" jsonb null, add column "group_name" varchar(255) null,
      add column "pin_areas" jsonb not null default '[]', add column "postal_address" jsonb null, add column "postal_address_since" timestamptz null, add column "legacy" boolean not null default false,
      add column "state_before_disable" varchar(255) null`);
    this.addSql(`create index "builtin_account_portal_key_group_name_id_index" on "builtin_account" ("portal_key", "group_name", "id")`);
    this.addSql(`create table "builtin_relation" ("id" uuid not null, "account_id" uuid not null, "kind" varchar(255) not null, "other_id" uuid not null, primary key ("id"))`);
    this.addSql(`alter table "builtin_relation" add constraint "builtin_relation_account_id_kind_other_id_unique" unique ("account_id", "kind", "other_id")`);
    this.addSql(`create table "builtin_entitlement" ("id" uuid not null, "portal_key" varchar(255) not null, "name" varchar(255) not null, "value" varchar(255) not null, primary key ("id"))`);
    this.addSql(`alter table "builtin_entitlement" add constraint "builtin_entitlement_portal_key_name_value_unique" unique ("portal_key", "name", "value")`);
  }

  override down(): void {
    this.addSql('drop table "builtin_relation"');
    this.addSql('drop table "builtin_entitlement"');
    this.addSql(`drop index "builtin_account_portal_key_group_name_id_index"`);
    this.addSql(`alter table "builtin_account" drop column "recovery_code_hashes", drop column "registration", drop column "group_name", drop column "pin_areas", drop column "postal_address",
      drop column "postal_address_since", drop column "legacy", drop column "state_before_disable"`);
  }
}
