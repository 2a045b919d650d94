import { Migration } from '@mikro-orm/migrations';

const ACTIVE = `where "state" <> 'closed' and "state" <> 'solved'`;

/**
 * Since when a ticket owes somebody an answer, and the index by which lists go that begin with who waits longest. What is open begins with the first
 * mail of a person since the last answer, also of a ticket that went into it.
 */
export class OwedSince extends Migration {
  override up(): void {
    this.addSql('alter table "ticket" add column "owed_since" timestamptz null');
    this.addSql(
      `update ticket t set owed_since = coalesce(
         (select min(m.created_at) from ticket_message m where m.ticket_id = t.id and m.kind = 'inbound' and not m.from_machine
            and m.created_at > coalesce(greatest(t.first_answered_at, (select max(r.created_at) from ticket_message r where r.ticket_id = t.id and r.kind = 'reply')), '-infinity')),
         case when first_answered_at is null then least(created_at, last_message_at) end)
       where state in ('new', 'open')`);
    this.addSql('drop index "ticket_waiting_index"');
    this.addSql(`create index "ticket_waiting_index" on "ticket" ((coalesce(case when state = 'new' or state = 'open' then coalesce(owed_since, last_message_at) end, 'infinity')), "id") ${ACTIVE}`);
  }

  override down(): void {
    this.addSql('drop index "ticket_waiting_index"');
    this.addSql(
      `create index "ticket_waiting_index" on "ticket" ((coalesce(case when state = 'new' or state = 'open' then case when first_answered_at is null then least(created_at, last_message_at) else last_message_at end end, 'infinity')), "id") ${ACTIVE}`);
    this.addSql('alter table "ticket" drop column "owed_since"');
  }
}
