import { LockMode } from '@mikro-orm/core';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Settings } from '#config';
import { Database } from '#persistence';
import { AlarmsConfig } from '../alarms.config.js';
import { ALARM_KINDS, QUIET_KINDS, TELL_AGAIN_MS, URGENT_KINDS } from '../domain/alarm-kinds.js';
import { isStillTaken } from '../domain/taken.js';
import { Alarm } from '../store/alarm.entity.js';

const PATIENCE_MS = 10_000;
/** So long an alarm belongs to the round that calls. It is due again when the call failed, or the process died in it: told twice is better than not at all. */
const CLAIM_MS = 30_000;
/** In one message, however many there are: a storm must not become a flood. */
const MOST_TOLD = 50;
const MOST_HELD = 500;

/**
 * Tells those who do not look at the console: a line in the log for every alarm, and one call to the webhook for all that
 * are new. Mail would be the wrong channel: what is broken is often the mail. Part of upkeep.
 */
@Injectable()
export class TellAlarms {
  readonly #log = new Logger('alarm');

  /** Whose call failed in the last round: said in the log once, not every round. */
  #unheard: ReadonlySet<string> = new Set();

  constructor(private readonly database: Database, @Inject(AlarmsConfig.token) private readonly settings: Settings<typeof AlarmsConfig>) {}

  /** At most one call a round; an alarm counts as told when somebody took it. The log has each of them at once, and a call that fails again only once. */
  async run(now: Date): Promise<number> {
    await this.#endQuiet(now);
    await this.#giveBack(now);
    const due = await this.database.transaction(async (tx) => {
      const toldBefore = new Date(now.getTime() - TELL_AGAIN_MS);
      const waiting = { clearedAt: null, acknowledgedAt: null, $or: [{ toldAt: null }, { toldAt: { $lte: toldBefore } }] };
      const untold: Alarm[] = [];
      // What is urgent first: it must not wait for its round behind fifty that are not.
      for (const kind of [{ $in: URGENT_KINDS }, { $nin: URGENT_KINDS }]) {
        const room = MOST_TOLD - untold.length;
        if (room > 0) untold.push(...(await tx.find(Alarm, { ...waiting, kind }, { orderBy: { toldAt: 'asc nulls first', raisedAt: 'asc' }, limit: room, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE })));
      }
      for (const alarm of untold) alarm.toldAt = new Date(toldBefore.getTime() + CLAIM_MS);
      return untold.map(({ id, kind, portalKey, subject, raisedAt, count }) => ({ id, alarm: { kind, urgent: ALARM_KINDS[kind].urgent, portal: portalKey ?? null, subject, raisedAt, count } }));
    });
    for (const { id, alarm } of due) if (!this.#unheard.has(id)) this.#log.error(`alarm: ${alarm.kind} ${alarm.subject}`);
    const isTold = due.length === 0 || !this.settings.WEBHOOK_URL || (await this.#call(this.settings.WEBHOOK_URL, due.map(({ alarm }) => alarm)));
    this.#unheard = new Set(isTold ? [] : due.map(({ id }) => id));
    if (isTold && due.length > 0) await this.database.transaction((tx) => tx.nativeUpdate(Alarm, { id: { $in: due.map(({ id }) => id) } }, { toldAt: now }));
    return due.length;
  }

  /** Nobody says of these when they are over: when they were not seen for long. */
  async #endQuiet(now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const [kind, overAfterMs] of QUIET_KINDS) await tx.nativeUpdate(Alarm, { kind, clearedAt: null, lastSeenAt: { $lt: new Date(now.getTime() - overAfterMs) } }, { clearedAt: now, openKey: null });
    });
  }

  /** What was taken and is not any more is open to everybody again, and told in this round. At most 500 a round, the longest taken first. */
  async #giveBack(now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      const held = await tx.find(Alarm, { clearedAt: null, acknowledgedAt: { $ne: null } }, { orderBy: { acknowledgedAt: 'asc' }, limit: MOST_HELD, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE });
      for (const alarm of held) {
        const { acknowledgedAt: at, acknowledgedCount: count, acknowledgedDetail: detail } = alarm;
        if (at && !isStillTaken(alarm, { at, count: count ?? null, detail: detail ?? null }, now)) Object.assign(alarm, { acknowledgedAt: null, acknowledgedByAgentId: null, acknowledgedCount: null, acknowledgedDetail: null, toldAt: null });
      }
    });
  }

  /** False: nobody took it. */
  async #call(url: string, alarms: readonly object[]): Promise<boolean> {
    try {
      const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ source: 'rekey', alarms }), signal: AbortSignal.timeout(PATIENCE_MS) });
      if (!answer.ok) this.#log.warn(`the alarm webhook answered ${answer.status}`);
      return answer.ok;
    } catch (error) {
      this.#log.warn(`the alarm webhook was not reached: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
}
