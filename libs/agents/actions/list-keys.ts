import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { keysOf } from '../store/sign-in-keys.queries.js';

export interface KeyItem {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** May be copied between devices by its maker. */
  readonly syncs: boolean;
  /** There may be a copy of it in foreign hands: it opens nothing any more. */
  readonly suspended: boolean;
}

/** The sign-in keys of an agent, in the order in which they were bound. */
@Injectable()
export class ListKeys {
  constructor(private readonly database: Database) {}

  run(agentId: string): Promise<KeyItem[]> {
    return this.database.read(async (em) => (await keysOf(em, agentId)).map(({ id, name, createdAt, lastUsedAt, syncs, suspendedAt }) => ({ id, name, createdAt, lastUsedAt: lastUsedAt ?? null, syncs, suspended: suspendedAt != null })));
  }
}
