import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { seesWhole, type Caller } from '#agents';
import { ApprovalBody, BulkAccountsView, BulkAnswer, BulkBody, PapersView } from '#contracts';
import { refuse } from '#kernel';
import { ListBulkAccounts, OrderBulk, PrintSlips, SettlePapers } from '#recovery';
import { Answers } from '../answer/answers.js';
import { allowedOr, Refused } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { Id } from './params.js';
import { provingFirst } from './recovery.controller.js';

const PrintQuery = z.strictObject({ portal: z.string().max(40), bulk: z.uuid().optional(), batch: z.uuid().optional() });

/** What is done to a whole portal or a class, and the papers that come of it. */
@Controller('api/v1')
export class BulkController {
  constructor(private readonly order: OrderBulk, private readonly accounts: ListBulkAccounts, private readonly print: PrintSlips, private readonly papers: SettlePapers) {}

  @Post('bulk') @Needs('recovery.request') @Answers(BulkAnswer, 202)
  async request(@By() agent: Caller, @Body({ schema: BulkBody }) { portal, deadlineAt, ...body }: z.output<typeof BulkBody>): Promise<unknown> {
    mustSee(agent, portal);
    return allowedOr(provingFirst(await this.order.request({ agent, portalKey: portal, ...body, ...(deadlineAt !== undefined && { deadlineAt: new Date(deadlineAt) }) })));
  }

  /** Names people, so only for those who see the whole portal. */
  @Get('bulk/:id/accounts') @Needs('recovery.request') @Answers(BulkAccountsView)
  async notDone(@By() agent: Caller, @Param('id', { schema: Id }) bulkId: string): Promise<unknown> {
    return allowedOr(await this.accounts.run({ bulkId, agent }));
  }

  @Post('bulk/:id/approval') @Needs('recovery.approve') @Answers(BulkAnswer)
  async decide(@By() agent: Caller, @Param('id', { schema: Id }) bulkId: string, @Body({ schema: ApprovalBody }) { decision }: z.output<typeof ApprovalBody>): Promise<unknown> {
    return allowedOr(provingFirst(await this.order.decide({ bulkId, agent, decision })));
  }

  @Post('bulk/:id/cancel') @Needs('recovery.request') @Answers(BulkAnswer)
  async cancel(@By() agent: Caller, @Param('id', { schema: Id }) bulkId: string): Promise<unknown> {
    return allowedOr(await this.order.cancel({ bulkId, agent }));
  }

  @Get('slips') @Needs('recovery.office') @Answers(PapersView)
  list(@By() agent: Caller): Promise<unknown> {
    return this.papers.list(agent);
  }

  @Post('slips/batches/:id/sent') @Needs('recovery.office') @Answers(undefined, 204)
  async sent(@By() agent: Caller, @Param('id', { schema: Id }) batchId: string): Promise<void> {
    allowedOr(await this.papers.sent({ agent, batchId }));
  }

  /** A PDF; the same again with `batch`, until it was marked as sent. A POST, since printing is written down. */
  @Post('slips/print') @Needs('recovery.office') @Answers(undefined)
  async slips(@By() agent: Caller, @Query({ schema: PrintQuery }) { portal, bulk, batch }: z.output<typeof PrintQuery>, @Res() reply: FastifyReply): Promise<void> {
    mustSee(agent, portal);
    const { pdf } = allowedOr(provingFirst(await this.print.run({ agent, portalKey: portal, bulkId: bulk, batchId: batch })));
    await reply.header('content-type', 'application/pdf').header('cache-control', 'no-store').header('content-disposition', 'attachment; filename="slips.pdf"').send(pdf);
  }
}

/** A portal of somebody else is not there, nor is one that they see in part: what is done to many is done to accounts of any kind (R54). */
function mustSee(agent: Caller, portal: string): void {
  if (!seesWhole(agent, portal)) throw new Refused(refuse('portals.unknown'));
}
