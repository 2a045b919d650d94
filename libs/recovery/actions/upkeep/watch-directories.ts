import { Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Directories } from '#directory';
import { Clock, MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { Portals } from '#portals';
import { actionsThatDrag } from '../../store/recovery.queries.js';

/** Settling begins after a minute and a directory may be away for some more; after this a person should know. */
const DRAGS_AFTER_MS = 10 * MINUTE_MS;

/** Calls a person when a directory does not answer, or an action does not come to an end. Part of upkeep. */
@Injectable()
export class WatchDirectories {
  readonly #log = new Logger('directories');

  constructor(private readonly database: Database, private readonly portals: Portals, private readonly directories: Directories, private readonly alarms: Alarms, private readonly clock: Clock) {}

  /** Returns how many directories did not answer. */
  async run(now: Date = this.clock.now()): Promise<number> {
    const silent = await Promise.all((await this.portals.list()).map(async ({ key }) => ({ key, why: await this.#asks(key) })));
    await this.database.transaction(async (tx) => {
      for (const { key, why } of silent) {
        if (why === undefined) await this.alarms.clear(tx, 'directory-unreachable', key);
        else await this.alarms.raise(tx, { kind: 'directory-unreachable', portalKey: key, subject: key, detail: { why } });
      }
      const dragging = await actionsThatDrag(tx, new Date(now.getTime() - DRAGS_AFTER_MS));
      await this.alarms.raiseOnly(tx, 'action-stuck', dragging.map(({ portalKey, ticketNumber, actionId, type }) => ({ kind: 'action-stuck' as const, portalKey, subject: ticketNumber, detail: { actionId, type } })));
    });
    return silent.filter(({ why }) => why !== undefined).length;
  }

  /** Why it cannot be used; undefined: it answers. */
  async #asks(portalKey: string): Promise<string | undefined> {
    try {
      await this.directories.of(portalKey).mustBeUsable();
      return undefined;
    } catch (error) {
      const why = (error instanceof Error ? error.message : String(error)).slice(0, 200);
      this.#log.warn(`the directory of ${portalKey} does not answer: ${why}`);
      return why;
    }
  }
}
