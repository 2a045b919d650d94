import { Controller, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { mayTakeAlarm, ofSeenAlarms, TakeAlarm, type Caller } from '#agents';
import { ALARM_KINDS, Alarms } from '#alarms';
import { Alarms as AlarmList } from '#contracts';
import { Answers } from '../answer/answers.js';
import { allowedOr } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { Id } from './params.js';
import { TicketViews } from './ticket-views.js';

/** What somebody must look at. Those bound to portals see theirs and what concerns the whole desk; only who sees all of it takes that. */
@Controller('api/v1/alarms')
export class AlarmsController {
  constructor(private readonly alarms: Alarms, private readonly take: TakeAlarm, private readonly views: TicketViews) {}

  @Get() @Needs('alarms.read') @Answers(AlarmList)
  async list(@By() caller: Caller): Promise<z.input<typeof AlarmList>> {
    const open = await this.alarms.open(() => ofSeenAlarms(caller));
    const names = await this.views.names(open.map(({ acknowledgedByAgentId }) => acknowledgedByAgentId));
    return {
      items: open.map(({ id, kind, portalKey, subject, detail, raisedAt, lastSeenAt, count, acknowledgedAt, acknowledgedByAgentId }) => ({
        id, kind, urgent: ALARM_KINDS[kind]?.urgent ?? false, portal: portalKey ?? null, subject, detail, raisedAt: raisedAt.toISOString(), lastSeenAt: lastSeenAt.toISOString(), count,
        acknowledgedAt: acknowledgedAt?.toISOString() ?? null, acknowledgedBy: acknowledgedByAgentId ? (names.get(acknowledgedByAgentId)?.displayName ?? null) : null, mayTake: mayTakeAlarm(caller, { portalKey, subject }),
      })),
    };
  }

  @Post(':id/acknowledgement') @Needs('alarms.read') @Answers(undefined, 204)
  async acknowledge(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    allowedOr(await this.take.run(id, caller));
  }
}
