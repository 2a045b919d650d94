import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { Caller } from '#agents';
import { BreachAnswer, BreachBody, BreachClosingBody, Breaches } from '#contracts';
import { CloseBreach, ExportBreach, ListBreaches, MarkBreach } from '#recovery';
import { Answers } from '../answer/answers.js';
import { csvOf } from '../answer/csv.js';
import { allowedOr } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { Id } from './params.js';

/** Recoveries that should not have been granted, and the 72 hours that run from knowing it (R80). */
@Controller('api/v1')
export class BreachesController {
  constructor(private readonly marking: MarkBreach, private readonly closing: CloseBreach, private readonly listing: ListBreaches, private readonly exporting: ExportBreach) {}

  @Get('breaches') @Needs('recovery.breach') @Answers(Breaches)
  async list(@By() agent: Caller): Promise<unknown> {
    return { items: await this.listing.run(agent) };
  }

  @Post('actions/:id/breach') @Needs('recovery.breach') @Answers(BreachAnswer)
  async mark(@By() agent: Caller, @Param('id', { schema: Id }) actionId: string, @Body({ schema: BreachBody }) body: z.output<typeof BreachBody>): Promise<unknown> {
    return allowedOr(await this.marking.run({ ...body, actionId, agent }));
  }

  @Post('breaches/:id/closing') @Needs('recovery.breach') @Answers(undefined, 204)
  async close(@By() agent: Caller, @Param('id', { schema: Id }) breachId: string, @Body({ schema: BreachClosingBody }) body: z.output<typeof BreachClosingBody>): Promise<void> {
    allowedOr(await this.closing.run({ ...body, breachId, agent }));
  }

  /** A POST, for it is written down who took the list. */
  @Post('breaches/:id/accounts.csv') @Needs('recovery.breach') @Answers(undefined)
  async accounts(@By() agent: Caller, @Param('id', { schema: Id }) breachId: string, @Res() reply: FastifyReply): Promise<void> {
    const { name, accounts } = allowedOr(await this.exporting.run({ breachId, agent }));
    const rows = accounts.map((one) => [one.ticketNumber, one.action, one.at, one.requestedBy, one.approvedBy, one.accountRef, one.username, one.displayName, one.addresses.join(' ')]);
    const csv = csvOf(['ticket', 'action', 'at', 'requestedBy', 'approvedBy', 'accountRef', 'username', 'displayName', 'addresses'], rows);
    await reply.code(200).header('content-type', 'text/csv; charset=utf-8').header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}.csv"`).send(csv);
  }
}
