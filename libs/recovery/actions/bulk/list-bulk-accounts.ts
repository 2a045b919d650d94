import { Injectable } from '@nestjs/common';
import { isPermitted, type Caller } from '#agents';
import type { BulkAccountsView } from '#contracts';
import { Directories, type Account } from '#directory';
import { Fault, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Bulk, BulkItem } from '../../store/bulk.entity.js';

/** What somebody has to see to first. */
const STATES = ['untold', 'failed', 'skipped'] as const;
const MOST = 200;
const AT_ONCE = 10;

export type BulkAccountsListed = { readonly allowed: true } & BulkAccountsView | Refusal;

/**
 * Whom an order could not tell, could not be done for, or passed over, each with the reason: somebody has to tell them another
 * way. Who they are the directory says at this moment; Rekey keeps no names of them.
 */
@Injectable()
export class ListBulkAccounts {
  constructor(private readonly database: Database, private readonly directories: Directories) {}

  /** At most 200, those who were not told first; `left` says how many more there are. Refusal: `recovery.bulk-unknown`. */
  async run({ bulkId, agent }: { readonly bulkId: string; readonly agent: Caller }): Promise<BulkAccountsListed> {
    const read = await this.database.read(async (em) => {
      const bulk = await em.findOne(Bulk, { id: bulkId });
      if (!bulk || !isPermitted(agent, 'recovery.request', bulk.portalKey)) return undefined;
      const items: BulkItem[] = [];
      for (const state of STATES) items.push(...(items.length < MOST ? await em.find(BulkItem, { bulkId, state }, { orderBy: { id: 'asc' }, limit: MOST - items.length }) : []));
      return { bulk, items, all: await em.count(BulkItem, { bulkId, state: { $in: [...STATES] } }) };
    });
    if (!read) return refuse('recovery.bulk-unknown');
    const directory = this.directories.of(read.bulk.portalKey);
    const accounts: (Account | undefined)[] = [];
    for (let at = 0; at < read.items.length; at += AT_ONCE) {
      accounts.push(...(await Promise.all(read.items.slice(at, at + AT_ONCE).map(({ accountRef }) => directory.get(accountRef).catch(namedLater)))));
    }
    return {
      allowed: true, left: read.all - read.items.length,
      items: read.items.map(({ state, failure }, at) => ({
        state: state as (typeof STATES)[number], because: failure ?? null, account: accounts[at]?.displayName ?? null, username: accounts[at]?.username ?? null,
      })),
    };
  }
}

/** A directory that is away makes the list poorer, not empty. */
function namedLater(error: unknown): undefined {
  if (!(error instanceof Fault)) throw error;
}
