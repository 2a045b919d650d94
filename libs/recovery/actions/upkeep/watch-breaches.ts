import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { BREACH_ENDING_MS } from '../../domain/breach.js';
import { Breach } from '../../store/breach.entity.js';
import { alarmSubject } from '../breaches/mark-breach.js';

/** Calls a person once more when the clock of a breach has a day left, or none (R80). Part of upkeep. */
@Injectable()
export class WatchBreaches {
  constructor(private readonly database: Database, private readonly alarms: Alarms, private readonly clock: Clock) {}

  /** Returns how many are close to their end, or past it. */
  run(now: Date = this.clock.now()): Promise<number> {
    return this.database.transaction(async (tx) => {
      const ending = await tx.find(Breach, { closedAt: null, dueAt: { $lte: new Date(now.getTime() + BREACH_ENDING_MS) } });
      await this.alarms.raiseOnly(tx, 'data-breach-ending', ending.map((breach) => ({
        kind: 'data-breach-ending' as const, portalKey: breach.portalKey, subject: alarmSubject(breach), detail: { breachId: breach.id, dueAt: breach.dueAt.toISOString() },
      })));
      return ending.length;
    });
  }
}
