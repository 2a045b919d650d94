import { Migration } from '@mikro-orm/migrations';

/** Whether what the desk shows of a mail is what left can be told by the words it left with. */
export class RememberTheWordsOfMails extends Migration {
  override up(): void {
    this.addSql('alter table "outbound_message" add column "words_digest" text null');
  }

  override down(): void {
    this.addSql('alter table "outbound_message" drop column "words_digest"');
  }
}
