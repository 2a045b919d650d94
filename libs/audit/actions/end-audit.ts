import { Injectable } from '@nestjs/common';
import { Sealer } from '#kernel';
import type { EntityManager } from '#persistence';
import { forgetAddresses, forgetPersons, pruneChain, pseudonymsOf } from '../store/audit-end.queries.js';
import { auditCraft, type AuditCraft } from './audit-craft.js';

/**
 * How the trail lets go (R78, R79): the oldest rows with their time, source addresses after 30 days, and on request the
 * thread to an account. After each of them `VerifyAudit` still proves the rest.
 */
@Injectable()
export class EndAudit {
  readonly #craft: AuditCraft;

  constructor(sealer: Sealer) {
    this.#craft = auditCraft(sealer);
  }

  /** Ends the beginning of a chain: at most `most` rows written before then, never younger than 180 days. Returns how many. */
  prune(tx: EntityManager, chain: string, before: Date, most: number): Promise<number> {
    return pruneChain(tx, chain, before, most);
  }

  /** Returns in how many rows the source address in clear was there and is gone. */
  forgetAddresses(tx: EntityManager, before: Date, most: number): Promise<number> {
    return forgetAddresses(tx, before, most);
  }

  /** Cuts the thread between an account and its rows for good. Returns whether there was one. */
  async forgetAccount(tx: EntityManager, account: { readonly portalKey: string; readonly ref: string }): Promise<boolean> {
    return (await forgetPersons(tx, [this.#craft.keyOfAccount(account)])) > 0;
  }

  /** Under which pseudonym the account stands in the trail; undefined: under none, or no longer. */
  async pseudonymOf(em: EntityManager, account: { readonly portalKey: string; readonly ref: string }): Promise<string | undefined> {
    const key = this.#craft.keyOfAccount(account);
    return (await pseudonymsOf(em, [key])).get(key);
  }
}
