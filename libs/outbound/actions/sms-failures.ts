import { Injectable } from '@nestjs/common';
import type { EntityManager } from '#persistence';
import type { SmsMessage } from '../store/sms-message.entity.js';
import { OVERTAKEN } from '../store/sms.queries.js';
import { Failures, type OfTicket } from './failures.js';

interface LostSms {
  readonly smsMessageId: string;
  readonly state: 'refused' | 'expired';
  /** It went out of date behind a newer one of the same change, which says what counts. */
  readonly isOvertaken: boolean;
}

/** A text message that no phone will get. */
export type FailedSms = LostSms & OfTicket;

@Injectable()
export class SmsFailures extends Failures<LostSms> {
  tell(tx: EntityManager, sms: SmsMessage, state: LostSms['state'], now: Date): Promise<void> {
    return this.tellOf(tx, sms, { smsMessageId: sms.id, state, isOvertaken: sms.detail === OVERTAKEN }, now);
  }
}
