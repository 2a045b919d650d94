import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { deliverMail, enqueue } from '#jobs';
import { Clock, HOUR_MS, newId, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { BreakerRelease } from '../store/outbound-message.entity.js';
import { letGo } from '../store/outbound.queries.js';
import { BREAKER } from './breaker.js';

/** So long it stays released; a rush that goes on needs another look. */
export const RELEASE_MS = HOUR_MS;
const SHORTEST_REASON = 10;

/** An administrator looked at the flood and found it right: what waits behind the breaker leaves, and for an hour nothing waits. */
@Injectable()
export class ReleaseBreaker {
  constructor(private readonly database: Database, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `outbound.reason-too-short`. */
  run({ agentId, reason, actor }: { readonly agentId: string; readonly reason: string; readonly actor: Actor }): Promise<(Allowed & { readonly released: number }) | Refusal> {
    if (reason.trim().length < SHORTEST_REASON) return Promise.resolve(refuse('outbound.reason-too-short', { missing: [`characters:${SHORTEST_REASON}`] }));
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      tx.persist(tx.create(BreakerRelease, { id: newId(), createdAt: now, until: new Date(now.getTime() + RELEASE_MS), agentId, reason: reason.trim().slice(0, 500) }));
      await tx.flush();
      const mails = await letGo(tx, now);
      for (const { id, rounds } of mails) await enqueue(tx, deliverMail, { outboundMessageId: id, round: rounds });
      await this.alarms.clear(tx, 'breaker-open', BREAKER);
      await this.audit.record(tx, { portalKey: null, verb: 'breaker.released', actor, outcome: 'done', detail: { mails: mails.length, reason: reason.trim().slice(0, 500) }, now });
      return { allowed: true as const, released: mails.length };
    });
  }
}
