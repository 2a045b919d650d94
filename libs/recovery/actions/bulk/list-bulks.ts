import { Injectable } from '@nestjs/common';
import { namesOfAgents, wholePortals, type Caller } from '#agents';
import type { BulkView } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { isBulkOver } from '../../domain/bulk.js';
import { Bulk } from '../../store/bulk.entity.js';
import { Slip } from '../../store/slip.entity.js';

const MOST = 50;

/** What is, or was lately, done to many accounts, with how far it has come; of portals that the agent sees whole, since many accounts are of any kind. */
@Injectable()
export class ListBulks {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  run(agent: Caller): Promise<BulkView[]> {
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const bulks = await em.find(Bulk, wholePortals(agent), { orderBy: { createdAt: 'desc', id: 'desc' }, limit: MOST });
      const names = await namesOfAgents(em, bulks.map(({ requestedByAgentId }) => requestedByAgentId));
      const slips = await em.find(Slip, { bulkId: { $in: bulks.map(({ id }) => id) } }, { fields: ['bulkId', 'secretSealed', 'printedAt', 'receivedAt'] });
      const count = (id: string, fits: (slip: Pick<Slip, 'secretSealed' | 'printedAt' | 'receivedAt'>) => boolean): number => slips.filter((slip) => slip.bulkId === id && fits(slip)).length;
      return bulks.map((bulk) => ({
        id: bulk.id, portal: bulk.portalKey, kind: bulk.kind, state: isBulkOver(bulk, now) ? 'expired' : bulk.state, group: bulk.groupName ?? null, reason: bulk.reason ?? null, requestedBy: names.get(bulk.requestedByAgentId)?.displayName ?? null,
        mine: bulk.requestedByAgentId === agent.agentId, createdAt: bulk.createdAt.toISOString(), deadlineAt: bulk.deadlineAt?.toISOString() ?? null,
        meant: bulk.meant ?? null, leftOut: bulk.leftOut, unreachable: bulk.unreachable, countedAll: bulk.countedAll, done: bulk.done, skipped: bulk.skipped, failed: bulk.failed, untold: bulk.untold,
        slipsToPrint: count(bulk.id, ({ secretSealed, printedAt }) => secretSealed != null && !printedAt),
        slipsPrinted: count(bulk.id, ({ printedAt }) => printedAt != null), slipsReceived: count(bulk.id, ({ receivedAt }) => receivedAt != null),
      }));
    });
  }
}
