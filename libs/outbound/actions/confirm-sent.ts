import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { lockMail, ticketNumberOf } from '../store/outbound.queries.js';

/** A person has found out that a mail of unknown fate did arrive: it is not sent again, and its secrets are destroyed. */
@Injectable()
export class ConfirmSent {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `outbound.mail-unknown`, `outbound.not-in-doubt`. */
  run({ id, actor }: { readonly id: string; readonly actor: Actor }): Promise<Allowed | Refusal> {
    return this.database.transaction(async (tx) => {
      const mail = await lockMail(tx, id);
      if (!mail) return refuse('outbound.mail-unknown');
      if (mail.state !== 'unknown') return refuse('outbound.not-in-doubt');
      const now = this.clock.now();
      Object.assign(mail, { state: 'sent', sentAt: now, secretsSealed: null, failure: null });
      await tx.flush();
      await this.audit.record(tx, {
        portalKey: mail.portalKey, verb: 'mail.confirmed', actor, outcome: 'done', now,
        ticketNumber: (await ticketNumberOf(tx, mail.ticketId)) ?? undefined, detail: { outboundMessageId: id, kind: mail.kind },
      });
      return { allowed: true };
    });
  }
}
