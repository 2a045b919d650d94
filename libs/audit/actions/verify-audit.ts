import { Injectable } from '@nestjs/common';
import { Sealer } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { EMPTY_HEAD, whyBroken, type ChainHead } from '../domain/check-chain.js';
import { copiedRow, type CopiedRow } from '../domain/copied-row.js';
import { chainNames, rowsAfter } from '../store/audit.queries.js';
import { firstDifference } from '../store/audit-copy.queries.js';
import { checkpoints } from '../store/audit-end.queries.js';
import { auditCraft, type AuditCraft } from './audit-craft.js';

const BATCH = 1_000;

export type AuditVerdict =
  | { readonly ok: true; readonly rows: number; readonly heads: readonly { readonly chain: string; readonly sequence: number; readonly hash: string }[] }
  | { readonly ok: false; readonly chain: string; readonly sequence: number; readonly why: string };

/** What a copy says about the desk. `line` counts from 1. */
export type CopyVerdict =
  | { readonly ok: true; readonly compared: number }
  | { readonly ok: false; readonly chain: string; readonly sequence: number; readonly why: string }
  | { readonly ok: false; readonly line: number; readonly why: string };

/**
 * Walks every chain from its first row, or from the checkpoint where older rows ended with their time, and stops at the first that is not in order. Rows that were cut off at the end
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
      const begins = await checkpoints(em);
      let rows = 0;
      for (const chain of await chainNames(em)) {
        const from = begins.get(chain) ?? EMPTY_HEAD;
        const found = await this.#walk(em, chain, from);
        if ('why' in found) return { ok: false as const, chain, ...found };
        heads.push({ chain, ...found });
        rows += found.sequence - from.sequence;
      }
      return { ok: true as const, rows, heads };
    });
  }

  /** Compares with what was copied elsewhere, a row a line: the only way to see that the end of a chain was cut off, or all of it written anew. */
  against(lines: AsyncIterable<string>): Promise<CopyVerdict> {
    return this.database.read(async (em): Promise<CopyVerdict> => {
      let [line, compared] = [0, 0];
      let batch: CopiedRow[] = [];
      const difference = async (): Promise<CopyVerdict | undefined> => {
        const found = await firstDifference(em, batch);
        compared += batch.length;
        batch = [];
        return found && { ok: false, chain: found.chain, sequence: found.sequence, why: found.isMissing ? 'the desk no longer has it' : 'it is not what was copied' };
      };
      for await (const text of lines) {
        line += 1;
        if (text.trim() === '') continue;
        const row = copiedRow(text);
        if (!row) return { ok: false, line, why: 'no row of an audit trail' };
        batch.push(row);
        if (batch.length < BATCH) continue;
        const found = await difference();
        if (found) return found;
      }
      return (await difference()) ?? { ok: true, compared };
    });
  }

  async #walk(em: EntityManager, chain: string, from: ChainHead): Promise<ChainHead | { sequence: number; why: string }> {
    let head = from;
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
