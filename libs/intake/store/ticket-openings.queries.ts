import { newId } from '#kernel';
import { lateInsert, recordset, rowsOf, textArray, writeLate, type EntityManager } from '#persistence';
import { NOT_COUNTED, type BrakeLimits, type OpenedAround, type Opening } from '../domain/brake.js';
import { TicketOpening } from './ticket-opening.entity.js';

/** What an opening counts for; null: for nothing, as its limit is none. */
function keysOf({ sender, domain, senderClass }: Opening, limits: BrakeLimits): { readonly sender: string | null; readonly domain: string | null } {
  const isSenderCounted = limits.perSenderHour < NOT_COUNTED || limits.perSenderDay < NOT_COUNTED;
  return {
    sender: sender === null || !isSenderCounted ? null : `sender ${senderClass} ${sender}`,
    domain: domain === null || limits.perDomainHour >= NOT_COUNTED ? null : `domain ${senderClass} ${domain}`,
  };
}

/**
 * Until the transaction ends nobody else counts or opens tickets of these domains, class by class. Of the senders
 * themselves `FindThread` has seen to that. Filing mails of one portal waits for each other anyway, for the next ticket
 * number, so this takes nobody's time.
 */
export async function lockDomains(tx: EntityManager, portalKey: string, openings: readonly Opening[], limits: BrakeLimits): Promise<void> {
  const keys = openings.flatMap((opening) => keysOf(opening, limits).domain ?? []).map((key) => `opening:${portalKey}:${key}`);
  if (keys.length === 0) return;
  await tx.execute('select pg_advisory_xact_lock(lock) from (select distinct hashtextextended(key, 0) as lock from unnest(?::text[]) key order by 1) ordered', [textArray(keys)]);
}

/**
 * How many tickets were opened around each of these, in their order, by who counts with them; both ways in time, as
 * `countWith` does. A sender has a few dozen at most in two days, a domain is counted as far as its limit.
 */
export async function openedAround(tx: EntityManager, portalKey: string, openings: readonly Opening[], limits: BrakeLimits): Promise<OpenedAround[]> {
  const asked = openings.map((opening, nth) => ({ nth, portal_key: portalKey, ...keysOf(opening, limits), at: opening.at }));
  if (asked.every(({ sender, domain }) => sender === null && domain === null)) return openings.map(() => ({ senderHour: 0, senderDay: 0, domainHour: 0 }));
  return tx.execute<OpenedAround[]>(OPENED_AROUND, [rowsOf(asked), limits.perDomainHour]);
}

/** Exported for the spec that reads its plan. `offset 0` keeps each count a walk along the index. */
export const OPENED_AROUND = `with given as materialized (select * from ${recordset('nth int, portal_key text, sender text, domain text, at timestamptz', 'asked')})
  select own.hour as "senderHour", own.day as "senderDay", neighbours.hour as "domainHour" from given
  cross join lateral (select (count(*) filter (where near.at > given.at - interval '1 hour' and near.at < given.at + interval '1 hour'))::int as hour, count(*)::int as day
    from (select o.at from ticket_opening o where o.portal_key = given.portal_key and o.counts_for = given.sender and o.at > given.at - interval '1 day' and o.at < given.at + interval '1 day' offset 0) near) own
  cross join lateral (select count(*)::int as hour
    from (select 1 from ticket_opening o where o.portal_key = given.portal_key and o.counts_for = given.domain and o.at > given.at - interval '1 hour' and o.at < given.at + interval '1 hour' limit ? offset 0) near) neighbours
  order by given.nth`;

const newOpenings = lateInsert(TicketOpening, 3);

/** Written when the transaction ends. */
export function addOpening(tx: EntityManager, portalKey: string, opening: Opening, limits: BrakeLimits, now: Date): void {
  const { sender, domain } = keysOf(opening, limits);
  for (const countsFor of [sender, domain]) if (countsFor !== null) writeLate(tx, newOpenings, { id: newId(now.getTime()), createdAt: now, portalKey, countsFor, at: opening.at });
}

/** Addresses that count no more (R79). */
export async function forgetOpenings(tx: EntityManager, openedBefore: Date): Promise<void> {
  await tx.execute('delete from ticket_opening where created_at < ?', [openedBefore]);
}
