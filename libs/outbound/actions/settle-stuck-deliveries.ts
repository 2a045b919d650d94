import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Settings } from '#config';
import { deliverMail, enqueue } from '#jobs';
import { Clock, MINUTE_MS } from '#kernel';
import { Database, presentNumbers } from '#persistence';
import { ORPHANED_AFTER_MS } from '../domain/delivery-plan.js';
import { OutboundConfig } from '../outbound.config.js';
import { DeliveryAttempt } from '../store/outbound-message.entity.js';
import { destroyDeadSecrets, lockLost, overdueMails } from '../store/outbound.queries.js';
import { MailFailures } from './mail-failures.js';

const BATCH = 500;
const LATE_AFTER_MS = MINUTE_MS;

/** Upkeep of the outbox: what a crash left half-done, what lost its job, what must no longer be kept. */
@Injectable()
export class SettleStuckDeliveries {
  readonly #log = new Logger('outbound');

  constructor(
    private readonly database: Database, private readonly clock: Clock, private readonly failures: MailFailures,
    @Inject(OutboundConfig.token) private readonly settings: Pick<Settings<typeof OutboundConfig>, 'STUCK_AFTER_SECONDS'>,
  ) {}

  /** Safe to run at any time and by several workers. */
  async run(now: Date = this.clock.now()): Promise<{ unknown: number; requeued: number }> {
    const unknown = await this.#giveUpLostAttempts(now);
    const requeued = await this.#requeueLate(now);
    await this.database.transaction((tx) => destroyDeadSecrets(tx, now));
    return { unknown, requeued };
  }

  /** The process that handed it over is gone; the relay may have the mail. A person decides whether to send it again. */
  #giveUpLostAttempts(now: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const lost = await lockLost(tx, {
        startedBefore: new Date(now.getTime() - this.settings.STUCK_AFTER_SECONDS * 1_000), orphanedBefore: new Date(now.getTime() - ORPHANED_AFTER_MS), present: await presentNumbers(tx), limit: BATCH,
      });
      for (const mail of lost) {
        const reply = 'the process ended while the relay was taking the mail';
        Object.assign(mail, { state: 'unknown', failure: reply });
        const attempt = await tx.findOne(DeliveryAttempt, { outboundMessageId: mail.id, round: mail.rounds - 1 });
        if (attempt && attempt.outcome === null) Object.assign(attempt, { endedAt: now, outcome: 'unknown', reply });
        await this.failures.tell(tx, mail, now);
        this.#log.warn(`mail ${mail.id} (${mail.kind}) is unknown: ${reply}`);
      }
      return lost.length;
    });
  }

  /** The same job id while a job waits is one job, so enqueuing what is only late does no harm. */
  #requeueLate(now: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const late = await overdueMails(tx, new Date(now.getTime() - LATE_AFTER_MS), BATCH);
      for (const { id, rounds } of late) await enqueue(tx, deliverMail, { outboundMessageId: id, round: rounds });
      return late.length;
    });
  }
}
