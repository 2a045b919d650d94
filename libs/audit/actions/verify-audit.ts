import { Injectable } from '@nestjs/common';
import { Sealer } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { EMPTY_HEAD, whyBroken, type ChainHead } from '../domain/check-chain.js';
import { chainNames, rowsAfter } from '../store/audit.queries.js';
import { auditCraft, type AuditCraft } from './audit-craft.js';

const BATCH = 1_000;

export type AuditVerdict =
  | { readonly ok: true; readonly rows: number; readonly heads: readonly { readonly chain: string; readonly sequence: number; readonly hash: string }[] }
  | { readonly ok: false; readonly chain: string; readonly sequence: number; readonly why: string };

/**
 * Walks every chain from its first row and stops at the first that is not in order. Rows that were cut off at the end
 * leave a chain in order: compare the heads with those that were noted elsewhere.
 */
@Injectable()
export class VerifyAudit {
  readonly #craft: AuditCraft;

  constructor(private readonly database: Database, sealer: Sealer) {
    this.#craft = auditCraft(sealer);
  }

  run(): Promise<AuditVerdict> {
    return this.database.read(async (em) => {
      const heads: { chain: string; sequence: number; hash: string }[] = [];
      for (const chain of await chainNames(em)) {
        const found = await this.#walk(em, chain);
        if ('why' in found) return { ok: false as const, chain, ...found };
        heads.push({ chain, ...found });
      }
      return { ok: true as const, rows: heads.reduce((sum, { sequence }) => sum + sequence, 0), heads };
    });
  }

  async #walk(em: EntityManager, chain: string): Promise<ChainHead | { sequence: number; why: string }> {
    let head: ChainHead = EMPTY_HEAD;
    for (;;) {
      const rows = await rowsAfter(em, chain, head.sequence, BATCH);
      for (const row of rows) {
        const why = whyBroken(head, row, this.#craft);
        if (why !== undefined) return { sequence: row.sequence, why };
        head = { sequence: row.sequence, hash: row.hash };
      }
      if (rows.length < BATCH) return head;
    }
  }
}
