import { Migration } from '@mikro-orm/migrations';

/** Whoever was answered may ask for the same again in the same conversation: one request of a kind at a time, not for ever. */
export class AskedAgain extends Migration {
  override up(): void {
    this.addSql('alter table "data_request" drop constraint "data_request_ticket_id_kind_unique"');
    this.addSql('create index "data_request_ticket_id_kind_index" on "data_request" ("ticket_id", "kind")');
    this.addSql('create unique index "data_request_running_unique" on "data_request" ("ticket_id", "kind") where "settled_at" is null');
  }

  override down(): void {
    // Of several only the last can stay.
    this.addSql('delete from "data_request" r using "data_request" later where later."ticket_id" = r."ticket_id" and later."kind" = r."kind" and later."id" > r."id"');
    this.addSql('drop index "data_request_running_unique"');
    this.addSql('drop index "data_request_ticket_id_kind_index"');
    this.addSql('alter table "data_request" add constraint "data_request_ticket_id_kind_unique" unique ("ticket_id", "kind")');
  }
}
