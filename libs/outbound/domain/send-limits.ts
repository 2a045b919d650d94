import { DAY_MS, HOUR_MS, refuse, type Allowed, type Refusal } from '#kernel';

/**
 * Mails of all kinds to one address (recovery-security 5.8). Notices have head-room that other mails cannot use up:
 * otherwise an attacker could first fill the hour and then change the account in silence (R8).
 */
export const PER_RECIPIENT = { notice: { hour: 20, day: 40 }, other: { hour: 10, day: 20 } } as const;

export interface SendFacts {
  readonly isNotice: boolean;
  readonly automatic: boolean;
  /** When this recipient's mails of the last 24 hours were queued, oldest first; cancelled ones left out. */
  readonly recipientQueuedAt: readonly Date[];
  /** Automatic mails of the whole desk in the last hour. */
  readonly automaticLastHour: number;
  readonly automaticPerHour: number;
  readonly now: Date;
}

/** Whether one more mail may be queued. A flooded victim and a runaway rule are both worse than a missing mail (T11, T12). */
export function judgeSending(facts: SendFacts): Allowed | Refusal {
  const { now, recipientQueuedAt } = facts;
  const most = PER_RECIPIENT[facts.isNotice ? 'notice' : 'other'];
  const lastHour = recipientQueuedAt.filter((at) => at.getTime() > now.getTime() - HOUR_MS);
  if (lastHour.length >= most.hour) return full(lastHour, most.hour, HOUR_MS);
  const lastDay = recipientQueuedAt.filter((at) => at.getTime() > now.getTime() - DAY_MS);
  if (lastDay.length >= most.day) return full(lastDay, most.day, DAY_MS);
  if (facts.automatic && facts.automaticLastHour >= facts.automaticPerHour) return refuse('outbound.breaker-open');
  return { allowed: true };
}

/** There is room again when the first of the last `limit` mails is `windowMs` old. */
function full(queuedAt: readonly Date[], limit: number, windowMs: number): Refusal {
  return refuse('outbound.recipient-limit', { until: new Date(queuedAt.at(-limit)!.getTime() + windowMs) });
}
