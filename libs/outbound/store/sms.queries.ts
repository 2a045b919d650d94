import type { EntityManager } from '#persistence';
import { SmsMessage } from './sms-message.entity.js';

/** Stands as the detail of a message that did not leave because a newer one said more. */
export const OVERTAKEN = 'overtaken';

export interface SmsState {
  readonly ticketId: string | null;
  /** E.164 */
  readonly recipient: string;
  readonly createdAt: Date;
  readonly state: SmsMessage['state'];
  /** Not sent, because a newer one said more: that says nothing about the phone. */
  readonly isOvertaken: boolean;
}

/** What became of the text messages of these tickets: never their text, nor what the gateway said. */
export async function smsOfTickets(em: EntityManager, ticketIds: readonly string[]): Promise<SmsState[]> {
  const found = await em.find(SmsMessage, { ticketId: { $in: [...ticketIds] } }, { fields: ['ticketId', 'recipient', 'createdAt', 'state', 'detail'], orderBy: { createdAt: 'desc' }, limit: 100 });
  return found.map(({ ticketId, recipient, createdAt, state, detail }) => ({ ticketId: ticketId ?? null, recipient, createdAt, state, isOvertaken: detail === OVERTAKEN }));
}

/** Whether the same phone is told by a newer one, which left or may leave now, how the same thing stands. Reads the messages of one ticket. */
export async function isOvertaken(em: EntityManager, { id, aboutId, ticketId, recipient }: SmsMessage, now: Date): Promise<boolean> {
  if (!aboutId) return false;
  return (await em.count(SmsMessage, { ticketId: ticketId ?? null, aboutId, recipient, id: { $gt: id }, state: { $in: ['queued', 'sent'] }, $or: [{ notBefore: null }, { notBefore: { $lte: now } }] })) > 0;
}
