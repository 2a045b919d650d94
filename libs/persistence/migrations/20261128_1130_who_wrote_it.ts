import { Migration } from '@mikro-orm/migrations';

/** Who wrote a mail and how we know: the verdict is kept beside the mail, so that judging it again gives the same. */
export class WhoWroteIt extends Migration {
  override up(): void {
    this.addSql(`alter table "kept_mail" add column "authenticity" jsonb null, add column "authenticity_retry_at" timestamptz null`);
    this.addSql(`create index "kept_mail_authenticity_retry_index" on "kept_mail" ("authenticity_retry_at") where "authenticity_retry_at" is not null`);
    this.addSql(`alter table "ticket_message" add column "sender_check" jsonb null, add column "from_machine" boolean not null default false`);
    // Profiles that were imported before they could say this.
    this.addSql(`update "portal" set "profile" = '{"authenticity":{"checkOurselves":true,"ownRelays":{"names":[],"addresses":[]},"arcSealers":[],"userDomains":[]},"threading":{"closedForGoodDays":14}}'::jsonb || "profile"`);
  }

  override down(): void {
    this.addSql(`alter table "kept_mail" drop column "authenticity", drop column "authenticity_retry_at"`);
    this.addSql(`alter table "ticket_message" drop column "sender_check", drop column "from_machine"`);
  }
}
