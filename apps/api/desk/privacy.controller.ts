import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Caller } from '#agents';
import { DataRequestApprovalBody, DataRequestBody, DataRequestDecided, DataRequestExtensionBody, DataRequestOpened, DataRequestProposalBody, DataRequests, LegalHoldBody, LegalHoldReleaseBody, RetentionView } from '#contracts';
import { copyAsHtml, DecideDataRequest, ExtendDataRequest, HoldTicket, ListDataRequests, OpenDataRequest, ProposeDataRequest, ReadRetention } from '#privacy';
import { Answers } from '../answer/answers.js';
import { allowedOr } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { Id, TicketNumber } from './params.js';

const CopyFormat = z.enum(['copy.json', 'copy.html']);

/** What becomes of data: how long they stay (R79), and what people ask about theirs (R77, R78). */
@Controller('api/v1/privacy')
export class PrivacyController {
  constructor(
    private readonly retention: ReadRetention, private readonly listing: ListDataRequests, private readonly opening: OpenDataRequest, private readonly extending: ExtendDataRequest, private readonly proposing: ProposeDataRequest,
    private readonly deciding: DecideDataRequest, private readonly holding: HoldTicket,
  ) {}

  @Get('retention') @Needs('privacy.read') @Answers(RetentionView)
  times(@By() agent: Caller): Promise<unknown> {
    return this.retention.run(agent);
  }

  @Get('requests') @Needs('privacy.read') @Answers(DataRequests)
  list(@By() agent: Caller): Promise<unknown> {
    return this.listing.run(agent);
  }

  @Post('requests') @Needs('privacy.handle') @Answers(DataRequestOpened)
  async open(@By() agent: Caller, @Body({ schema: DataRequestBody }) body: z.output<typeof DataRequestBody>): Promise<unknown> {
    const { id, dueAt } = allowedOr(await this.opening.run({ ...body, agent }));
    return { id, dueAt: dueAt.toISOString() };
  }

  @Post('requests/:id/extension') @Needs('privacy.handle') @Answers(undefined, 204)
  async extend(@By() agent: Caller, @Param('id', { schema: Id }) requestId: string, @Body({ schema: DataRequestExtensionBody }) body: z.output<typeof DataRequestExtensionBody>): Promise<void> {
    allowedOr(await this.extending.run({ ...body, requestId, agent }));
  }

  @Post('requests/:id/proposal') @Needs('privacy.handle') @Answers(undefined, 204)
  async propose(@By() agent: Caller, @Param('id', { schema: Id }) requestId: string, @Body({ schema: DataRequestProposalBody }) body: z.output<typeof DataRequestProposalBody>): Promise<void> {
    allowedOr(await this.proposing.run({ ...body, requestId, agent }));
  }

  @Post('requests/:id/approval') @Needs('privacy.approve') @Answers(DataRequestDecided)
  async decide(@By() agent: Caller, @Param('id', { schema: Id }) requestId: string, @Body({ schema: DataRequestApprovalBody }) body: z.output<typeof DataRequestApprovalBody>): Promise<unknown> {
    return { state: allowedOr(await this.deciding.run({ ...body, requestId, agent })).state };
  }

  /** A POST, for it is written down who looked. */
  @Post('requests/:id/:format') @Needs('privacy.handle') @Answers(undefined)
  async preview(@By() agent: Caller, @Param('id', { schema: Id }) requestId: string, @Param('format', { schema: CopyFormat }) format: z.output<typeof CopyFormat>, @Res() reply: FastifyReply): Promise<void> {
    const { copy } = allowedOr(await this.listing.preview(requestId, agent));
    const isPage = format === 'copy.html';
    await reply.code(200).header('content-type', isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8').header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${format}"`)
      .send(isPage ? copyAsHtml(copy, agent.locale) : JSON.stringify(copy, null, 2));
  }

  @Post('holds') @Needs('privacy.approve') @Answers(undefined, 204)
  async hold(@By() agent: Caller, @Body({ schema: LegalHoldBody }) body: z.output<typeof LegalHoldBody>): Promise<void> {
    allowedOr(await this.holding.hold({ ...body, agent }));
  }

  @Post('holds/:number/release') @Needs('privacy.approve') @Answers(undefined, 204)
  async release(@By() agent: Caller, @Param('number', { schema: TicketNumber }) ticketNumber: string, @Body({ schema: LegalHoldReleaseBody }) { reason }: z.output<typeof LegalHoldReleaseBody>): Promise<void> {
    allowedOr(await this.holding.release({ ticketNumber, reason, agent }));
  }
}
