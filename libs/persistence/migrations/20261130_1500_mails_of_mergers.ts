import { Migration } from '@mikro-orm/migrations';

/**
 * A merger moves the mails with their messages, and knows which, so that it can be taken back. Those of before moved
 * messages only: their mails go where their messages are, before they end with a ticket that nobody reads any more.
 */
export class MailsOfMergers extends Migration {
  override up(): void {
    this.addSql(`alter table "ticket_merge" add column "kept_mail_ids" jsonb not null default '[]'`);
    this.addSql(`update ticket_merge g set kept_mail_ids = coalesce((select jsonb_agg(m.kept_mail_id) from ticket_message m where m.kept_mail_id is not null and m.id in (select e::uuid from jsonb_array_elements_text(g.message_ids) e)), '[]') where undone_at is null`);
    this.addSql('update kept_mail k set ticket_id = m.ticket_id from ticket t join ticket_merge g on g.source_id = t.id and g.undone_at is null join ticket_message m on m.id in (select e::uuid from jsonb_array_elements_text(g.message_ids) e) where t.id = k.ticket_id and k.id = m.kept_mail_id and t.merged_into_id is not null');
  }

  override down(): void {
    this.addSql(`alter table "ticket_merge" drop column "kept_mail_ids"`);
  }
}
