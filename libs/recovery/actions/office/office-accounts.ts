import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Directories, type Account, type Directory } from '#directory';
import { Clock, Fault, MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { officeOf, type PortalProfile } from '#portals';
import { NAME_WISHES, OFFICE_CASES, officeRequests, officeTickets } from '../../store/office.queries.js';

/** So many accounts that only a ticket or a request names are looked up, per portal. */
const MOST_ASKED_FOR = 50;
/** For a number beside a name a directory is asked no more often, and waited for no longer. */
const FRESH_FOR_MS = MINUTE_MS;
const WAIT_MS = 500;

interface Remembered {
  /** Undefined: the directory did not answer. */
  readonly accounts: readonly Account[] | undefined;
  readonly askedAt: number;
}

/** Whom the directories know to wait for the approval office, and whom a ticket or a request names. What each means, and who sees it, says `ListOffice`. */
@Injectable()
export class OfficeAccounts {
  readonly #remembered = new Map<string, Remembered>();
  readonly #asking = new Map<string, Promise<readonly Account[] | undefined>>();
  /** How often something was decided: an answer to what was asked before is not remembered. */
  readonly #decided = new Map<string, number>();

  constructor(private readonly database: Database, private readonly directories: Directories, private readonly clock: Clock) {}

  /** Undefined: its directory does not answer. A portal without an office has nobody. */
  async now(profile: PortalProfile): Promise<readonly Account[] | undefined> {
    if (!officeOf(profile)) return [];
    const askedAt = this.clock.now().getTime();
    const decided = this.#decided.get(profile.key);
    let accounts: readonly Account[] | undefined;
    try {
      accounts = await this.#ask(profile.key);
    } finally {
      if (this.#decided.get(profile.key) === decided) this.#remembered.set(profile.key, { accounts, askedAt });
    }
    return accounts;
  }

  /** As of within the last minute, by this process, also when it did not answer then. A directory that takes its time is asked on, and what was known before counts until it answers; undefined: nothing yet, or it does not answer. */
  async lately(profile: PortalProfile): Promise<readonly Account[] | undefined> {
    if (!officeOf(profile)) return [];
    const known = this.#remembered.get(profile.key);
    if (known && this.clock.now().getTime() - known.askedAt < FRESH_FOR_MS) return known.accounts;
    let asking = this.#asking.get(profile.key);
    if (!asking) {
      const own = this.now(profile).finally(() => {
        if (this.#asking.get(profile.key) === own) this.#asking.delete(profile.key);
      });
      asking = own;
      this.#asking.set(profile.key, asking);
    }
    // Whoever waits hears what went wrong; when nobody does, a count after this minute asks again.
    asking.catch(() => undefined);
    return Promise.race([asking, wait(WAIT_MS, known?.accounts, { ref: false })]);
  }

  /** Something was decided: the next number asks the directory. */
  forget(portalKey: string): void {
    this.#remembered.delete(portalKey);
    this.#asking.delete(portalKey);
    this.#decided.set(portalKey, (this.#decided.get(portalKey) ?? 0) + 1);
  }

  async #ask(portalKey: string): Promise<readonly Account[] | undefined> {
    const directory = this.directories.of(portalKey);
    try {
      const waiting = directory.abilities.waitingRegistrations ? await directory.waitingRegistrations() : [];
      return [...waiting, ...(await this.#named(portalKey, directory, waiting.map(({ ref }) => ref)))];
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  }

  /** Accounts that a ticket or a request names and the directory did not. */
  async #named(portalKey: string, directory: Directory, known: readonly string[]): Promise<Account[]> {
    // A directory that cannot list them is asked about those who wrote.
    const caseTypes = directory.abilities.waitingRegistrations ? NAME_WISHES : OFFICE_CASES;
    const refs = await this.database.read(async (em) => [...(await officeTickets(em, portalKey, [], caseTypes)), ...(await officeRequests(em, portalKey, this.clock.now()))].map(({ accountRef }) => accountRef));
    const missing = [...new Set(refs)].filter((ref) => !known.includes(ref)).slice(0, MOST_ASKED_FOR);
    return (await Promise.all(missing.map((ref) => directory.get(ref)))).filter((account) => account !== undefined);
  }
}
