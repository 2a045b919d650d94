import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, linesOfAgents, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, newId, refuse, type Refusal } from '#kernel';
import { LockMode } from '@mikro-orm/core';
import { Database } from '#persistence';
import { Mailboxes } from '#portals';
import { isBulkOver, isReasonMissing, type BulkKind, type BulkState } from '../../domain/bulk.js';
import { whyNotApprove } from '../../domain/second-person.js';
import { Bulk } from '../../store/bulk.entity.js';
import { hasFreshProof } from '../cases/desk.js';

export interface BulkCommand {
  readonly portalKey: string;
  readonly kind: BulkKind;
  /** A class or department; left out: everybody (forced reset only). */
  readonly group?: string | undefined;
  /** Why; needed for a forced reset (R18), written down with the order, shown to the second person. */
  readonly reason?: string | undefined;
  readonly idempotencyKey: string;
  readonly agent: Caller;
}

export type BulkOrdered = { readonly allowed: true; readonly bulkId: string; readonly state: BulkState } | Refusal;

const NEEDS = { 'forced-reset': ['list', 'requirePasswordChange'], 'initial-credentials': ['list', 'temporaryPassword', 'tellsSignIns'] } as const;

/** Something is to be done to many accounts: asked for by one person, begun by another, carried out by upkeep a few at a time. */
@Injectable()
export class OrderBulk {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly mailboxes: Mailboxes, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `agents.not-permitted`, `recovery.not-trained`, `recovery.directory-cannot`, `recovery.parameter-missing`, `recovery.reason-needed`, `recovery.fresh-proof-needed`, `recovery.key-used`. */
  async request({ portalKey, kind, group, reason, idempotencyKey, agent }: BulkCommand): Promise<BulkOrdered> {
    if (!isPermitted(agent, 'recovery.request', portalKey)) return refuse('agents.not-permitted', { missing: ['recovery.request'] });
    if (agent.trained !== true) return refuse('recovery.not-trained');
    const { abilities } = this.directories.of(portalKey);
    for (const ability of NEEDS[kind]) if (!abilities[ability]) return refuse('recovery.directory-cannot', { missing: [ability] });
    if (kind === 'initial-credentials' && group === undefined) return refuse('recovery.parameter-missing', { missing: ['parameter:group'] });
    if (isReasonMissing(kind, reason)) return refuse('recovery.reason-needed', { missing: ['parameter:reason'] });
    const now = this.clock.now();
    if (!hasFreshProof(agent, now)) return refuse('recovery.fresh-proof-needed');
    const mailbox = (await this.mailboxes.all()).find((one) => one.portalKey === portalKey);
    if (!mailbox) return refuse('recovery.no-address-on-file');
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<BulkOrdered> => {
      const earlier = await tx.findOne(Bulk, { portalKey, idempotencyKey });
      // Not the earlier answer: whoever reads it would take something else for ordered.
      if (earlier && earlier.kind !== kind) return refuse('recovery.key-used');
      if (earlier) return { allowed: true, bulkId: earlier.id, state: earlier.state };
      const bulk = tx.create(Bulk, {
        id: newId(), createdAt: now, updatedAt: now, portalKey, kind, state: 'awaiting-approval', groupName: group ?? null, reason: reason?.trim() || null, mailboxId: mailbox.id, idempotencyKey, requestedByAgentId: agent.agentId,
        approverAgentId: null, decidedAt: null, cursor: null, done: 0, skipped: 0, failed: 0, settledAt: null,
      });
      tx.persist(bulk);
      await tx.flush();
      await this.audit.record(tx, { portalKey, verb: 'bulk.requested', actor, outcome: 'done', detail: { bulkId: bulk.id, kind, group: group ?? null, ...(bulk.reason && { reason: bulk.reason }) }, now });
      return { allowed: true, bulkId: bulk.id, state: bulk.state };
    });
  }

  /** The second person, within a day (5.5). Refusals: `recovery.bulk-unknown`, those of `whyNotApprove`. */
  async decide({ bulkId, agent, decision }: { readonly bulkId: string; readonly agent: Caller; readonly decision: 'approve' | 'refuse' }): Promise<BulkOrdered> {
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<BulkOrdered> => {
      const bulk = await tx.findOne(Bulk, { id: bulkId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!bulk || !isPermitted(agent, 'recovery.approve', bulk.portalKey)) return refuse('recovery.bulk-unknown');
      const lines = await linesOfAgents(tx, [agent.agentId, bulk.requestedByAgentId]);
      const why = whyNotApprove({
        isWaiting: bulk.state === 'awaiting-approval', isOver: isBulkOver(bulk, now), approverId: agent.agentId, requesterId: bulk.requestedByAgentId, approverLine: lines.get(agent.agentId),
        requesterLine: lines.get(bulk.requestedByAgentId), voucherIds: [], preparedByIds: [], isOwnAccount: false, hasSecondFactor: agent.strength === 'second-factor', proofIsFresh: hasFreshProof(agent, now),
      });
      if (why) return why;
      Object.assign(bulk, { state: decision === 'approve' ? 'running' : 'refused', approverAgentId: agent.agentId, decidedAt: now, updatedAt: now });
      await tx.flush();
      await this.audit.record(tx, { portalKey: bulk.portalKey, verb: decision === 'approve' ? 'bulk.approved' : 'bulk.refused', actor, outcome: 'done', detail: { bulkId, kind: bulk.kind }, now });
      return { allowed: true, bulkId, state: bulk.state };
    });
  }

  /** What is not done yet will not be. What is done stays. */
  async cancel({ bulkId, agent }: { readonly bulkId: string; readonly agent: Caller }): Promise<BulkOrdered> {
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<BulkOrdered> => {
      const bulk = await tx.findOne(Bulk, { id: bulkId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!bulk || !isPermitted(agent, 'recovery.request', bulk.portalKey)) return refuse('recovery.bulk-unknown');
      if (bulk.state !== 'awaiting-approval' && bulk.state !== 'running') return refuse('recovery.not-cancellable');
      Object.assign(bulk, { state: 'cancelled', settledAt: now, updatedAt: now });
      await tx.flush();
      await this.audit.record(tx, { portalKey: bulk.portalKey, verb: 'bulk.cancelled', actor, outcome: 'done', detail: { bulkId, done: bulk.done }, now });
      return { allowed: true, bulkId, state: bulk.state };
    });
  }
}
