import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#agents';
import { ActionState, ApprovalBody, Approvals, RecheckBody } from '#contracts';
import { CancelAction, DecideApproval, ListWaiting, RecheckAction } from '#recovery';
import { Answers } from '../answer/answers.js';
import { allowedOr } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { Id } from './params.js';
import { provingFirst } from './recovery.controller.js';

/** Second person, holds and the way back. Who may be the second person is the room's to say. */
@Controller('api/v1')
export class ActionsController {
  constructor(private readonly approval: DecideApproval, private readonly cancelling: CancelAction, private readonly waiting: ListWaiting, private readonly rechecking: RecheckAction) {}

  @Get('approvals') @Needs('recovery.approve') @Answers(Approvals)
  list(@By() agent: Caller): Promise<unknown> {
    return this.waiting.run(agent);
  }

  @Post('actions/:id/approval') @Needs('recovery.approve') @Answers(ActionState)
  async decide(@By() agent: Caller, @Param('id', { schema: Id }) actionId: string, @Body({ schema: ApprovalBody }) body: z.output<typeof ApprovalBody>): Promise<unknown> {
    return allowedOr(provingFirst(await this.approval.run({ actionId, agent, ...body })));
  }

  @Post('actions/:id/cancel') @Needs('recovery.request') @Answers(ActionState)
  async cancel(@By() agent: Caller, @Param('id', { schema: Id }) actionId: string): Promise<unknown> {
    return allowedOr(await this.cancelling.run({ actionId, agent }));
  }

  @Post('actions/:id/recheck') @Needs('recovery.recheck') @Answers(ActionState)
  async recheck(@By() agent: Caller, @Param('id', { schema: Id }) actionId: string, @Body({ schema: RecheckBody }) body: z.output<typeof RecheckBody>): Promise<unknown> {
    return allowedOr(await this.rechecking.run({ actionId, agent, ...body }));
  }
}
