import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { deliverMail, enqueue, LANES } from '#jobs';
import { Clock, MINUTE_MS, newId, Places } from '#kernel';
import { Database, isAway, Presence, Together, type EntityManager } from '#persistence';
import { saysNobodyIsThere } from '../domain/bounced-address.js';
import { asWritten } from './as-written.js';
import { nextAttemptAt } from '../domain/delivery-plan.js';
import { GATHERED } from './gathered.js';
import { mayMove, type OutboundState } from '../domain/outbound-states.js';
import { ABOUT_THE_LINE } from '../domain/relay-verdict.js';
import { MailRelay, type OutgoingMail, type RelayAnswer, type Unsigned } from '../mail-relay.js';
import { PrepareMail } from '../render/prepare-mail.js';
import { DeliveryAttempt, type OutboundMessage } from '../store/outbound-message.entity.js';
import { suppressAddress } from '../store/bounced-addresses.queries.js';
import { beginAttempts, lockMail, markSent, pullForward, putOffByTheLine, triesSince, type AttemptToBegin, type SentMail } from '../store/outbound.queries.js';
import { MailFailures } from './mail-failures.js';

/** How a job ended. `skipped`: somebody else did it, or nobody shall. */
export type DeliveryResult = OutboundState | 'skipped';

interface DeliveryJob {
  readonly outboundMessageId: string;
  readonly round: number;
}

/** So long we hold on to what the relay said while PostgreSQL is away; a restart takes seconds. */
const REMEMBER_MS = 2 * MINUTE_MS;
const ASK_AGAIN_MS = 500;
/** Nothing was taken for so long: a line that breaks now is no accident of one mail. */
const OUTAGE_MS = 5 * MINUTE_MS;
const LINE = new RegExp(ABOUT_THE_LINE);
/** Shown in the outbox and the timeline; the console has it in both languages. What was thrown stands in the log alone, since it may quote a row. */
export const NEVER_PREPARED = 'the mail could not be prepared until its time was over';

/**
 * One attempt to hand one mail to the relay: tx 1 puts `sending` on paper, then the mail leaves outside any
 * transaction, then tx 2 writes what became of it. A crash between the two leaves `sending`, which is settled as
 * `unknown` and never repeated by itself (rule 6: nothing is done twice).
 */
@Injectable()
export class DeliverMail {
  readonly #log = new Logger('outbound');
  /** Also at the start, since nobody knows what was before. */
  #mayHaveBeenAway = true;
  #takenAtMs = Number.NEGATIVE_INFINITY;
  /** As many as the relay has connections: a mail that waits for one must not look as if it were on its way. */
  readonly #places = new Places(LANES.outbound.concurrency);
  readonly #beginning = new Together((attempts: readonly AttemptToBegin[]) => this.database.statement((em) => beginAttempts(em, attempts)), GATHERED);
  readonly #arriving = new Together((mails: readonly SentMail[]) => this.database.statement((em) => markSent(em, mails)));

  constructor(
    private readonly database: Database, private readonly prepare: PrepareMail, private readonly relay: MailRelay, private readonly presence: Presence,
    private readonly clock: Clock, private readonly failures: MailFailures, private readonly alarms: Alarms,
  ) {}

  /** Safe to run twice for the same round: only the first finds the mail queued. */
  run(job: DeliveryJob): Promise<DeliveryResult> {
    return this.#places.take(() => this.#deliver(job));
  }

  /** Each for itself. @throws the first error, after all others were tried */
  async runAll({ outboundMessageIds, round }: { readonly outboundMessageIds: readonly string[]; readonly round: number }): Promise<void> {
    const ends = await Promise.allSettled(outboundMessageIds.map((outboundMessageId) => this.run({ outboundMessageId, round })));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async #deliver(job: DeliveryJob): Promise<DeliveryResult> {
    const prepared = await this.prepare.run(job.outboundMessageId).catch((error: unknown) => this.#orGiveUp(job, error));
    if (prepared === undefined) return 'skipped';
    if ('withdrawn' in prepared) return this.#withdraw(job, prepared.withdrawn);
    if ('problem' in prepared) return this.#fail(job, prepared.problem);
    if (!(await this.#begin(job, prepared.wordsDigest))) return 'skipped';
    const answer = await this.#hand(prepared.mail);
    const result = await this.#remember(job, answer);
    // Only now: that the relay has the mail must not be forgotten because this could not be written.
    if (answer.unsigned) await this.#tellUnsigned(job.outboundMessageId, answer.unsigned);
    await this.#afterAnOutage(answer);
    return result;
  }

  /**
   * What cannot be prepared now may be later, but not for ever: the mail has failed once its time is over, or it would wait for
   * good while nobody hears of it. Only after a try: what waited through days in which the desk was off still leaves.
   *
   * @throws the error while there is time, and when PostgreSQL is away
   */
  async #orGiveUp({ outboundMessageId, round }: DeliveryJob, error: unknown): Promise<{ readonly problem: string }> {
    if (isAway(error)) throw error;
    const mail = await this.database.transaction((tx) => lockQueued(tx, outboundMessageId, round));
    if (!mail || mail.giveUpAt > this.clock.now()) throw error;
    this.#log.error(error);
    return { problem: NEVER_PREPARED };
  }

  /** Tx 1. False: the mail is not queued for this round. */
  async #begin({ outboundMessageId, round }: DeliveryJob, wordsDigest: string): Promise<boolean> {
    const attempt = { id: newId(), outboundMessageId, round, sender: await this.presence.number(), wordsDigest, now: this.clock.now() };
    return this.#beginning.ask(attempt);
  }

  /** The one irreversible line. A relay that throws broke its contract, so nobody knows where the mail is. */
  async #hand(mail: OutgoingMail): Promise<RelayAnswer> {
    try {
      return await this.relay.hand(mail);
    } catch (error) {
      this.#log.error(error);
      return { outcome: 'unknown', reply: `the relay adapter failed: ${error instanceof Error ? error.name : 'unknown error'}` };
    }
  }

  /** Nobody but us knows what the relay said: it must not be forgotten because PostgreSQL restarts just now. Written twice is written once. */
  async #remember(job: DeliveryJob, answer: RelayAnswer): Promise<DeliveryResult> {
    for (const until = performance.now() + REMEMBER_MS; ;) {
      try {
        return await this.#settle(job, answer);
      } catch (error) {
        if (!isAway(error) || performance.now() > until) throw error;
        await wait(ASK_AGAIN_MS);
      }
    }
  }

  /** Tx 2. */
  async #settle({ outboundMessageId, round }: DeliveryJob, answer: RelayAnswer): Promise<DeliveryResult> {
    if (answer.outcome === 'accepted') {
      const sent = { outboundMessageId, round, reply: asWritten(answer.reply), now: this.clock.now() };
      if (await this.#arriving.ask(sent)) return 'sent';
    }
    return this.database.transaction(async (tx) => {
      const mail = await lockMail(tx, outboundMessageId);
      const attempt = await tx.findOne(DeliveryAttempt, { outboundMessageId, round });
      if (!mail || !attempt) return 'skipped';
      const now = this.clock.now();
      Object.assign(attempt, { endedAt: now, outcome: answer.outcome, reply: asWritten(answer.reply) });
      // Upkeep may have given this attempt up meanwhile: what the relay says is better than not knowing. A person may have decided since, or another attempt begun; that stands.
      const isOpen = mail.state === 'sending' || (mail.state === 'unknown' && answer.outcome !== 'unknown');
      if (mail.rounds !== round + 1 || !isOpen) return 'skipped';
      await this.#apply(tx, mail, answer, now);
      return mail.state;
    });
  }

  /**
   * The first mail that the relay takes after it could not be reached brings all others that wait for that forward: their pauses have
   * grown to an hour. A line that breaks while others are taken is no outage, or one mail that no line can carry would be tried with each of them.
   */
  async #afterAnOutage({ outcome, reply }: RelayAnswer): Promise<void> {
    const now = this.clock.now();
    if (outcome === 'deferred' && LINE.test(reply) && now.getTime() - this.#takenAtMs > OUTAGE_MS) this.#mayHaveBeenAway = true;
    if (outcome !== 'accepted') return;
    this.#takenAtMs = now.getTime();
    if (!this.#mayHaveBeenAway) return;
    this.#mayHaveBeenAway = false;
    try {
      await this.database.transaction(async (tx) => {
        for (const { id, rounds } of await pullForward(tx, now, await putOffByTheLine(tx, now))) await enqueue(tx, deliverMail, { outboundMessageId: id, round: rounds });
      });
    } catch (error) {
      // The next mail that is taken asks again; what became of this one is on paper.
      this.#mayHaveBeenAway = true;
      this.#log.error(error);
    }
  }

  /** It left all the same, since somebody waits for it; what it lacked stands beside it, and a person is called. */
  #tellUnsigned(outboundMessageId: string, unsigned: Unsigned): Promise<void> {
    return this.database.transaction(async (tx) => {
      const mail = await lockMail(tx, outboundMessageId);
      if (!mail) return;
      mail.unsigned = unsigned;
      await this.alarms.raise(tx, { kind: 'signature-failed', portalKey: mail.portalKey, subject: mail.portalKey, detail: { signature: unsigned, outboundMessageId } });
    });
  }

  async #apply(tx: EntityManager, mail: OutboundMessage, answer: RelayAnswer, now: Date): Promise<void> {
    const next = answer.outcome === 'deferred' ? nextAttemptAt(Math.max(0, (await triesSince(tx, mail)) - 1), now, mail.giveUpAt) : undefined;
    const to = next ? 'queued' : STATE_AFTER[answer.outcome];
    if (!mayMove(mail.state, to)) throw new Error(`a mail cannot go from ${mail.state} to ${to}`);
    mail.state = to;
    mail.failure = asWritten(answer.reply);
    if (next) {
      mail.nextAttemptAt = next;
      await enqueue(tx, deliverMail, { outboundMessageId: mail.id, round: mail.rounds }, { runAt: next });
    }
    if (to === 'failed' || to === 'unknown') await this.failures.tell(tx, mail, now);
    if (to === 'failed' && saysNobodyIsThere(answer.reply)) await suppressAddress(tx, mail, now);
    if (to === 'failed' || to === 'unknown') this.#log.warn(`mail ${mail.id} (${mail.kind}) is ${to}: ${mail.failure}`);
  }

  /** A newer mail has the link that works, or nothing shall be opened any more: nobody has to do anything. */
  #withdraw({ outboundMessageId, round }: DeliveryJob, failure: string): Promise<DeliveryResult> {
    return this.database.transaction(async (tx) => {
      const mail = await lockQueued(tx, outboundMessageId, round);
      if (!mail) return 'skipped';
      Object.assign(mail, { state: 'cancelled', nextAttemptAt: null, secretsSealed: null, failure });
      return 'cancelled';
    });
  }

  /** The mail cannot be written at all: our bug or a portal that is gone. Shown to a person, not repeated. */
  #fail({ outboundMessageId, round }: DeliveryJob, problem: string): Promise<DeliveryResult> {
    return this.database.transaction(async (tx) => {
      const mail = await lockQueued(tx, outboundMessageId, round);
      if (!mail) return 'skipped';
      const now = this.clock.now();
      tx.persist(tx.create(DeliveryAttempt, { id: newId(), outboundMessageId, round, sender: 0, startedAt: now, endedAt: now, outcome: 'rejected', reply: asWritten(problem) }));
      Object.assign(mail, { state: 'failed', rounds: round + 1, nextAttemptAt: null, failure: asWritten(problem) });
      await this.failures.tell(tx, mail, now);
      this.#log.error(`mail ${mail.id} (${mail.kind}) cannot be written: ${mail.failure}`);
      return 'failed';
    });
  }
}

/** A deferral that may not wait any longer has failed. */
const STATE_AFTER = { accepted: 'sent', rejected: 'failed', deferred: 'failed', unknown: 'unknown' } as const satisfies Record<RelayAnswer['outcome'], OutboundState>;

async function lockQueued(tx: EntityManager, id: string, round: number): Promise<OutboundMessage | undefined> {
  const mail = await lockMail(tx, id);
  return mail?.state === 'queued' && mail.rounds === round ? mail : undefined;
}
