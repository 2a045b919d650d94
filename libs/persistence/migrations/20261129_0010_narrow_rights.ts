import { Migration } from '@mikro-orm/migrations';

/**
 * Rights by queue and kind of account (R54). Everybody keeps everything. A ticket knows the kind of its account, so that
 * lists ask one table: of accounts that we keep ourselves it is known, of others it is found out when somebody looks.
 */
export class NarrowRights extends Migration {
  override up(): void {
    this.addSql(`alter table "agent" add column "limits" jsonb not null default '{}'`);
    this.addSql(`alter table "ticket" add column "account_kind" text null, add column "account_organisation" text null`);
    this.addSql(`update "ticket" t set "account_kind" = coalesce(b."user_type", 'unknown'), "account_organisation" = b."organisation"
      from "recovery_case" c left join "builtin_account" b on b."portal_key" = c."portal_key" and b."id"::text = c."account_ref"
      where c."ticket_id" = t."id" and c."account_ref" is not null`);
  }

  override down(): void {
    this.addSql('alter table "ticket" drop column "account_kind", drop column "account_organisation"');
    this.addSql('alter table "agent" drop column "limits"');
  }
}
