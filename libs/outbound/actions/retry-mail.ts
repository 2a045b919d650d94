import { Injectable } from '@nestjs/common';
import type { Scope } from '#agents';
import { AuditTrail } from '#audit';
import { deliverMail, enqueue } from '#jobs';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { giveUpAt } from '../domain/delivery-plan.js';
import { WITHOUT_SECRETS } from '../domain/mail-kinds.js';
import { maySendNow } from '../domain/outbox-choices.js';
import { DeadLinks } from './dead-links.js';
import { lockMail, pullForward, putOffInSight, ticketNumberOf } from '../store/outbound.queries.js';

/** A person sends a mail once more that failed or is of unknown fate, knowing that an unknown one may arrive twice; or now what waits for another try. */
@Injectable()
export class RetryMail {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock, private readonly deadLinks: DeadLinks) {}

  /** Refusals: `outbound.mail-unknown`, `outbound.not-retriable`, `outbound.mail-expired` (its link or code is dead). */
  run({ id, actor }: { readonly id: string; readonly actor: Actor }): Promise<Allowed | Refusal> {
    return this.database.transaction(async (tx) => {
      const mail = await lockMail(tx, id);
      if (!mail) return refuse('outbound.mail-unknown');
      const now = this.clock.now();
      if (!maySendNow({ ...mail, heldBy: mail.heldBy ?? null, nextAttemptAt: mail.nextAttemptAt ?? null }, now)) return refuse('outbound.not-retriable');
      const until = giveUpAt(now, mail.variables);
      const needsSecrets = !WITHOUT_SECRETS.includes(mail.kind);
      if (until <= now || (needsSecrets && !mail.secretsSealed) || (await this.deadLinks.isIn(tx, mail))) return refuse('outbound.mail-expired');
      const was = mail.state;
      // Pauses are counted from here: see `DeliverMail`.
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

  /** Everything that waits for another try and that this reader sees, of one portal or of all. Returns how many leave now. */
  runAll({ portal, scope, actor }: { readonly portal?: string | undefined; readonly scope: Scope; readonly actor: Actor }): Promise<{ readonly mails: number }> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const pulled = await pullForward(tx, now, await putOffInSight(tx, { scope, portal, now }));
      for (const { id, rounds } of pulled) await enqueue(tx, deliverMail, { outboundMessageId: id, round: rounds });
      for (const [portalKey, mails] of Map.groupBy(pulled, (one) => one.portalKey)) {
        await this.audit.record(tx, { portalKey, verb: 'mail.retried', actor, outcome: 'done', detail: { mails: mails.length, was: 'queued' }, now });
      }
      return { mails: pulled.length };
    });
  }
}
