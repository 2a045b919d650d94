import { Migration } from '@mikro-orm/migrations';

/** Signs that PostgreSQL's parser would take for a part of a word: in addresses, numbers, file names. */
const WITHIN_WORDS = '@.-_/';
/** The others that people leave out when they look for a name. */
const IN_NAMES = '+:=\'’"„“';
/** Letters with something on them, and what stands for each, large or small. */
const MARKED = { from: 'äöüéèêëáàâãåíìîïóòôõøúùûçñ', to: 'aoueeeeaaaaaiiiiooooouuucn' };
const LETTERS = { from: MARKED.from + MARKED.from.toUpperCase(), to: MARKED.to.repeat(2) };
/** Nobody looks for the end of a book. */
const LONGEST = 20_000;

const literal = (text: string): string => `'${text.replaceAll('\'', '\'\'')}'`;

/**
 * Messages are found by their words; `simple`, since mails are German, English and full of names and numbers that no
 * stemmer knows. `translate` tries every sign for every letter, so only subject and sender are folded: all of the text
 * would take 0.5 ms a mail, this takes 0.2.
 */
export class FindWords extends Migration {
  override up(): void {
    const between = (text: string, signs: string, letters = { from: '', to: '' }): string => `translate(${text}, ${literal(signs + letters.from)}, ${literal(' '.repeat(signs.length) + letters.to)})`;
    this.addSql(`create function "rekey_fold" (given text) returns text language sql immutable parallel safe as $$ select ${between('given', WITHIN_WORDS + IN_NAMES, LETTERS)} $$`);
    this.addSql(`create function "rekey_words" (head text, body text) returns tsvector language sql immutable parallel safe as $$ select to_tsvector('simple', rekey_fold(left(head, 1000)) || ' ' || ${between(`left(body, ${LONGEST})`, WITHIN_WORDS)}) $$`);
    this.addSql(`alter table "ticket_message" add column "words" tsvector generated always as (rekey_words(((((COALESCE(subject, ''::text) || ' '::text) || (COALESCE(from_address, ''::character varying))::text) || ' '::text) || (COALESCE(from_name, ''::character varying))::text), text)) stored`);
    this.addSql(`create index "ticket_message_words_index" on "ticket_message" using gin ("words")`);
  }

  override down(): void {
    this.addSql('alter table "ticket_message" drop column "words"');
    this.addSql('drop function "rekey_words" (text, text)');
    this.addSql('drop function "rekey_fold" (text)');
  }
}
