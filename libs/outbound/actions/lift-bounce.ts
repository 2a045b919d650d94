import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { liftAddresses } from '../store/bounced-addresses.queries.js';
import { lockMail, ticketNumberOf } from '../store/outbound.queries.js';

const SHORTEST_REASON = 10;

/** Writes again to an address that a server had called unknown: since mail came from there, or since a person knows better. */
@Injectable()
export class LiftBounce {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `outbound.reason-too-short`, `outbound.mail-unknown`, `outbound.address-not-suppressed`. @param id of any mail to that address */
  run({ id, reason, actor }: { readonly id: string; readonly reason: string; readonly actor: Actor }): Promise<Allowed | Refusal> {
    if (reason.trim().length < SHORTEST_REASON) return Promise.resolve(refuse('outbound.reason-too-short', { missing: [`characters:${SHORTEST_REASON}`] }));
    return this.database.transaction(async (tx) => {
      const mail = await lockMail(tx, id);
      if (!mail) return refuse('outbound.mail-unknown');
      const lifted = await liftAddresses(tx, mail.portalKey, [mail.recipientCanonical]);
      if (lifted.length === 0) return refuse('outbound.address-not-suppressed');
      await this.audit.record(tx, {
        portalKey: mail.portalKey, verb: 'address.lifted', actor, outcome: 'done', now: this.clock.now(),
        ticketNumber: (await ticketNumberOf(tx, mail.ticketId)) ?? undefined, detail: { outboundMessageId: id, reason: reason.trim().slice(0, 500) },
      });
      return { allowed: true as const };
    });
  }

  /** Authentic mail came from these canonical addresses, so somebody is there. */
  async heardFrom(tx: EntityManager, portalKey: string, addresses: readonly string[]): Promise<void> {
    await liftAddresses(tx, portalKey, addresses);
  }
}
