import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, type Caller } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database, notify } from '#persistence';
import { LIVE_CHANNEL } from '#tickets';
import { lockKeptMails } from '../store/intake.queries.js';
import { EndRawMails } from './end-raw-mails.js';

/**
 * An administrator deletes a mail out of the quarantine: its bytes go at once, or with the upkeep where the storage fails; its
 * row stays as a mark, so that the same mail does not come back when a server delivers it again. The trail says who, when and what it was.
 */
@Injectable()
export class DeleteMail {
  constructor(private readonly database: Database, private readonly endRawMails: EndRawMails, private readonly audit: AuditTrail, private readonly alarms: Alarms, private readonly clock: Clock) {}

  async run({ keptMailId, agent }: { readonly keptMailId: string; readonly agent: Caller }): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    const answer = await this.database.transaction(async (tx) => {
      const [kept] = await lockKeptMails(tx, [keptMailId]);
      if (!kept) return refuse('intake.unknown-mail');
      if (!isPermitted(agent, 'quarantine.delete', kept.portalKey)) return refuse('agents.not-permitted', { missing: ['quarantine.delete'] });
      if (kept.disposition !== 'set-aside') return refuse('intake.not-in-quarantine');
      Object.assign(kept, { disposition: 'deleted', processedAt: now, bytesEndAt: now });
      await this.alarms.clear(tx, 'mail-unreadable', keptMailId);
      await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'quarantine', portal: kept.portalKey }));
      await this.audit.record(tx, { portalKey: kept.portalKey, verb: 'mail.deleted', actor: actorOf(agent, now), outcome: 'done', detail: { keptMailId, screen: kept.screen, rawSha256: kept.rawSha256 }, now });
      return { allowed: true as const };
    });
    if (answer.allowed) await this.endRawMails.run([keptMailId]);
    return answer;
  }
}
