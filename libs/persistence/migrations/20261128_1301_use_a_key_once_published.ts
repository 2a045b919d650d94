import { Migration } from '@mikro-orm/migrations';

/** A key signs from the moment at which somebody saw it in DNS; those of the release before are in use already. */
export class UseAKeyOncePublished extends Migration {
  override up(): void {
    this.addSql(`alter table "dkim_key" add column "active_since" timestamptz null`);
    this.addSql(`update "dkim_key" set "active_since" = "created_at"`);
  }

  override down(): void {
    this.addSql(`alter table "dkim_key" drop column "active_since"`);
  }
}
