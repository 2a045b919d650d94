import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, type Caller } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database, notify } from '#persistence';
import { Storage } from '#storage';
import { LIVE_CHANNEL } from '#tickets';
import { forgetUnneeded } from '../store/held-bytes.js';
import { lockKeptMails } from '../store/intake.queries.js';

/**
 * An administrator deletes a mail out of the quarantine: its bytes go, its row stays as a mark, so that the same mail does
 * not come back when a server delivers it again. The trail says who, when and what it was.
 */
@Injectable()
export class DeleteMail {
  constructor(private readonly database: Database, private readonly storage: Storage, private readonly audit: AuditTrail, private readonly alarms: Alarms, private readonly clock: Clock) {}

  async run({ keptMailId, agent }: { readonly keptMailId: string; readonly agent: Caller }): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    let orphan: string | undefined;
    const answer = await this.database.transaction(async (tx) => {
      const [kept] = await lockKeptMails(tx, [keptMailId]);
      if (!kept) return refuse('intake.unknown-mail');
      if (!isPermitted(agent, 'quarantine.delete', kept.portalKey)) return refuse('agents.not-permitted', { missing: ['quarantine.delete'] });
      if (kept.disposition !== 'set-aside') return refuse('intake.not-in-quarantine');
      Object.assign(kept, { disposition: 'deleted', processedAt: now, rawRemovedAt: now });
      await this.alarms.clear(tx, 'mail-unreadable', keptMailId);
      orphan = kept.rawSha256;
      await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'quarantine', portal: kept.portalKey }));
      await this.audit.record(tx, { portalKey: kept.portalKey, verb: 'mail.deleted', actor: actorOf(agent, now), outcome: 'done', detail: { keptMailId, screen: kept.screen, rawSha256: kept.rawSha256 }, now });
      return { allowed: true as const };
    });
    const sha256 = orphan;
    // Behind the commit: a deletion that did not happen must not cost the bytes. Dying here leaves a file that nobody names.
    if (answer.allowed && sha256 !== undefined) await this.database.transaction((tx) => forgetUnneeded(tx, this.storage, [sha256], { keptMailId }));
    return answer;
  }
}
