import { Migration } from '@mikro-orm/migrations';

/** Signs between words, wherever the parser of PostgreSQL would take them for a part of one: in addresses, numbers, file names. */
const BETWEEN = '@.-_/+:=\'’"„“';
/** Letters with something on them, and what stands for each, large or small. */
const MARKED = { from: 'äöüéèêëáàâãåíìîïóòôõøúùûçñ', to: 'aoueeeeaaaaaiiiiooooouuucn' };
const LETTERS = { from: MARKED.from + MARKED.from.toUpperCase(), to: MARKED.to.repeat(2) };
/** A tsvector holds 1 MB; so many characters stay below that whatever they are. */
const LONGEST = 100_000;

const literal = (text: string): string => `'${text.replaceAll('\'', '\'\'')}'`;

/**
 * Messages are found by their words. A function, so that text and question are folded by the same rule; `simple`,
 * since mails are German, English and full of names and numbers that no stemmer knows.
 */
export class FindWords extends Migration {
  override up(): void {
    const folded = (text: string, between = ''): string => `translate(${text}, ${literal(between + LETTERS.from)}, ${literal(' '.repeat(between.length) + LETTERS.to)})`;
    this.addSql(`create function "rekey_words" (given text) returns tsvector language sql immutable parallel safe as $$ select to_tsvector('simple', ${folded(`left(given, ${LONGEST})`, BETWEEN)}) $$`);
    this.addSql(`create function "rekey_query" (given text) returns tsquery language sql immutable parallel safe as $$ select to_tsquery('simple', ${folded('given')}) $$`);
    this.addSql(`alter table "ticket_message" add column "words" tsvector generated always as (rekey_words(((((((COALESCE(subject, ''::text) || ' '::text) || (COALESCE(from_address, ''::character varying))::text) || ' '::text) || (COALESCE(from_name, ''::character varying))::text) || ' '::text) || text))) stored`);
    this.addSql(`create index "ticket_message_words_index" on "ticket_message" using gin ("words")`);
  }

  override down(): void {
    this.addSql('alter table "ticket_message" drop column "words"');
    this.addSql('drop function "rekey_query" (text)');
    this.addSql('drop function "rekey_words" (text)');
  }
}
