import type { EntityManager } from '#persistence';
import { owedBySteps, owedSince, type Step } from '../domain/owed-since.js';
import type { TicketState } from '../domain/ticket-states.js';

interface StepRow {
  readonly at: Date | string;
  readonly did: Step['did'];
  readonly since: Date | string | null;
  readonly state: TicketState | null;
  readonly last: Date | string | null;
}

/** Mails that never arrived answered nobody. */
const LOST = `('failed', 'bounced')`;

/** What the desk had told to wait was stopped, or failed at its end. */
const CAME_TO_NOTHING = `(e.verb in ('action.cancelled', 'action.failed')
  and exists (select 1 from ticket_event h where h.ticket_id = e.ticket_id and h.verb = 'action.held' and h.actor_kind <> 'requester' and h.detail->>'actionId' = e.detail->>'actionId'))`;

/**
 * Since when a ticket owes an answer by what stands on it now: for what takes messages away, or finds that an answer was none. What a ticket that
 * went into it owed then is owed here, too, for as long as it is in it. The mails are `#intake`'s, above: they know when they came.
 *
 * @param reopenedAt it is being opened again, because it was not over after all
 */
export async function owedByWhatStands(tx: EntityManager, ticketId: string, { reopenedAt }: { readonly reopenedAt?: Date } = {}): Promise<Date | null> {
  const standing = 'ticket_merge g where g.target_id = ? and g.undone_at is null';
  const own = `m.ticket_id = ? and not exists (select 1 from ${standing} and g.message_ids @> to_jsonb(m.id::text))`;
  const rows = await tx.execute<StepRow[]>(
    `select at, did, since, state, last from (
       select m.created_at as at, 'asked' as did, least(k.received_at, m.created_at) as since, null as state, null::timestamptz as last
         from ticket_message m left join kept_mail k on k.id = m.kept_mail_id where m.kind = 'inbound' and not m.from_machine and ${own}
       union all select m.created_at, 'answered', null, null, null from ticket_message m left join outbound_message o on o.id = m.outbound_message_id
         where m.kind = 'reply' and (o.state is null or o.state not in ${LOST}) and ${own}
       union all select e.at, case when e.verb in ('voucher.wished', 'details.added') then 'asked' when e.verb in ('action.cancelled', 'action.failed') then 'asked' when e.verb in ('action.held', 'action.done', 'request.answered') then 'answered' when e.detail->>'to' in ('solved', 'closed') then 'ended' else 'reopened' end, null, null, null
         from ticket_event e where e.ticket_id = ? and (e.verb in ('voucher.wished', 'details.added')
           or (e.verb = 'request.answered' or (e.verb = 'action.done' and e.actor_kind <> 'requester' and e.detail->>'type' is distinct from 'freeze'))
             and not exists (select 1 from outbound_message o where o.ticket_id = e.ticket_id and o.created_at = e.at and o.state in ${LOST})
           or (e.verb = 'action.held' and e.actor_kind <> 'requester'
             and exists (select 1 from outbound_message o join ticket t on t.id = o.ticket_id where o.ticket_id = e.ticket_id and o.created_at = e.at and o.state not in ${LOST} and (o.kind = 'new-address-waits' or o.recipient_canonical = t.requester_canonical)))
           or ${CAME_TO_NOTHING}
           or (e.verb = 'ticket.state-changed' and (e.detail->>'to' in ('solved', 'closed') or e.detail->>'from' in ('solved', 'closed')))
           or (e.verb = 'ticket.reopened' and e.actor_kind = 'rekey'))
       union all select e.at, 'asked', null, null, null from ticket_event e join ticket_merge g on g.source_id = e.ticket_id where g.target_id = ? and g.undone_at is null and e.at > g.merged_at and ${CAME_TO_NOTHING}
       union all select g.merged_at, 'asked', s.owed_since, g.source_state, s.last_message_at from ticket_merge g join ticket s on s.id = g.source_id where g.target_id = ? and g.undone_at is null) steps
     order by at, did = 'asked' desc`, Array.from({ length: 7 }, () => ticketId));
  const steps = rows.flatMap(({ at, did, since, state, last }): Step[] => {
    const owed = state && last ? owedSince({ state, owedSince: instant(since), lastMessageAt: new Date(last) }) : instant(since);
    return state && !owed ? [] : [{ at: new Date(at), did, since: owed }];
  });
  return owedBySteps([...steps, ...(reopenedAt ? [{ at: reopenedAt, did: 'reopened' as const }] : [])]);
}

/** When the newest message between the house and the outside was written that still stands on a ticket. */
export async function newestMessageOf(tx: EntityManager, ticketId: string): Promise<Date | null> {
  const [row] = await tx.execute<{ at: Date | string | null }[]>(`select max(created_at) as at from ticket_message where ticket_id = ? and kind in ('inbound', 'reply')`, [ticketId]);
  return instant(row?.at ?? null);
}

function instant(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}
