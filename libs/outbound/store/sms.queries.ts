import type { EntityManager } from '#persistence';
import { SmsMessage } from './sms-message.entity.js';

export interface SmsState {
  readonly ticketId: string | null;
  /** E.164 */
  readonly recipient: string;
  readonly createdAt: Date;
  readonly state: SmsMessage['state'];
}

/** What became of the text messages of these tickets: never their text, nor what the gateway said. */
export async function smsOfTickets(em: EntityManager, ticketIds: readonly string[]): Promise<SmsState[]> {
  const found = await em.find(SmsMessage, { ticketId: { $in: [...ticketIds] } }, { fields: ['ticketId', 'recipient', 'createdAt', 'state'], orderBy: { createdAt: 'desc' }, limit: 100 });
  return found.map(({ ticketId, recipient, createdAt, state }) => ({ ticketId: ticketId ?? null, recipient, createdAt, state }));
}
