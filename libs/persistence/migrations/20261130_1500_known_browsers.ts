import { Migration } from '@mikro-orm/migrations';

/** Since when the browsers in which an agent signed in are known. Counts under an address itself are of no use any more, and said whose it was. */
export class KnownBrowsers extends Migration {
  override up(): void {
    this.addSql(`alter table "agent" add column "known_browsers_since" timestamptz null`);
    this.addSql(`delete from "sign_in_throttle"`);
  }

  override down(): void {
    this.addSql(`alter table "agent" drop column "known_browsers_since"`);
    this.addSql(`delete from "sign_in_throttle"`);
  }
}
