import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, Sealer, type Actor } from '#kernel';
import { writeLate, type EntityManager, type LateWrite } from '#persistence';
import { FIRST_PREVIOUS_HASH, HOUSE_CHAIN, hashedText } from '../domain/audit-row.js';
import type { ChainRow } from '../domain/check-chain.js';
import type { AuditOutcome, AuditVerb } from '../domain/verbs.js';
import { headOf, insertEntries, lockChain } from '../store/audit.queries.js';
import { pseudonymsFor } from '../store/audit-end.queries.js';
import { auditCraft, type AuditCraft } from './audit-craft.js';

export interface AuditLine {
  /** Which chain; null: what belongs to no portal. */
  readonly portalKey: string | null;
  readonly verb: AuditVerb;
  readonly actor: Actor;
  readonly ticketNumber?: string | undefined;
  /** Written down as a keyed pseudonym only. */
  readonly account?: { readonly portalKey: string; readonly ref: string } | undefined;
  readonly outcome: AuditOutcome;
  /** Refusal codes, levels, ids. Never secrets, mail bodies, addresses or facts. */
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
  readonly now: Date;
}

/** A line that has not found its place in the chain yet. */
type UnchainedRow = Omit<ChainRow, 'sequence' | 'previousHash' | 'hash' | 'accountPseudonym'> & { readonly id: string; readonly accountKey: string | null };

/** Writes down what was done or refused, in the transaction that does it. */
@Injectable()
export class AuditTrail {
  readonly #craft: AuditCraft;
  readonly #lines: LateWrite<UnchainedRow> = { order: 100, write: (tx, lines) => this.#append(tx, lines) };

  constructor(sealer: Sealer) {
    this.#craft = auditCraft(sealer);
  }

  /**
   * Adds a line to the portal's chain when `tx` is about to commit: only then is the chain locked, so whatever else a
   * transaction waits for or is slow about keeps nobody from writing.
   */
  async record(tx: EntityManager, line: AuditLine): Promise<void> {
    const { actor } = line;
    const ip = 'ip' in actor ? (actor.ip ?? null) : null;
    writeLate(tx, this.#lines, {
      id: newId(line.now.getTime()),
      chain: line.portalKey ?? HOUSE_CHAIN,
      at: line.now,
      verb: line.verb,
      actorKind: actor.kind,
      actorId: actor.kind === 'agent' ? actor.id : null,
      actorStrength: actor.kind === 'agent' ? actor.strength : 'none',
      ticketNumber: line.ticketNumber ?? null,
      accountKey: line.account ? this.#craft.keyOfAccount(line.account) : null,
      outcome: line.outcome,
      detail: asJson(line.detail ?? {}),
      ip,
      ipPseudonym: ip === null ? null : this.#craft.pseudonymOfIp(ip),
    });
  }

  /** Chains in the order of their names, or two transactions with lines for the same two could wait for each other. */
  async #append(tx: EntityManager, lines: readonly UnchainedRow[]): Promise<void> {
    const keys = [...new Set(lines.flatMap(({ accountKey }) => accountKey ?? []))];
    const pseudonyms = keys.length === 0 ? undefined : await pseudonymsFor(tx, keys.map((key) => ({ key, pseudonym: randomBytes(16).toString('hex') })));
    const chains = [...Map.groupBy(lines, ({ chain }) => chain)].sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [chain, own] of chains) {
      await lockChain(tx, chain);
      let head = (await headOf(tx, chain)) ?? { sequence: 0, hash: FIRST_PREVIOUS_HASH };
      const rows = own.map(({ accountKey, ...line }) => {
        const row = { ...line, accountPseudonym: (accountKey && pseudonyms?.get(accountKey)) ?? null, sequence: head.sequence + 1, previousHash: head.hash };
        head = { sequence: row.sequence, hash: this.#craft.sha256(hashedText(row)) };
        return { ...row, hash: head.hash };
      });
      await insertEntries(tx, rows);
    }
  }
}

/** As the database will give it back: dates as text, no `undefined`, and neither NUL nor half a surrogate pair, which jsonb refuses. */
function asJson(detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = JSON.stringify(detail, (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value));
  return JSON.parse(text) as Record<string, unknown>;
}
