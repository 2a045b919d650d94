import { Migration } from '@mikro-orm/migrations';

/** Lists by the promise that ends first and by who waits longest, of the active tickets: the others have no place in these orders. */
export class OrderLists extends Migration {
  override up(): void {
    this.addSql(
      `create index "ticket_waiting_index" on "ticket" ((coalesce(case when state = 'new' or state = 'open' then case when first_answered_at is null then least(created_at, last_message_at) else last_message_at end end, 'infinity')), "id")
       where "state" <> 'closed' and "state" <> 'solved'`);
    this.addSql(
      `create index "ticket_promise_index" on "ticket" ((coalesce(case when first_answered_at is null and state <> 'solved' and state <> 'closed' then promised_by end, 'infinity')), "id")
       where "state" <> 'closed' and "state" <> 'solved'`);
  }

  override down(): void {
    this.addSql('drop index "ticket_promise_index"');
    this.addSql('drop index "ticket_waiting_index"');
  }
}
