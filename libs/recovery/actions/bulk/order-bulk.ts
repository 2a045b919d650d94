import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, linesOfAgents, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, newId, refuse, type Refusal } from '#kernel';
import { LockMode } from '@mikro-orm/core';
import { Database } from '#persistence';
import { Mailboxes, policyOf } from '#portals';
import { isBulkOver, type BulkKind, type BulkState } from '../../domain/bulk.js';
import { decideBulk, type BulkCount } from '../../domain/decide-bulk.js';
import { POLICY_VERSION } from '../../domain/policy.js';
import { whyNotApprove } from '../../domain/second-person.js';
import { Bulk } from '../../store/bulk.entity.js';
import { hasFreshProof } from '../cases/desk.js';
import { countMeant } from './count-meant.js';

export interface BulkCommand {
  readonly portalKey: string;
  readonly kind: BulkKind;
  /** A class or department; left out: everybody (forced reset only). */
  readonly group?: string | undefined;
  /** Why; needed for a forced reset (R18), written down with the order, shown to the second person. */
  readonly reason?: string | undefined;
  /** Until when people are asked to act, as their mails say; at least a day ahead. Left out: the mails name no date. Nothing happens by itself then. */
  readonly deadlineAt?: Date | undefined;
  readonly idempotencyKey: string;
  readonly agent: Caller;
}

export type BulkOrdered = { readonly allowed: true; readonly bulkId: string; readonly state: BulkState } | Refusal;

/** Something is to be done to many accounts: asked for by one person, begun by another, carried out by upkeep a few at a time. */
@Injectable()
export class OrderBulk {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly mailboxes: Mailboxes, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /**
   * Counted before it is written down, so that the second person sees how many accounts are meant. Refusals: `agents.not-permitted`,
   * `recovery.no-address-on-file`, `recovery.key-used`, those of `decideBulk`.
   */
  async request(command: BulkCommand): Promise<BulkOrdered> {
    const { portalKey, kind, group, reason, deadlineAt, idempotencyKey, agent } = command;
    if (!isPermitted(agent, 'recovery.request', portalKey)) return refuse('agents.not-permitted', { missing: ['recovery.request'] });
    const now = this.clock.now();
    const earlier = await this.database.read((em) => em.findOne(Bulk, { portalKey, idempotencyKey }));
    if (earlier) return again(earlier, kind);
    const directory = this.directories.of(portalKey);
    const facts = {
      askerIsTrained: agent.trained === true, proofIsFresh: hasFreshProof(agent, now), abilities: directory.abilities, own: await this.database.read((em) => policyOf(em, portalKey)), group, reason, deadlineAt,
    };
    const first = decideBulk(kind, facts, now);
    if (!first.allowed) return this.#refused(command, first, now);
    const mailbox = (await this.mailboxes.all()).find((one) => one.portalKey === portalKey);
    if (!mailbox) return refuse('recovery.no-address-on-file');
    const counted = await countMeant(directory, kind, group);
    const decided = decideBulk(kind, { ...facts, counted }, now);
    if (!decided.allowed) return this.#refused(command, decided, now);
    return this.database.transaction(async (tx): Promise<BulkOrdered> => {
      const meanwhile = await tx.findOne(Bulk, { portalKey, idempotencyKey });
      if (meanwhile) return again(meanwhile, kind);
      const bulk = tx.create(Bulk, {
        id: newId(), createdAt: now, updatedAt: now, portalKey, kind, state: 'awaiting-approval', groupName: group ?? null, reason: reason?.trim() || null, deadlineAt: deadlineAt ?? null, mailboxId: mailbox.id, idempotencyKey,
        requestedByAgentId: agent.agentId, approverAgentId: null, decidedAt: null, cursor: null, ...counted, done: 0, skipped: 0, failed: 0, untold: 0, settledAt: null,
      });
      tx.persist(bulk);
      await tx.flush();
      await this.audit.record(tx, {
        portalKey, verb: 'bulk.requested', actor: actorOf(agent, now), outcome: 'done', now,
        detail: { bulkId: bulk.id, kind, group: group ?? null, ...(bulk.reason && { reason: bulk.reason }), ...(deadlineAt && { deadlineAt: deadlineAt.toISOString() }), ...counted, policy: POLICY_VERSION },
      });
      return { allowed: true, bulkId: bulk.id, state: bulk.state };
    });
  }

  #refused({ portalKey, kind, group, agent }: BulkCommand, refusal: Refusal, now: Date): Promise<Refusal> {
    return this.database.transaction(async (tx) => {
      await this.audit.record(tx, {
        portalKey, verb: 'bulk.requested', actor: actorOf(agent, now), outcome: 'refused', detail: { kind, group: group ?? null, refusal: refusal.refusal, missing: refusal.missing, policy: POLICY_VERSION }, now,
      });
      return refusal;
    });
  }

  /**
   * The second person, within a day (5.5). Whoever approves agrees to the number that was shown: counted again, it is refused where more
   * are meant now (the new number then stands there), or nobody. Refusals: `recovery.bulk-unknown`, those of `whyNotApprove` and `decideBulk`.
   */
  async decide({ bulkId, agent, decision }: { readonly bulkId: string; readonly agent: Caller; readonly decision: 'approve' | 'refuse' }): Promise<BulkOrdered> {
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    const ordered = await this.database.read((em) => em.findOne(Bulk, { id: bulkId }));
    if (!ordered || !isPermitted(agent, 'recovery.approve', ordered.portalKey)) return refuse('recovery.bulk-unknown');
    const directory = this.directories.of(ordered.portalKey);
    const isOpen = decision === 'approve' && ordered.state === 'awaiting-approval' && !isBulkOver(ordered, now) && ordered.requestedByAgentId !== agent.agentId;
    const counted = isOpen ? await countMeant(directory, ordered.kind, ordered.groupName ?? undefined) : undefined;
    return this.database.transaction(async (tx): Promise<BulkOrdered> => {
      const bulk = await tx.findOneOrFail(Bulk, { id: bulkId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const lines = await linesOfAgents(tx, [agent.agentId, bulk.requestedByAgentId]);
      const why = whyNotApprove({
        isWaiting: bulk.state === 'awaiting-approval', isOver: isBulkOver(bulk, now), approverId: agent.agentId, requesterId: bulk.requestedByAgentId, approverLine: lines.get(agent.agentId),
        requesterLine: lines.get(bulk.requestedByAgentId), voucherIds: [], preparedByIds: [], isOwnAccount: false, hasSecondFactor: agent.strength === 'second-factor', proofIsFresh: hasFreshProof(agent, now),
      });
      if (why) return why;
      if (counted) {
        const decided = decideBulk(bulk.kind, {
          // Whoever asked was trained and had just proved who they are; whoever approves was looked at above.
          askerIsTrained: true, proofIsFresh: true, abilities: directory.abilities, own: await policyOf(tx, bulk.portalKey), group: bulk.groupName ?? undefined, reason: bulk.reason ?? undefined,
          deadlineAt: bulk.deadlineAt ?? undefined, counted, shown: shownOf(bulk),
        }, now);
        Object.assign(bulk, counted);
        await tx.flush();
        if (!decided.allowed) return decided;
      }
      Object.assign(bulk, { state: decision === 'approve' ? 'running' : 'refused', approverAgentId: agent.agentId, decidedAt: now, updatedAt: now });
      await tx.flush();
      await this.audit.record(tx, {
        portalKey: bulk.portalKey, verb: decision === 'approve' ? 'bulk.approved' : 'bulk.refused', actor, outcome: 'done', detail: { bulkId, kind: bulk.kind, meant: bulk.meant ?? null, policy: POLICY_VERSION }, now,
      });
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

/** Not the earlier answer where something else was asked: whoever reads it would take that for ordered. */
function again(earlier: Bulk, kind: BulkKind): BulkOrdered {
  return earlier.kind === kind ? { allowed: true, bulkId: earlier.id, state: earlier.state } : refuse('recovery.key-used');
}

function shownOf({ meant, leftOut, unreachable, countedAll }: Bulk): BulkCount | null {
  return meant == null ? null : { meant, leftOut, unreachable, countedAll };
}
