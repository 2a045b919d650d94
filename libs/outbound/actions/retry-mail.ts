import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { deliverMail, enqueue } from '#jobs';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { giveUpAt } from '../domain/delivery-plan.js';
import { WITHOUT_SECRETS } from '../domain/mail-kinds.js';
import { lockMail, ticketNumberOf } from '../store/outbound.queries.js';

/** A person sends a failed or unknown mail once more, knowing that an unknown one may arrive twice. */
@Injectable()
export class RetryMail {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `outbound.mail-unknown`, `outbound.not-retriable`, `outbound.mail-expired` (its link or code is dead). */
  run({ id, actor }: { readonly id: string; readonly actor: Actor }): Promise<Allowed | Refusal> {
    return this.database.transaction(async (tx) => {
      const mail = await lockMail(tx, id);
      if (!mail) return refuse('outbound.mail-unknown');
      if (mail.state !== 'failed' && mail.state !== 'unknown') return refuse('outbound.not-retriable');
      const now = this.clock.now();
      const until = giveUpAt(now, mail.variables);
      const needsSecrets = !WITHOUT_SECRETS.includes(mail.kind);
      if (until <= now || (needsSecrets && !mail.secretsSealed)) return refuse('outbound.mail-expired');
      const was = mail.state;
      Object.assign(mail, { state: 'queued', nextAttemptAt: now, sendAt: now, heldBy: null, giveUpAt: until, failure: null });
      await enqueue(tx, deliverMail, { outboundMessageId: id, round: mail.rounds });
      await tx.flush();
      await this.audit.record(tx, {
        portalKey: mail.portalKey, verb: 'mail.retried', actor, outcome: 'done', now,
        ticketNumber: (await ticketNumberOf(tx, mail.ticketId)) ?? undefined, detail: { outboundMessageId: id, kind: mail.kind, was },
      });
      return { allowed: true };
    });
  }
}
