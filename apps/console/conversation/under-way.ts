import type { TicketView } from '#contracts';

const SOON_MS = 3_000;
const LATER_MS = 60_000;
/** A reply that has not left by then waits for its relay. */
const FRESH_MS = 120_000;

/** When to look at a ticket again for what nobody tells us: mails and text messages that are on their way. False: nothing is. */
export function lookAgainInMs({ mails, messages, case: recoveryCase }: Pick<TicketView, 'mails' | 'messages' | 'case'>, now: number): number | false {
  const isWriting = messages.some(({ delivery, createdAt }) => (delivery?.state === 'queued' || delivery?.state === 'sending') && now - Date.parse(createdAt) < FRESH_MS);
  if (isWriting || recoveryCase?.grants.some(({ delivery }) => delivery === 'queued')) return SOON_MS;
  const waits = mails.flatMap(({ state, nextAttemptAt }) => (state === 'sending' ? [SOON_MS] : state === 'queued' && nextAttemptAt !== null ? [Date.parse(nextAttemptAt) - now + SOON_MS] : []));
  return waits.length === 0 ? false : Math.min(LATER_MS, Math.max(SOON_MS, Math.min(...waits)));
}
