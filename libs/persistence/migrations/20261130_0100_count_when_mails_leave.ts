import { Migration } from '@mikro-orm/migrations';

/** The breaker counts mails by when they leave, not by when they were written, and none that an agent started. Of what was written before we know so by the agent's code. */
export class CountWhenMailsLeave extends Migration {
  override up(): void {
    this.addSql(`alter table "outbound_message" add column "counts_in" text null, add constraint "outbound_message_counts_in_check" check ("counts_in" in ('desk', 'many'))`);
    this.addSql(`update "outbound_message" set "counts_in" = case when "kind" = 'forced-reset' then 'many' else 'desk' end where "automatic" and ("kind" = 'forced-reset' or "variables" ->> 'agentCode' is null)`);
    this.addSql('drop index "outbound_message_automatic_created_at_index"');
    this.addSql('create index "outbound_message_counts_in_send_at_index" on "outbound_message" ("counts_in", "send_at")');
  }

  override down(): void {
    this.addSql('drop index "outbound_message_counts_in_send_at_index"');
    this.addSql('create index "outbound_message_automatic_created_at_index" on "outbound_message" ("automatic", "created_at")');
    this.addSql('alter table "outbound_message" drop column "counts_in"');
  }
}
