import { Migration } from '@mikro-orm/migrations';

/**
 * A secret is for one place. Here is no key to seal anything with, so what the profile says today is kept beside each secret;
 * whoever needs the secret next seals it for that place. A profile that is changed later changes nothing about it.
 */
export class SecretsForOnePlace extends Migration {
  override up(): void {
    for (const table of ['directory_secret', 'portal_secret']) this.addSql(`alter table "${table}" add column "target" text null, add column "settings_before" jsonb null`);
    this.addSql(`update "directory_secret" s set "settings_before" = p."profile" -> 'directory' from "portal" p where p."key" = s."portal_key"`);
    this.addSql(`update "portal_secret" s set "settings_before" = p."profile" -> 'sms' from "portal" p where p."key" = s."portal_key" and s."name" = 'sms'`);
    this.addSql(`update "portal_secret" s set "settings_before" = (select home from jsonb_array_elements(p."profile" -> 'homeSignIn') home where 'home:' || (home ->> 'key') = s."name" limit 1)
      from "portal" p where p."key" = s."portal_key" and s."name" like 'home:%' and jsonb_typeof(p."profile" -> 'homeSignIn') = 'array'`);
  }

  /** What is sealed for a place opens for nobody who knows of none: it has to be set again. */
  override down(): void {
    for (const table of ['directory_secret', 'portal_secret']) {
      this.addSql(`delete from "${table}" where "target" is not null`);
      this.addSql(`alter table "${table}" drop column "target", drop column "settings_before"`);
    }
  }
}
