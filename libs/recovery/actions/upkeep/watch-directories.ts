import { Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Directories, DirectorySecretElsewhere, type Account } from '#directory';
import { Clock, MINUTE_MS } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { Portals, PortalSecrets } from '#portals';
import { actionsThatDrag, ticketOfFreeze } from '../../store/recovery.queries.js';

/** Settling begins after a minute and a directory may be away for some more; after this a person should know. */
const DRAGS_AFTER_MS = 10 * MINUTE_MS;

/** Calls a person when a directory does not answer, when a profile points somewhere else than its secrets, when somebody opened in a directory what is frozen, or an action does not come to an end. Part of upkeep. */
@Injectable()
export class WatchDirectories {
  readonly #log = new Logger('directories');

  constructor(private readonly database: Database, private readonly portals: Portals, private readonly secrets: PortalSecrets, private readonly directories: Directories, private readonly alarms: Alarms, private readonly clock: Clock) {}

  /** Returns how many directories did not answer. */
  async run(now: Date = this.clock.now()): Promise<number> {
    const portals = await this.portals.list();
    const asked = await Promise.all(portals.map(async (profile) => ({ key: profile.key, ...(await this.#asks(profile.key)), elsewhere: await this.secrets.elsewhere(profile) })));
    await this.database.transaction(async (tx) => {
      for (const { key, trouble } of asked) {
        if (trouble === undefined || trouble instanceof DirectorySecretElsewhere) await this.alarms.clear(tx, 'directory-unreachable', key);
        else await this.alarms.raise(tx, { kind: 'directory-unreachable', portalKey: key, subject: key, detail: { why: saidBy(trouble) } });
      }
      await this.alarms.raiseOnly(tx, 'secret-elsewhere', asked.flatMap(({ key, trouble, elsewhere }) => [
        ...(trouble instanceof DirectorySecretElsewhere ? [{ name: 'directory', why: trouble }] : []), ...elsewhere,
      ].map(({ name, why }) => ({ kind: 'secret-elsewhere' as const, portalKey: key, subject: `${key} · ${name}`, detail: { why: why.message } }))));
      await this.#freezesUndone(tx, asked);
      const dragging = await actionsThatDrag(tx, new Date(now.getTime() - DRAGS_AFTER_MS));
      await this.alarms.raiseOnly(tx, 'action-stuck', dragging.map(({ portalKey, ticketNumber, actionId, type }) => ({ kind: 'action-stuck' as const, portalKey, subject: ticketNumber, detail: { actionId, type } })));
    });
    return asked.filter(({ trouble }) => trouble !== undefined).length;
  }

  /** On the ticket of the freeze, which may be that of several accounts. Of a directory that does not answer nobody knows: what was told stays. */
  async #freezesUndone(tx: EntityManager, asked: readonly Asked[]): Promise<void> {
    const known = new Map(asked.flatMap(({ key, opened }) => (opened ? [[key, opened] as const] : [])));
    const opened = await Promise.all([...known].flatMap(([portalKey, accounts]) => accounts.map(async ({ ref }) => ({
      portalKey, ref, subject: (await ticketOfFreeze(tx, { portalKey, accountRef: ref })) ?? `${portalKey} · ${ref}`,
    }))));
    const raised = [...Map.groupBy(opened, ({ subject }) => subject)].map(([subject, [first, ...others]]) => ({
      kind: 'freeze-undone' as const, portalKey: first!.portalKey, subject, detail: { accountRefs: [first!, ...others].map(({ ref }) => ref).toSorted() },
    }));
    const left = (await this.alarms.openOf(tx, 'freeze-undone')).filter(({ portalKey }) => portalKey != null && !known.has(portalKey));
    await this.alarms.raiseOnly(tx, 'freeze-undone', raised, left.map(({ subject }) => subject));
  }

  /** Why it cannot be used, or what was opened there past us. */
  async #asks(portalKey: string): Promise<Pick<Asked, 'trouble' | 'opened'>> {
    try {
      const directory = this.directories.of(portalKey);
      await directory.mustBeUsable();
      return { opened: await directory.openedPastUs() };
    } catch (error) {
      this.#log.warn(`the directory of ${portalKey} does not answer: ${saidBy(error)}`);
      return { trouble: error };
    }
  }
}

interface Asked {
  readonly key: string;
  /** Undefined: it answers. */
  readonly trouble?: unknown;
  readonly opened?: readonly Account[];
}

function saidBy(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
