import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Caller } from '#agents';
import { OverrideReport } from '#contracts';
import { Clock } from '#kernel';
import { ReportOverrides } from '#recovery';
import { Answers } from '../answer/answers.js';
import { csvOf } from '../answer/csv.js';
import { By, Needs } from '../gate/needs.js';

const MonthQuery = z.strictObject({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/).optional() });

/** What those who answer for the desk look at every month. */
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly overrides: ReportOverrides, private readonly clock: Clock) {}

  @Get('overrides') @Needs('overrides.read') @Answers(OverrideReport)
  list(@By() agent: Caller, @Query({ schema: MonthQuery }) { month }: z.output<typeof MonthQuery>): Promise<unknown> {
    return this.overrides.run(agent, month ?? this.#thisMonth());
  }

  @Get('overrides.csv') @Needs('overrides.read') @Answers(undefined)
  async asCsv(@By() agent: Caller, @Query({ schema: MonthQuery }) { month }: z.output<typeof MonthQuery>, @Res() reply: FastifyReply): Promise<void> {
    const report = await this.overrides.run(agent, month ?? this.#thisMonth());
    const rows = report.items.map(({ evidence, ...one }) => [one.at, one.portal, one.ticketNumber, one.type, one.state, one.requestedBy, one.approvedBy, `A${one.levelHeld}`, evidence.join(' '), one.reason]);
    const csv = csvOf(['at', 'portal', 'ticket', 'action', 'state', 'requestedBy', 'approvedBy', 'levelHeld', 'evidence', 'reason'], rows);
    await reply.header('content-type', 'text/csv; charset=utf-8').header('cache-control', 'no-store').header('content-disposition', `attachment; filename="overrides-${report.month}.csv"`).send(csv);
  }

  #thisMonth(): string {
    return this.clock.now().toISOString().slice(0, 7);
  }
}
