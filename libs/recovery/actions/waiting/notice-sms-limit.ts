import { DAY_MS, HOUR_MS, refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { halfOf, withinLimit, type LimitName } from '../../domain/limits.js';
import { hit, hits } from '../../store/recovery.queries.js';

interface NoticeSms {
  readonly account: string;
  readonly number: string;
  readonly portal: string;
  /** Or off the file. */
  readonly isYoung: boolean;
  /** About what is done already: it leaves half of the room to holds, which a text message can still stop. */
  readonly isAtOnce: boolean;
}

/**
 * The brakes of text messages for a notice. Not those of the codes, and without the minute between two, since a request and the start of its hold may lie
 * closer. One that is young, or off the file, counts neither for the account nor for whoever has long had it. Undefined: one more may be sent, and is counted. Refusals: `recovery.limit-reached`.
 */
export async function noticeSmsLimit(tx: EntityManager, { account, number, portal, isYoung, isAtOnce }: NoticeSms, now: Date): Promise<Refusal | undefined> {
  const own: readonly (readonly [LimitName, string])[] = isYoung ? [['notice-sms-young', number]] : [['notice-sms-account', account], ['notice-sms-number', number]];
  const limits = [...own, ['notice-sms-portal', portal] as const];
  for (const [name, subject] of limits) {
    const verdict = withinLimit(name, await hits(tx, name, subject, new Date(now.getTime() - DAY_MS - HOUR_MS)), now, isAtOnce ? halfOf(name) : undefined);
    if (!verdict.within) return refuse('recovery.limit-reached', { missing: [`limit:${name}`], until: verdict.until });
  }
  for (const [name, subject] of limits) hit(tx, name, subject, now);
  return undefined;
}
