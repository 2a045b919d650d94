import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { halfBuiltIndexes, WORDS_INDEX } from '../store/ticket-lists.queries.js';

/**
 * Builds the index of the search anew, as after another version of the operating system or a damaged disk. The words stand
 * in each message's own row, made by PostgreSQL itself, so that a mail that comes in meanwhile is in the old index and in
 * the new one, and the search has everything all the time (zammad#4379).
 */
@Injectable()
export class RebuildSearch {
  constructor(private readonly database: Database) {}

  /** Nobody waits for it but whoever asked. Safe to ask again after it was killed: what that left half built goes first. */
  async run(): Promise<void> {
    for (const name of await this.database.read((em) => halfBuiltIndexes(em))) await this.#alone(`drop index concurrently if exists "${name}"`);
    await this.#alone(`reindex index concurrently "${WORDS_INDEX}"`);
  }

  /** Neither may stand in a transaction with anything else. */
  #alone(statement: string): Promise<unknown> {
    return this.database.statement((em) => em.execute(statement));
  }
}
