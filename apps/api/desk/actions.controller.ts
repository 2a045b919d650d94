import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ApprovalBody } from '#contracts';
import { refuse } from '#kernel';
import { Answers } from '../answer/answers.js';
import { Refused } from '../answer/problem.js';
import { Needs } from '../gate/needs.js';
import { Id } from './params.js';

/**
 * Second person and cancelling. No action of the policy waits for either so far: each is carried out in the request
 * that asks for it, so there is never anything to approve or to call back. Says so instead of pretending.
 */
@Controller('api/v1/actions')
export class ActionsController {
  @Post(':id/approval') @Needs('recovery.approve') @Answers(undefined)
  decide(@Param('id', { schema: Id }) _id: string, @Body({ schema: ApprovalBody }) _decision: z.output<typeof ApprovalBody>): never {
    throw new Refused(refuse('recovery.no-approval-pending'));
  }

  @Post(':id/cancel') @Needs('recovery.act') @Answers(undefined)
  cancel(@Param('id', { schema: Id }) _id: string): never {
    throw new Refused(refuse('recovery.not-cancellable'));
  }
}
