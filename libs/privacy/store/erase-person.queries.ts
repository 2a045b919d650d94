import { textArray, type EntityManager } from '#persistence';
import { mergedWith } from '#tickets';
import type { RequestResult, RequestScope } from '../domain/data-request.js';
import { endableOf, endMails, endTickets } from './end-tickets.queries.js';
import { bound, isAccountHeld, isHeld } from './held.js';

/** Whose data, in which portal, and the ticket of the request itself, which stays with its own time. */
export interface Erasure {
  readonly portalKey: string;
  readonly scope: RequestScope;
  readonly ticketId: string;
  readonly now: Date;
  readonly most: number;
}

type Step = (tx: EntityManager, erasure: Erasure) => Promise<number>;

/**
 * What an erasure ends, step by step, each its own transaction and each harmless to repeat: a step that found nothing
 * more is done. Counters against guessing stay their days (`limit_hit`, `ticket_opening`): who erases them could guess on.
 */
export const ERASURE_STEPS: Readonly<Record<string, Step>> = {
  tickets: async (tx, { portalKey, scope, ticketId, now, most }) => {
    const own = await tx.execute<{ id: string }[]>(
      `select t.id from ticket t where t.portal_key = ? and t.requester_canonical = any(?::text[]) and t.id <> ? and t.state in ('closed', 'solved') order by t.id`, [portalKey, textArray(scope.addresses), ticketId]);
    const ids = (await endableOf(tx, own.map(({ id }) => id), now)).slice(0, most);
    if (ids.length > 0) await endTickets(tx, ids, now);
    return ids.length;
  },
  // What they wrote on tickets of others, also by a merger: the ticket is not theirs, the words are, and the mails that they came in.
  messages: async (tx, { portalKey, scope, ticketId, now, most }) => {
    const rows = await tx.execute<{ id: string; mail: string | null }[]>(...bound(`update ticket_message m set text = '', quoted = null, subject = null, from_address = null, from_name = null, attachments = '[]', warnings = '[]', sender_check = null, has_page = false, message_id = null, "references" = '[]'
      where m.id in (select o.id from ticket_message o join ticket t on t.id = o.ticket_id where t.portal_key = :portal and lower(o.from_address) = any(:addresses::text[]) and t.id <> :ticket
        and t.state in ('closed', 'solved') and not ${isHeld('t.id')} order by o.id limit :most) returning m.id, m.kept_mail_id as mail`, { portal: portalKey, addresses: textArray(scope.addresses), ticket: ticketId, now, most }));
    await endMails(tx, rows.flatMap(({ mail }) => mail ?? []), now);
    return rows.length;
  },
  'text messages': (tx, erasure) => changed(tx, erasure, `delete from sms_message x using ticket t where t.id = x.ticket_id and x.portal_key = :portal and x.state <> 'queued' and t.id <> :ticket and not ${isHeld('t.id')}
    and (t.requester_canonical = any(:addresses::text[]) or exists (select from recovery_case c where c.ticket_id = t.id and c.portal_key = :portal and c.account_ref = any(:refs::text[]))) returning 1`),
  participants: (tx, erasure) => changed(tx, erasure, `delete from ticket_participant p using ticket t where t.id = p.ticket_id and t.portal_key = :portal and p.canonical = any(:addresses::text[]) and t.id <> :ticket and not ${isHeld('t.id')} returning 1`),
  mails: async (tx, { portalKey, scope, now, most }) => {
    const rows = await tx.execute<{ id: string }[]>(
      `select id from kept_mail where portal_key = ? and lower(from_address) = any(?::text[]) and ticket_id is null and disposition is not null and texts_ended_at is null order by id limit ?`, [portalKey, textArray(scope.addresses), most]);
    await endMails(tx, rows.map(({ id }) => id), now);
    return rows.length;
  },
  'sent mails': async (tx, erasure) => {
    await changed(tx, erasure, `delete from delivery_attempt a using outbound_message x where x.id = a.outbound_message_id and ${SENT} returning 1`);
    return changed(tx, erasure, `delete from outbound_message x where ${SENT} returning 1`);
  },
  evidence: (tx, erasure) => changed(tx, erasure, `delete from evidence x where ${OF_ACCOUNT} and not exists (select from recovery_case c where c.id = x.case_id and ${isHeld('c.ticket_id')}) returning 1`),
  grants: (tx, erasure) => changed(tx, erasure, `delete from recovery_grant x where ${OF_ACCOUNT} and (x.secret_ends_at is null or x.scrambled_at is not null) and (x.ticket_id is null or not ${isHeld('x.ticket_id')}) returning 1`),
  papers: (tx, erasure) => changed(tx, erasure, `delete from recovery_slip x where ${OF_ACCOUNT} and x.ended_at is not null returning 1`),
  orders: (tx, erasure) => changed(tx, erasure, `update recovery_bulk_item x set account_ref = x.id::text, failure = null from recovery_bulk b where b.id = x.bulk_id and b.settled_at is not null and b.portal_key = :portal and x.account_ref = any(:refs::text[]) returning 1`),
  cases: (tx, erasure) => changed(tx, erasure, `update recovery_case x set account_ref = null, candidates = '[]', claimed = '{}', ticked = '[]', ended_at = :now where ${OF_ACCOUNT} and not ${isHeld('x.ticket_id')} returning 1`),
  // Last of them: what runs on the account is known by its actions.
  actions: (tx, erasure) => changed(tx, erasure, `update recovery_action x set account_ref = '', idempotency_key = id::text, address_id = null, evidence_ids = '[]', parameters = '{}', override_reason = null, decision_reason = null, failure = null, ended_at = :now
    where ${OF_ACCOUNT} and not ${isHeld('x.ticket_id')} returning 1`),
  notes: (tx, erasure) => changed(tx, erasure, `delete from directory_note x where ${OF_ACCOUNT} and (x.stopped is null or x.stopped = 'null'::jsonb) and x.temporary_until is null returning 1`),
  bounces: (tx, erasure) => changed(tx, erasure, `delete from bounced_address where portal_key = :portal and address = any(:addresses::text[]) returning 1`),
};

const OF_ACCOUNT = `x.portal_key = :portal and x.account_ref = any(:refs::text[]) and not ${isAccountHeld('x.portal_key', 'x.account_ref')}`;
const SENT = `x.portal_key = :portal and x.recipient_canonical = any(:addresses::text[]) and x.state not in ('queued', 'sending') and (x.ticket_id is null or (x.ticket_id <> :ticket and not ${isHeld('x.ticket_id')}))`;

/** What is left of the person, and why it may stay. */
export async function keptOf(em: EntityManager, { portalKey, scope, ticketId, now }: Erasure): Promise<RequestResult['kept']> {
  const tickets = await em.execute<{ what: string; because: RequestResult['kept'][number]['because'] }[]>(
    `select t.number as what, case when exists (select from ${mergedWith('t.id')} w join legal_hold h on h.ticket_id = w.id and h.released_at is null) then 'legal-hold' when exists (select from ${mergedWith('t.id')} w where w.state not in ('closed', 'solved')) then 'open-ticket' else 'running' end as because
     from ticket t where t.portal_key = ? and t.requester_canonical = any(?::text[]) and t.id <> ? order by t.id limit 100`, [portalKey, textArray(scope.addresses), ticketId]);
  const [running] = await em.execute<{ count: number }[]>(...bound(
    `select count(*)::int as count from recovery_action x where x.portal_key = :portal and x.account_ref = any(:refs::text[]) and x.ticket_id <> :ticket and ${isAccountHeld('x.portal_key', 'x.account_ref')}`,
    { portal: portalKey, refs: textArray(scope.accountRefs), ticket: ticketId, now }));
  return [...tickets, ...(running!.count > 0 ? [{ what: 'actions', because: 'running' as const }] : []), { what: 'request', because: 'this-request' }];
}

async function changed(tx: EntityManager, { portalKey, scope, ticketId, now }: Erasure, sql: string): Promise<number> {
  const rows = await tx.execute<object[]>(...bound(sql, { portal: portalKey, addresses: textArray(scope.addresses), refs: textArray(scope.accountRefs), ticket: ticketId, now }));
  return rows.length;
}
