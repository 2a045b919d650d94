import { Migration } from '@mikro-orm/migrations';

/** `house` is the chain of the audit for what belongs to no portal: a portal of that name would end it by its own times, and its auditor would read it. */
export class NoPortalCalledHouse extends Migration {
  override up(): void {
    this.addSql(`do $$ begin
      if exists (select from "portal" where "key" = 'house') then
        raise exception 'a portal has the key "house", which is the name of what belongs to no portal: bring its profile in under another key with the release before, and remove that row of the table portal';
      end if;
    end $$`);
    this.addSql(`alter table "portal" add constraint "portal_key_is_free" check ("key" <> 'house')`);
  }

  override down(): void {
    this.addSql(`alter table "portal" drop constraint "portal_key_is_free"`);
  }
}
