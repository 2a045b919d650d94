import { Injectable, Logger } from '@nestjs/common';
import { UNKNOWN_KIND } from '#agents';
import { Directories, type Account, type Directory } from '#directory';
import { Clock, Fault, HOUR_MS } from '#kernel';
import { Database } from '#persistence';
import { Portals } from '#portals';
import { noteAccountOf } from '#tickets';

/** So few a round that no directory feels it. */
const AT_ONCE = 25;
/** What no directory knows by now it is asked again so often. */
const FROM_THE_TOP_MS = HOUR_MS;

interface UnknownTicket {
  readonly id: string;
  readonly account_ref: string;
}

/** How far the tickets of one portal were looked at. */
interface Walk {
  /** The last one that was; the ids of tickets are in the order of time. Null: none yet. */
  readonly before: string | null;
  /** Milliseconds; not before then. */
  readonly againAt: number;
}

const FROM_THE_TOP: Walk = { before: null, againAt: 0 };

/** What came of one ticket. `passed`: nothing to be known about it for now. */
type Look = 'known' | 'passed' | 'directory-away';

/**
 * Finds out of what kind the accounts behind tickets are that were there before rights knew kinds (R54): of a directory that
 * we do not keep nobody knew, so only those who see every kind saw these tickets. Newest first, each portal at its own pace:
 * one whose directory is away goes on in the next round where it stopped, and no other waits for it. Part of upkeep.
 */
@Injectable()
export class LearnKinds {
  readonly #log = new Logger('kinds');
  /** By portal. A process that dies begins at the top, which costs some questions. */
  readonly #walks = new Map<string, Walk>();

  constructor(private readonly database: Database, private readonly portals: Portals, private readonly directories: Directories, private readonly clock: Clock) {}

  /** Returns how many are known now. */
  async run(now: Date = this.clock.now()): Promise<number> {
    let known = 0;
    for (const { key } of await this.portals.list()) known += await this.#walk(key, now);
    return known;
  }

  async #walk(portalKey: string, now: Date): Promise<number> {
    const { before, againAt } = this.#walks.get(portalKey) ?? FROM_THE_TOP;
    if (now.getTime() < againAt) return 0;
    const rows = await this.database.read((em) => em.execute<UnknownTicket[]>(
      `select t.id, c.account_ref from ticket t join recovery_case c on c.ticket_id = t.id
       where t.account_kind = ? and t.portal_key = ? and c.account_ref is not null and (?::uuid is null or t.id < ?::uuid) order by t.id desc limit ${AT_ONCE}`, [UNKNOWN_KIND, portalKey, before, before]));
    const directory = this.directories.of(portalKey);
    let known = 0;
    for (const row of rows) {
      const look = await this.#look(directory, row);
      if (look === 'directory-away') {
        this.#log.warn(`tickets of ${portalKey} wait for its directory`);
        return known;
      }
      known += Number(look === 'known');
      this.#walks.set(portalKey, { before: row.id, againAt: 0 });
    }
    if (rows.length < AT_ONCE) this.#walks.set(portalKey, { before: null, againAt: now.getTime() + FROM_THE_TOP_MS });
    return known;
  }

  /** What goes wrong may be of this one account: only a directory that answers no other question either is away. Otherwise it is asked once more, in case it was away for a moment. */
  async #look(directory: Directory, { id, account_ref: ref }: UnknownTicket, isSecondTime = false): Promise<Look> {
    let account: Account | undefined;
    try {
      account = await directory.get(ref);
    } catch (error) {
      const isOfThisOne = isSecondTime || (error instanceof Fault && error.retry === 'never');
      if (!isOfThisOne) return (await isThere(directory)) ? this.#look(directory, { id, account_ref: ref }, true) : 'directory-away';
      this.#log.warn(`nobody knows yet of what kind the account of ticket ${id} is: ${error instanceof Fault ? error.code : String(error)}`);
      return 'passed';
    }
    if (!account) return 'passed';
    await this.database.statement((em) => noteAccountOf(em, id, account));
    return 'known';
  }
}

async function isThere(directory: Directory): Promise<boolean> {
  return directory.mustBeUsable().then(() => true, () => false);
}
