import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, namesOfAgents, wholePortals, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import type { PapersView } from '#contracts';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Slip } from '../../store/slip.entity.js';

const MOST = 2_000;

/** What waits for paper, and what was printed but not sent yet: counts only, never whose. */
@Injectable()
export class SettlePapers {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  list(agent: Caller): Promise<PapersView> {
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const alive = await em.find(Slip, { secretSealed: { $ne: null }, endsAt: { $gt: now }, ...wholePortals(agent) }, {
        fields: ['portalKey', 'batchId', 'printedAt', 'printedByAgentId', 'bulkId'], orderBy: { id: 'asc' }, limit: MOST,
      });
      const seen = alive.filter(({ portalKey }) => isPermitted(agent, 'recovery.office', portalKey));
      const names = await namesOfAgents(em, seen.map(({ printedByAgentId }) => printedByAgentId ?? null));
      // Slips of a class are printed where the class is.
      const waiting = Map.groupBy(seen.filter(({ printedAt, bulkId }) => !printedAt && !bulkId), ({ portalKey }) => portalKey);
      const batches = Map.groupBy(seen.filter(({ batchId }) => batchId), ({ batchId }) => batchId!);
      return {
        waiting: [...waiting].map(([portal, papers]) => ({ portal, count: papers.length })),
        batches: [...batches].map(([id, papers]) => ({
          id, portal: papers[0]!.portalKey, count: papers.length, printedAt: papers[0]!.printedAt!.toISOString(), printedBy: names.get(papers[0]!.printedByAgentId ?? '')?.displayName ?? null,
        })),
      };
    });
  }

  /** It is in the post, or handed out: what was sealed for printing it again is destroyed. Said twice it is the same. Refusals: `recovery.nothing-to-print`, `recovery.second-factor-needed`. */
  sent({ batchId, agent }: { readonly batchId: string; readonly agent: Caller }): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const papers = await tx.find(Slip, { batchId }, { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE });
      const portalKey = papers[0]?.portalKey;
      if (portalKey === undefined || !isPermitted(agent, 'recovery.office', portalKey)) return refuse('recovery.nothing-to-print');
      if (agent.strength !== 'second-factor') return refuse('recovery.second-factor-needed');
      const open = papers.filter(({ sentAt }) => !sentAt);
      if (open.length === 0) return { allowed: true };
      for (const paper of open) Object.assign(paper, { sentAt: now, secretSealed: null });
      await tx.flush();
      await this.audit.record(tx, { portalKey, verb: 'slip.sent', actor: actorOf(agent, now), outcome: 'done', detail: { batchId, count: open.length }, now });
      return { allowed: true };
    });
  }
}
