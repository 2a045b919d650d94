import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, type Caller } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { enqueue, processMail } from '#jobs';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database, notify } from '#persistence';
import { LIVE_CHANNEL } from '#tickets';
import { lockKeptMails } from '../store/intake.queries.js';

/** A person lets a mail in that a screen set aside: the steps run again, and no screen is asked. */
@Injectable()
export class ReleaseMail {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly alarms: Alarms, private readonly clock: Clock) {}

  run({ keptMailId, agent }: { readonly keptMailId: string; readonly agent: Caller }): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const [kept] = await lockKeptMails(tx, [keptMailId]);
      if (!kept) return refuse('intake.unknown-mail');
      if (!isPermitted(agent, 'quarantine.release', kept.portalKey)) return refuse('agents.not-permitted', { missing: ['quarantine.release'] });
      if (kept.disposition !== 'set-aside') return refuse('intake.not-in-quarantine');
      if (kept.rawRemovedAt) return refuse('intake.raw-removed');
      Object.assign(kept, { disposition: null, processedAt: null, releasedAt: now, tries: 0 });
      await this.alarms.clear(tx, 'mail-unreadable', keptMailId);
      await enqueue(tx, processMail, { keptMailId });
      await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'quarantine', portal: kept.portalKey }));
      await this.audit.record(tx, { portalKey: kept.portalKey, verb: 'mail.released', actor: actorOf(agent, now), outcome: 'done', detail: { keptMailId, screen: kept.screen }, now });
      return { allowed: true as const };
    });
  }
}
