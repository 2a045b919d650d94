import { Migration } from '@mikro-orm/migrations';

/** Remembers which mails came with HTML, so that the console offers to show it. */
export class PagesOfMails extends Migration {
  override up(): void {
    this.addSql('alter table "ticket_message" add "has_page" boolean not null default false;');
  }

  override down(): void {
    this.addSql('alter table "ticket_message" drop column "has_page";');
  }
}
