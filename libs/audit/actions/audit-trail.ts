import { Injectable } from '@nestjs/common';
import { newId, Sealer, type Actor } from '#kernel';
import type { EntityManager } from '#persistence';
import { FIRST_PREVIOUS_HASH, HOUSE_CHAIN, hashedText } from '../domain/audit-row.js';
import type { AuditOutcome, AuditVerb } from '../domain/verbs.js';
import { headOf, insertEntry, lockChain } from '../store/audit.queries.js';
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

/** Writes down what was done or refused, in the transaction that does it. */
@Injectable()
export class AuditTrail {
  readonly #craft: AuditCraft;

  constructor(sealer: Sealer) {
    this.#craft = auditCraft(sealer);
  }

  /**
   * Adds a line to the portal's chain. From here until the end of `tx` nobody else can write to this chain, so record
   * late in a transaction and do nothing slow after it.
   */
  async record(tx: EntityManager, line: AuditLine): Promise<void> {
    const chain = line.portalKey ?? HOUSE_CHAIN;
    await lockChain(tx, chain);
    const head = await headOf(tx, chain);
    const { actor } = line;
    const ip = 'ip' in actor ? (actor.ip ?? null) : null;
    const row = {
      chain,
      sequence: (head?.sequence ?? 0) + 1,
      at: line.now,
      verb: line.verb,
      actorKind: actor.kind,
      actorId: actor.kind === 'agent' ? actor.id : null,
      actorStrength: actor.kind === 'agent' ? actor.strength : 'none',
      ticketNumber: line.ticketNumber ?? null,
      accountPseudonym: line.account ? this.#craft.pseudonymOfAccount(line.account) : null,
      outcome: line.outcome,
      detail: asJson(line.detail ?? {}),
      ipPseudonym: ip === null ? null : this.#craft.pseudonymOfIp(ip),
      previousHash: head?.hash ?? FIRST_PREVIOUS_HASH,
    };
    await insertEntry(tx, { ...row, id: newId(line.now.getTime()), ip, hash: this.#craft.sha256(hashedText(row)) });
  }

  /** The pseudonym under which an account appears in the trail, for looking it up. */
  pseudonymOf(account: { readonly portalKey: string; readonly ref: string }): string {
    return this.#craft.pseudonymOfAccount(account);
  }
}

/** As the database will give it back: dates as text, no `undefined`, and neither NUL nor half a surrogate pair, which jsonb refuses. */
function asJson(detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = JSON.stringify(detail, (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value));
  return JSON.parse(text) as Record<string, unknown>;
}
