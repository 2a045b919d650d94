import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#agents';
import { MergeBody, Merged, SplitOff, Unmerged } from '#contracts';
import { SplitMail } from '#intake';
import { MergeTickets, UnmergeTicket } from '#tickets';
import { Answers } from '../answer/answers.js';
import { allowedOr } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { TicketNumber } from './params.js';
import { TicketScope } from './sees.js';

/** Which mail belongs to which ticket, where an agent knows better: merge, take it back, split. */
@Controller('api/v1/tickets')
export class ThreadsController {
  constructor(private readonly scope: TicketScope, private readonly merge: MergeTickets, private readonly unmerge: UnmergeTicket, private readonly split: SplitMail) {}

  @Post(':number/merge') @Needs('tickets.write') @Answers(Merged)
  async mergeInto(@By() caller: Caller, @Param('number', { schema: TicketNumber }) number: string, @Body({ schema: MergeBody }) body: z.output<typeof MergeBody>): Promise<unknown> {
    await this.scope.check(caller, number);
    await this.scope.check(caller, body.into);
    return allowedOr(await this.merge.run({ ...body, ticketNumber: number, agent: caller }));
  }

  @Delete(':number/merge') @Needs('tickets.write') @Answers(Unmerged)
  async takeBack(@By() caller: Caller, @Param('number', { schema: TicketNumber }) number: string): Promise<unknown> {
    await this.scope.check(caller, number);
    return allowedOr(await this.unmerge.run({ ticketNumber: number, agent: caller }));
  }

  @Post(':number/messages/:id/split') @Needs('tickets.write') @Answers(SplitOff, 201)
  async splitOff(@By() caller: Caller, @Param('number', { schema: TicketNumber }) number: string, @Param('id', { schema: z.uuid() }) messageId: string): Promise<unknown> {
    await this.scope.check(caller, number);
    return allowedOr(await this.split.run({ ticketNumber: number, messageId, agent: caller }));
  }
}
