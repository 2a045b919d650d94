import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { deliverMail, enqueue } from '#jobs';
import { Clock, HOUR_MS, newId, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { BreakerRelease } from '../store/outbound-message.entity.js';
import { warns } from '../domain/mail-kinds.js';
import { letGo } from '../domain/send-limits.js';
import { accountOf, lockHeld, mailsTo, settleHeld } from '../store/outbound.queries.js';
import { BREAKER } from './breaker.js';

/** So long it stays released; a rush that goes on needs another look. */
export const RELEASE_MS = HOUR_MS;
const SHORTEST_REASON = 10;

/** An administrator looked at the flood and found it right: what waits behind the breaker leaves, as far as its recipients may get it, and for an hour nothing waits. */
@Injectable()
export class ReleaseBreaker {
  constructor(private readonly database: Database, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** `released`: those that leave now. Refusals: `outbound.reason-too-short`. */
  run({ agentId, reason, actor }: { readonly agentId: string; readonly reason: string; readonly actor: Actor }): Promise<(Allowed & { readonly released: number }) | Refusal> {
    if (reason.trim().length < SHORTEST_REASON) return Promise.resolve(refuse('outbound.reason-too-short', { missing: [`characters:${SHORTEST_REASON}`] }));
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      tx.persist(tx.create(BreakerRelease, { id: newId(), createdAt: now, until: new Date(now.getTime() + RELEASE_MS), agentId, reason: reason.trim().slice(0, 500) }));
      await tx.flush();
      const released = await this.#letGo(tx, now);
      await this.alarms.clear(tx, 'breaker-open', BREAKER);
      await this.audit.record(tx, { portalKey: null, verb: 'breaker.released', actor, outcome: 'done', detail: { mails: released, reason: reason.trim().slice(0, 500) }, now });
      return { allowed: true as const, released };
    });
  }

  /** Returns how many leave now. What one address has too much of waits on, for that reason. */
  async #letGo(tx: EntityManager, now: Date): Promise<number> {
    const held = await lockHeld(tx);
    const ids = new Set(held.map(({ id }) => id));
    const others = await mailsTo(tx, held.map(({ recipient }) => recipient), now);
    const leaving = letGo(
      held.map(({ id, recipient, kind, portalKey, username }) => ({ id, recipient, isNotice: warns(kind), about: accountOf(portalKey, username) })),
      new Map([...others].map(([recipient, mails]) => [recipient, mails.filter(({ id }) => !ids.has(id)).map(({ sendAt, kind, about }) => ({ sendAt, isNotice: warns(kind), about }))])), now);
    const when = new Map(leaving.map((mail) => [mail.id, mail.sendAt]));
    for (const { id, rounds } of await settleHeld(tx, leaving)) {
      const sendAt = when.get(id)!;
      await enqueue(tx, deliverMail, { outboundMessageId: id, round: rounds }, sendAt > now ? { runAt: sendAt } : {});
    }
    return leaving.filter(({ heldBy }) => heldBy === null).length;
  }
}
