import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Database, type EntityManager } from '#persistence';
import { stillCalls, suspendedKeySubject } from '../domain/second-factors.js';
import { namesOfAgents } from '../store/agents.queries.js';
import { keysBesideSuspended } from '../store/sign-in-keys.queries.js';

const KIND = 'sign-in-key-copied';

/**
 * The alarm about a copied key is open as long as that key calls somebody (`stillCalls`), under the name that it has today: what
 * an older version raised under another, or left open behind a key that is gone, ends here. Part of upkeep.
 */
@Injectable()
export class WatchKeyAlarms {
  constructor(private readonly database: Database, private readonly alarms: Alarms) {}

  /** Returns how many keys call. */
  run(): Promise<number> {
    return this.database.transaction(async (tx) => {
      // First the alarms: a key is suspended together with its alarm, so none is met here whose key cannot be seen yet.
      const open = new Set((await this.alarms.openOf(tx, KIND)).map(({ subject }) => subject));
      const calling = await callingKeys(tx);
      for (const subject of open) if (!calling.has(subject)) await this.alarms.clear(tx, KIND, subject);
      for (const subject of calling) if (!open.has(subject)) await this.alarms.raise(tx, { kind: KIND, subject });
      return calling.size;
    });
  }
}

/** The subjects of their alarms. */
async function callingKeys(tx: EntityManager): Promise<ReadonlySet<string>> {
  const keys = await keysBesideSuspended(tx);
  const agents = await namesOfAgents(tx, keys.map(({ agentId }) => agentId));
  return new Set([...Map.groupBy(keys, ({ agentId }) => agentId)].flatMap(([agentId, own]) => (
    own.filter((key) => stillCalls(key, own)).map((key) => suspendedKeySubject(agents.get(agentId)!.code, key))
  )));
}
