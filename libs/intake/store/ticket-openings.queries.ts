import { newId } from '#kernel';
import { lateInsert, recordset, rowsOf, textArray, writeLate, type EntityManager } from '#persistence';
import { NOT_COUNTED, type BrakeLimits, type OpenedAround, type Opening } from '../domain/brake.js';
import { TicketOpening } from './ticket-opening.entity.js';

/**
 * Until the transaction ends nobody else counts or opens tickets of these domains, class by class. Of the senders
 * themselves `FindThread` has seen to that. Filing mails of one portal waits for each other anyway, for the next ticket
 * number, so this takes nobody's time.
 */
export async function lockDomains(tx: EntityManager, portalKey: string, openings: readonly Opening[]): Promise<void> {
  const keys = openings.flatMap(({ domain, senderClass }) => (domain === null ? [] : [`opening:${portalKey}:${senderClass}:${domain}`]));
  if (keys.length === 0) return;
  await tx.execute('select pg_advisory_xact_lock(lock) from (select distinct hashtextextended(key, 0) as lock from unnest(?::text[]) key order by 1) ordered', [textArray(keys)]);
}

/**
 * How many tickets were opened around each of these, in their order, by who counts with them; both ways in time, as
 * `countWith` does. No further than the limits, so that it costs the same however much there is.
 */
export async function openedAround(tx: EntityManager, portalKey: string, openings: readonly Opening[], limits: BrakeLimits): Promise<OpenedAround[]> {
  if (openings.length === 0) return [];
  return tx.execute<OpenedAround[]>(OPENED_AROUND, [
    rowsOf(openings.map((opening, nth) => ({ nth, portal_key: portalKey, sender: opening.sender, domain: opening.domain, sender_class: opening.senderClass, at: opening.at }))),
    ...[limits.perSenderHour, limits.perSenderDay, limits.perDomainHour].map((limit) => (limit >= NOT_COUNTED ? 0 : limit)),
  ]);
}

/** Exported for the spec that reads its plan. `offset 0` keeps each count a walk along its own index. */
export const OPENED_AROUND = `with given as materialized (select * from ${recordset('nth int, portal_key text, sender text, domain text, sender_class text, at timestamptz', 'asked')})
  select hour.opened as "senderHour", day.opened as "senderDay", neighbours.opened as "domainHour" from given
  cross join lateral (select count(*)::int as opened from (select 1 from ticket_opening o where o.portal_key = given.portal_key and o.sender = given.sender and o.sender_class = given.sender_class
    and o.at > given.at - interval '1 hour' and o.at < given.at + interval '1 hour' limit ? offset 0) own) hour
  cross join lateral (select count(*)::int as opened from (select 1 from ticket_opening o where o.portal_key = given.portal_key and o.sender = given.sender and o.sender_class = given.sender_class
    and o.at > given.at - interval '1 day' and o.at < given.at + interval '1 day' limit ? offset 0) own) day
  cross join lateral (select count(*)::int as opened from (select 1 from ticket_opening o where o.portal_key = given.portal_key and o.domain = given.domain and o.sender_class = given.sender_class
    and o.at > given.at - interval '1 hour' and o.at < given.at + interval '1 hour' limit ? offset 0) own) neighbours
  order by given.nth`;

const newOpenings = lateInsert(TicketOpening, 3);

/** Written when the transaction ends. */
export function addOpening(tx: EntityManager, portalKey: string, opening: Opening, now: Date): void {
  writeLate(tx, newOpenings, { id: newId(now.getTime()), createdAt: now, portalKey, ...opening });
}

/** Addresses that count no more (R79). */
export async function forgetOpenings(tx: EntityManager, openedBefore: Date): Promise<void> {
  await tx.execute('delete from ticket_opening where created_at < ?', [openedBefore]);
}
