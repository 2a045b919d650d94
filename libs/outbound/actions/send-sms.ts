import { Injectable, Logger } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { AuditTrail } from '#audit';
import { enqueue, sendSms } from '#jobs';
import { Clock, MINUTE_MS, Sealer } from '#kernel';
import { Database } from '#persistence';
import { Portals, PortalSecrets, SecretElsewhere, targetOfSms } from '#portals';
import { SmsGateway, type SmsAnswer } from '../sms-gateway.js';
import { SmsMessage } from '../store/sms-message.entity.js';
import { isOvertaken, OVERTAKEN } from '../store/sms.queries.js';
import { sealContextOf } from './queue-sms.js';
import { SmsFailures } from './sms-failures.js';

const LATE_AFTER_MS = MINUTE_MS;
const BATCH = 200;

/**
 * Hands a text message to the portal's gateway, at least once, always under its own id: the gateway knows by it what it
 * has already. What comes too late is not sent at all, since its code has expired, nor what a newer one has overtaken while the gateway was away.
 */
@Injectable()
export class SendSms {
  readonly #log = new Logger('sms');

  constructor(
    private readonly database: Database, private readonly portals: Portals, private readonly secrets: PortalSecrets, private readonly gateway: SmsGateway, private readonly sealer: Sealer,
    private readonly failures: SmsFailures, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** @throws SmsGatewayUnreachable; the message stays and is handed over later */
  async run({ smsMessageId: id }: { readonly smsMessageId: string }): Promise<void> {
    const sms = await this.database.read((em) => em.findOne(SmsMessage, { id }));
    if (sms?.state !== 'queued' || !sms.textSealed) return;
    const now = this.clock.now();
    if (sms.giveUpAt <= now) return this.#settle(id, { state: 'expired', detail: null });
    if (sms.notBefore && sms.notBefore > now) return;
    if (await this.database.read((em) => isOvertaken(em, sms, now))) return this.#settle(id, { state: 'expired', detail: OVERTAKEN });
    const { sms: settings } = await this.portals.get(sms.portalKey);
    if (!settings) return this.#settle(id, { state: 'refused', detail: 'the portal has no gateway any more' });
    const signingKey = await this.secrets.of(sms.portalKey, 'sms', targetOfSms(settings)).catch((error: unknown) => {
      if (error instanceof SecretElsewhere) return error;
      throw error;
    });
    if (!signingKey || signingKey instanceof SecretElsewhere) return this.#settle(id, { state: 'refused', detail: signingKey?.message ?? 'no signing key: rekey portal secret' });
    await this.database.statement((em) => em.nativeUpdate(SmsMessage, { id }, { tries: sms.tries + 1 }));
    const answer = await this.gateway.send({ id, to: sms.recipient, text: this.sealer.open(sms.textSealed, sealContextOf(id)) }, { settings, signingKey });
    await this.#settle(id, outcomeOf(answer));
  }

  /** Upkeep: what lost its job, and what is over. Returns how many of each. */
  async settleLate(now: Date = this.clock.now()): Promise<{ readonly again: number; readonly expired: number }> {
    const late = await this.database.read((em) => em.find(SmsMessage, { state: 'queued', createdAt: { $lt: new Date(now.getTime() - LATE_AFTER_MS) }, $or: [{ notBefore: null }, { notBefore: { $lte: now } }] }, { orderBy: { createdAt: 'asc' }, limit: BATCH }));
    const over = late.filter(({ giveUpAt }) => giveUpAt <= now);
    for (const { id } of over) await this.#settle(id, { state: 'expired', detail: null });
    const again = late.filter(({ giveUpAt }) => giveUpAt > now);
    await this.database.transaction(async (tx) => {
      for (const { id } of again) await enqueue(tx, sendSms, { smsMessageId: id });
    });
    return { again: again.length, expired: over.length };
  }

  /** The text is destroyed, whatever came. */
  #settle(id: string, { state, detail }: { readonly state: 'sent' | 'refused' | 'expired'; readonly detail: string | null }): Promise<void> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const sms = await tx.findOne(SmsMessage, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      if (sms?.state !== 'queued') return;
      Object.assign(sms, { state, detail: detail?.slice(0, 200) ?? null, settledAt: now, textSealed: null });
      // A newer one says what counts: nothing that anybody has to look at.
      if (state !== 'sent' && detail !== OVERTAKEN) this.#log.warn(`text message ${id} of ${sms.portalKey} was not sent: ${detail ?? state}`);
      if (state !== 'sent') await this.failures.tell(tx, sms, state, now);
      await tx.flush();
      await this.audit.record(tx, { portalKey: sms.portalKey, verb: state === 'sent' ? 'sms.sent' : 'sms.not-sent', actor: { kind: 'rekey' }, outcome: state === 'sent' || detail === OVERTAKEN ? 'done' : 'failed', detail: { smsMessageId: id, state, ...(detail === OVERTAKEN && { because: OVERTAKEN }) }, now });
    });
  }
}

function outcomeOf(answer: SmsAnswer): { state: 'sent' | 'refused'; detail: string | null } {
  return answer.outcome === 'taken' ? { state: 'sent', detail: answer.reference } : { state: 'refused', detail: answer.detail };
}
