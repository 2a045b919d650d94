import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { mayTakeAlarm } from '../domain/scope.js';
import { actorOf } from '../domain/session-rules.js';
import type { Caller } from '../signed-in.js';
import { ofSeenAlarms } from '../store/scope-condition.js';

/** Somebody at the desk has an alarm in hand: nobody else hears of it for a while, so it is written down who did that. Lies here, since alarms lie left of the audit. */
@Injectable()
export class TakeAlarm {
  constructor(private readonly database: Database, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** What somebody has already stays theirs. Refuses with `request.not-found`, `alarms.whole-view-needed`. */
  run(id: string, who: Caller): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const alarm = await this.alarms.lockOpen(tx, id, () => ofSeenAlarms(who));
      if (!alarm) return refuse('request.not-found');
      if (!mayTakeAlarm(who, alarm)) return refuse('alarms.whole-view-needed');
      if (!(await this.alarms.acknowledge(tx, alarm, who.agentId))) return { allowed: true };
      const portalKey = alarm.portalKey ?? null;
      await this.audit.record(tx, { portalKey, verb: 'alarm.acknowledged', actor: actorOf(who, now), outcome: 'done', detail: { alarmId: alarm.id, kind: alarm.kind, portal: portalKey, count: alarm.count, raisedAt: alarm.raisedAt.toISOString() }, now });
      return { allowed: true };
    });
  }
}
