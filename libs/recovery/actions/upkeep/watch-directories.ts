import { Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Directories, DirectorySecretElsewhere } from '#directory';
import { Clock, MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { Portals, PortalSecrets } from '#portals';
import { actionsThatDrag } from '../../store/recovery.queries.js';

/** Settling begins after a minute and a directory may be away for some more; after this a person should know. */
const DRAGS_AFTER_MS = 10 * MINUTE_MS;

/** Calls a person when a directory does not answer, when a profile points somewhere else than its secrets, or an action does not come to an end. Part of upkeep. */
@Injectable()
export class WatchDirectories {
  readonly #log = new Logger('directories');

  constructor(private readonly database: Database, private readonly portals: Portals, private readonly secrets: PortalSecrets, private readonly directories: Directories, private readonly alarms: Alarms, private readonly clock: Clock) {}

  /** Returns how many directories did not answer. */
  async run(now: Date = this.clock.now()): Promise<number> {
    const portals = await this.portals.list();
    const asked = await Promise.all(portals.map(async (profile) => ({ key: profile.key, trouble: await this.#asks(profile.key), elsewhere: await this.secrets.elsewhere(profile) })));
    await this.database.transaction(async (tx) => {
      for (const { key, trouble } of asked) {
        if (trouble === undefined || trouble instanceof DirectorySecretElsewhere) await this.alarms.clear(tx, 'directory-unreachable', key);
        else await this.alarms.raise(tx, { kind: 'directory-unreachable', portalKey: key, subject: key, detail: { why: saidBy(trouble) } });
      }
      await this.alarms.raiseOnly(tx, 'secret-elsewhere', asked.flatMap(({ key, trouble, elsewhere }) => [
        ...(trouble instanceof DirectorySecretElsewhere ? [{ name: 'directory', why: trouble }] : []), ...elsewhere,
      ].map(({ name, why }) => ({ kind: 'secret-elsewhere' as const, portalKey: key, subject: `${key} · ${name}`, detail: { why: why.message } }))));
      const dragging = await actionsThatDrag(tx, new Date(now.getTime() - DRAGS_AFTER_MS));
      await this.alarms.raiseOnly(tx, 'action-stuck', dragging.map(({ portalKey, ticketNumber, actionId, type }) => ({ kind: 'action-stuck' as const, portalKey, subject: ticketNumber, detail: { actionId, type } })));
    });
    return asked.filter(({ trouble }) => trouble !== undefined).length;
  }

  /** Why it cannot be used; undefined: it answers. */
  async #asks(portalKey: string): Promise<unknown> {
    try {
      await this.directories.of(portalKey).mustBeUsable();
      return undefined;
    } catch (error) {
      this.#log.warn(`the directory of ${portalKey} does not answer: ${saidBy(error)}`);
      return error;
    }
  }
}

function saidBy(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
