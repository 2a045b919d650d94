import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { warns } from '../domain/mail-kinds.js';
import { mayBeStopped } from '../domain/outbox-choices.js';
import { lockMail, ticketNumberOf } from '../store/outbound.queries.js';

/** A person stops a mail that has not left, or settles that an unknown one shall not be sent again. */
@Injectable()
export class CancelMail {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `outbound.mail-unknown`, `outbound.warning-stays` (what warns a holder and has not left is how they can stop it, R8; whether an unknown one arrived a person settles), `outbound.not-cancellable`. */
  run({ id, actor }: { readonly id: string; readonly actor: Actor }): Promise<Allowed | Refusal> {
    return this.database.transaction(async (tx) => {
      const mail = await lockMail(tx, id);
      if (!mail) return refuse('outbound.mail-unknown');
      if (mail.state === 'queued' && warns(mail.kind)) return refuse('outbound.warning-stays');
      if (!mayBeStopped(mail)) return refuse('outbound.not-cancellable');
      const was = mail.state;
      Object.assign(mail, { state: 'cancelled', nextAttemptAt: null, secretsSealed: null });
      await tx.flush();
      await this.audit.record(tx, {
        portalKey: mail.portalKey, verb: 'mail.cancelled', actor, outcome: 'done', now: this.clock.now(),
        ticketNumber: (await ticketNumberOf(tx, mail.ticketId)) ?? undefined, detail: { outboundMessageId: id, kind: mail.kind, was },
      });
      return { allowed: true };
    });
  }
}
