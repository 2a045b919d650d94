import type { AuditTrail } from '#audit';
import { notify, type EntityManager } from '#persistence';
import { LIVE_CHANNEL } from '#tickets';
import type { ScreenName } from '../domain/screen-mail.js';
import { addTrace } from '../store/intake.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';

/** Puts a locked kept mail into the quarantine, where the desk sees it and can let it in. */
export async function setAside(tx: EntityManager, audit: AuditTrail, kept: KeptMail, why: { readonly screen: ScreenName; readonly reason: string; readonly now: Date }): Promise<void> {
  Object.assign(kept, { disposition: 'set-aside', screen: why.screen, reason: why.reason.slice(0, 500), processedAt: why.now });
  addTrace(tx, kept.id, [{ step: 'file', verdict: 'set-aside', by: why.screen, because: why.reason }], why.now);
  await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'quarantine', portal: kept.portalKey }));
  await audit.record(tx, { portalKey: kept.portalKey, verb: 'mail.set-aside', actor: { kind: 'rekey' }, outcome: 'done', detail: { keptMailId: kept.id, screen: why.screen }, now: why.now });
}
