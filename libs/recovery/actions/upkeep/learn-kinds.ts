import { Injectable, Logger } from '@nestjs/common';
import { UNKNOWN_KIND } from '#agents';
import { Directories } from '#directory';
import { Clock, Fault, HOUR_MS } from '#kernel';
import { Database } from '#persistence';
import { noteAccountOf } from '#tickets';

/** So few a round that no directory feels it. */
const AT_ONCE = 25;
/** What no directory knows by now it is asked again so often. */
const FROM_THE_TOP_MS = HOUR_MS;

interface UnknownTicket {
  readonly id: string;
  readonly portal_key: string;
  readonly account_ref: string;
}

/**
 * Finds out of what kind the accounts behind tickets are that were there before rights knew kinds (R54): of a directory that
 * we do not keep nobody knew, so only those who see every kind saw these tickets. Newest first. Part of upkeep.
 */
@Injectable()
export class LearnKinds {
  readonly #log = new Logger('kinds');
  /** The last one looked at; the ids of tickets are in the order of time. A process that dies begins at the top, which costs some questions. */
  #before: string | null = null;
  #againAt = 0;

  constructor(private readonly database: Database, private readonly directories: Directories, private readonly clock: Clock) {}

  /** Returns how many are known now. A directory that is away is asked in another round. */
  async run(now: Date = this.clock.now()): Promise<number> {
    if (this.#before === null && now.getTime() < this.#againAt) return 0;
    const rows = await this.database.read((em) => em.execute<UnknownTicket[]>(
      `select t.id, t.portal_key, c.account_ref from ticket t join recovery_case c on c.ticket_id = t.id
       where t.account_kind = ? and c.account_ref is not null and (?::uuid is null or t.id < ?::uuid) order by t.id desc limit ${AT_ONCE}`, [UNKNOWN_KIND, this.#before, this.#before]));
    let known = 0;
    for (const [portalKey, own] of Map.groupBy(rows, (row) => row.portal_key)) known += await this.#learn(portalKey, own);
    this.#before = rows.length === AT_ONCE ? rows.at(-1)!.id : null;
    if (this.#before === null) this.#againAt = now.getTime() + FROM_THE_TOP_MS;
    return known;
  }

  async #learn(portalKey: string, rows: readonly UnknownTicket[]): Promise<number> {
    let known = 0;
    try {
      const directory = this.directories.of(portalKey);
      for (const { id, account_ref: ref } of rows) {
        const account = await directory.get(ref);
        if (!account) continue;
        await this.database.statement((em) => noteAccountOf(em, id, account));
        known += 1;
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#log.warn(`tickets of ${portalKey} wait for its directory: ${error.code}`);
    }
    return known;
  }
}
