import { isPermitted, othersAsked, portalCondition, ticketCondition, type Caller, type Scope } from '#agents';
import { allOf, type RowsToCount } from '#persistence';
import { APPROVAL_MS } from '../domain/policy.js';

/**
 * What waits for this agent as the second person: actions, orders for many accounts, and what comes up again. As `whyNotApprove` judges it, as far as rows
 * tell: not their own nor their line's, nor what they prepared. Whose account it is the directory knows; it is asked when they decide.
 */
export function actionsToDecide(agent: Caller, now: Date): RowsToCount {
  const me = agent.agentId;
  const [seen, whole] = [ticketCondition(agent, 't'), portalCondition(agent, 'b')];
  const [asked, ordered] = [othersAsked(me, 'a.requested_by_agent_id'), othersAsked(me, 'b.requested_by_agent_id')];
  return allOf(
    {
      sql: `select 1 from recovery_action a join ticket t on t.id = a.ticket_id where a.state = 'awaiting-approval' and a.approval_until > ? and ${seen.sql} and ${asked.sql}
        and not exists (select from recovery_case c where c.id = a.case_id and c.linked_by_agent_id = ?)
        and not exists (select from jsonb_array_elements_text(a.evidence_ids) proof(id) join evidence e on e.id = proof.id::uuid where e.recorded_by_agent_id = ? or jsonb_exists(e.detail -> 'printedBy', ?) or e.detail -> 'voucher' ->> 'agentId' = ?)`,
      values: [now, ...seen.values, ...asked.values, me, me, me, me],
    },
    {
      sql: `select 1 from recovery_bulk b where b.state = 'awaiting-approval' and b.created_at > ? and ${whole.sql} and ${ordered.sql}`,
      values: [new Date(now.getTime() - APPROVAL_MS), ...whole.values, ...ordered.values],
    },
    ...(isPermitted(agent, 'recovery.recheck') ? [{
      sql: `select 1 from recovery_action a join ticket t on t.id = a.ticket_id where a.recheck = 'due' and ${seen.sql} and a.requested_by_agent_id is distinct from ? and a.approver_agent_id is distinct from ?`,
      values: [...seen.values, me, me],
    }] : []),
  );
}

/** Breaches that are open, of portals that somebody sees whole: their clock runs. */
export function breachesToClose(reader: Scope): RowsToCount {
  const whole = portalCondition(reader, 'b');
  return { sql: `select 1 from recovery_breach b where b.closed_at is null and ${whole.sql}`, values: whole.values };
}
