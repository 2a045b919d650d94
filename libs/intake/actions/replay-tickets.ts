import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { Portals } from '#portals';
import { Storage } from '#storage';
import { filedTickets } from '#tickets';
import { judgeReplay, type Replayed, type ReplayVerdict } from '../domain/replay.js';
import { explainMail } from '../explain-mail.js';
import { KeptMail } from '../store/kept-mail.entity.js';

export interface ReplayedTicket extends Replayed {
  readonly number: string;
  readonly portal: string;
  readonly verdict: ReplayVerdict;
}

/** `rekey explain --replay`: what the rules of today would make of the last tickets, beside what was made of them. Writes nothing. */
@Injectable()
export class ReplayTickets {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly storage: Storage) {}

  /** Newest first; one whose mail is gone by the retention is left out. @throws StorageFault, PortalUnknown */
  async *run(which: { readonly portalKey?: string | undefined; readonly limit: number }): AsyncIterable<ReplayedTicket> {
    for (const { number, portalKey, keptMailId, corrected, ...then } of await this.database.read((em) => filedTickets(em, which))) {
      const kept = await this.database.read((em) => em.findOne(KeptMail, { id: keptMailId }, { fields: ['rawSha256', 'rawRemovedAt'] }));
      if (!kept || kept.rawRemovedAt) continue;
      const bytes = await this.storage.get(kept.rawSha256);
      const { caseType, queue, instant, risk } = await explainMail(bytes, await this.portals.get(portalKey));
      const replayed: Replayed = { then: { caseType: then.caseType, queue: then.queue, instant: then.instant }, now: { caseType, queue, instant: instant.allowed }, corrected, risk };
      yield { number, portal: portalKey, verdict: judgeReplay(replayed), ...replayed };
    }
  }
}
