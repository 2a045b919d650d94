import { DAY_MS, HOUR_MS, refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { LIMITS, NOTICE_SMS_ROOM, withinLimit, type Limit, type LimitName } from '../../domain/limits.js';
import { hit, hits } from '../../store/recovery.queries.js';

/**
 * The brakes of text messages for a notice: they count what the codes count, with twice the room, and without the minute between two, since a
 * request and the start of its hold may lie closer. Undefined: one more may be sent, and is counted. Refusals: `recovery.limit-reached`.
 */
export async function noticeSmsLimit(tx: EntityManager, subjects: { readonly account: string; readonly number: string; readonly portal: string }, now: Date): Promise<Refusal | undefined> {
  const limits: readonly (readonly [LimitName, string])[] = [['sms-account', subjects.account], ['sms-number', subjects.number], ['sms-portal', subjects.portal]];
  for (const [name, subject] of limits) {
    const verdict = withinLimit(name, await hits(tx, name, subject, new Date(now.getTime() - DAY_MS - HOUR_MS)), now, roomier(name));
    if (!verdict.within) return refuse('recovery.limit-reached', { missing: [`limit:${name}`], until: verdict.until });
  }
  for (const [name, subject] of limits) hit(tx, name, subject, now);
  return undefined;
}

function roomier(name: LimitName): Limit {
  return { windows: LIMITS[name].windows.map(({ most, withinMs }) => ({ most: most * NOTICE_SMS_ROOM, withinMs })) };
}
