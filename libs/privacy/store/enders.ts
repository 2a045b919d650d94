import type { DataClassName } from '#portals';
import type { EntityManager } from '#persistence';
import { endMails, endShells, endTickets, mailsToEnd, ticketsToEnd } from './end-tickets.queries.js';
import { bound, isAccountHeld, isHeld } from './held.js';

/** What one batch works with. `before`: what was over before then is due; of a portal's class, a moment for each portal. */
export interface Batch {
  readonly before: Readonly<Record<string, Date>>;
  readonly now: Date;
  readonly most: number;
}

/** Ends at most `most` of a class in the given transaction; returns how many. Rows that another process has are skipped. */
export type Ender = (tx: EntityManager, batch: Batch) => Promise<number>;

/** Where the desk has one time for all its portals. */
export const WHOLE_DESK = '*';

/**
 * How each class ends. The classes that are missing end elsewhere: the audit by its own room (`#audit` `EndAudit`), bytes
 * by `#intake` `RemoveOldBytes`.
 */
export const ENDERS: Readonly<Record<Exclude<DataClassName, 'audit' | 'audit-addresses' | 'raw-mails' | 'attachments'>, Ender>> = {
  'ticket-texts': async (tx, { before, now, most }) => {
    await endShells(tx);
    const ids = await ticketsToEnd(tx, before, now, most);
    if (ids.length > 0) await endTickets(tx, ids, now);
    return ids.length;
  },
  'set-aside-mails': async (tx, { before, now, most }) => {
    const ids = await mailsToEnd(tx, before, most);
    await endMails(tx, ids, now);
    return ids.length;
  },
  'outbound-mails': async (tx, batch) => {
    // What may still leave or be sent again is no history yet.
    const ids = await due(tx, batch, 'outbound_message', `coalesce(x.sent_at, x.give_up_at)`, `x.state not in ('queued', 'sending') and (x.ticket_id is null or not ${isHeld('x.ticket_id')})`);
    await tx.execute(...bound('delete from delivery_attempt where outbound_message_id = any(:ids::uuid[])', { ids }));
    return remove(tx, 'outbound_message', ids);
  },
  'text-messages': (tx, batch) => removeDue(tx, batch, 'sms_message', 'coalesce(x.settled_at, x.give_up_at)', `x.state <> 'queued'`),
  evidence: (tx, batch) => removeDue(tx, batch, 'evidence', 'x.recorded_at', `not ${isAccountHeld('x.portal_key', 'x.account_ref')} and not exists (select from recovery_case c where c.id = x.case_id and ${isHeld('c.ticket_id')})`),
  cases: (tx, batch) => strip(tx, batch, 'recovery_case', '(select coalesce(t.closed_at, t.last_message_at) from ticket t where t.id = x.ticket_id)', `not ${isHeld('x.ticket_id')}`,
    `account_ref = null, candidates = '[]', claimed = '{}', ticked = '[]'`),
  actions: (tx, batch) => strip(tx, batch, 'recovery_action', 'coalesce(x.settled_at, x.decided_at, x.created_at)', `not ${isHeld('x.ticket_id')} and not ${isAccountHeld('x.portal_key', 'x.account_ref')}`,
    `account_ref = '', idempotency_key = id::text, address_id = null, evidence_ids = '[]', parameters = '{}', override_reason = null, decision_reason = null, failure = null`),
  'home-sign-ins': (tx, batch) => removeDue(tx, batch, 'home_sign_in', 'x.expires_at', 'true'),
  // A temporary password that was not made worthless yet is not over.
  grants: (tx, batch) => removeDue(tx, batch, 'recovery_grant', 'greatest(x.expires_at, x.secret_ends_at)', `(x.secret_ends_at is null or x.scrambled_at is not null) and (x.ticket_id is null or not ${isHeld('x.ticket_id')}) and not ${isAccountHeld('x.portal_key', 'x.account_ref')}`),
  papers: (tx, batch) => removeDue(tx, batch, 'recovery_slip', 'x.ended_at', `not ${isAccountHeld('x.portal_key', 'x.account_ref')}`),
  bulks: async (tx, batch) => {
    const ids = await due(tx, batch, 'recovery_bulk', 'x.settled_at', 'true');
    await tx.execute(...bound('delete from recovery_bulk_item where bulk_id = any(:ids::uuid[])', { ids }));
    return remove(tx, 'recovery_bulk', ids);
  },
  breaches: async (tx, batch) => {
    const ids = await due(tx, batch, 'recovery_breach', 'x.closed_at', 'true');
    await tx.execute(...bound('delete from recovery_breach_action where breach_id = any(:ids::uuid[])', { ids }));
    return remove(tx, 'recovery_breach', ids);
  },
  'data-requests': async (tx, batch) => (await removeDue(tx, batch, 'legal_hold', 'x.released_at', 'true')) + (await removeDue(tx, batch, 'data_request', 'x.settled_at', 'true')),
  'agent-sessions': (tx, batch) => removeDue(tx, batch, 'agent_session', 'coalesce(x.ended_at, x.ends_at)', 'true'),
  'agent-tokens': (tx, batch) => removeDue(tx, batch, 'api_token', 'x.revoked_at', 'true'),
  'sign-in-keys': (tx, batch) => removeDue(tx, batch, 'sign_in_key', '(select agent.disabled_at from agent where agent.id = x.agent_id)', 'true'),
  'key-challenges': (tx, batch) => removeDue(tx, batch, 'key_challenge', 'x.expires_at', 'true', 'token_hash'),
  'former-agents': (tx, batch) => strip(tx, batch, 'agent', 'x.disabled_at', 'true',
    `email = id || '@former.invalid', display_name = '', code = id::text, password_hash = '', totp_secret_sealed = null, totp_confirmed_at = null, totp_last_step = null, keys = 0, enrolment_code_hash = null, enrolment_code_until = null, roles = '[]', portals = '[]', line = null, limits = '{}'`),
  'sign-in-brakes': (tx, batch) => removeDue(tx, batch, 'sign_in_throttle', 'x.last_failure_at', '(x.blocked_until is null or x.blocked_until < :now)', 'key'),
  'portal-sign-ins': (tx, batch) => removeDue(tx, batch, 'builtin_session', 'x.ends_at', 'true', 'token_hash'),
  alarms: (tx, batch) => removeDue(tx, batch, 'alarm', 'x.cleared_at', 'true'),
  'breaker-releases': (tx, batch) => removeDue(tx, batch, 'breaker_release', 'x.until', 'true'),
  'bounced-addresses': (tx, batch) => removeDue(tx, batch, 'bounced_address', 'x.until', 'true'),
  openings: (tx, batch) => removeDue(tx, batch, 'ticket_opening', 'x.created_at', 'true'),
  'limit-counts': (tx, batch) => removeDue(tx, batch, 'limit_hit', 'x.at', 'true'),
  'asked-links': (tx, batch) => removeDue(tx, batch, 'asked_link', 'x.created_at', 'true'),
  'directory-operations': async (tx, batch) => (await removeDue(tx, batch, 'builtin_operation', 'x.at', 'true', 'operation_id')) + (await removeDue(tx, batch, 'directory_operation', 'x.at', 'true', 'operation_id')),
};

/** Keys of at most `most` rows whose time is over and for which `condition` holds, as an array literal; locked, what another process has skipped. */
async function due(tx: EntityManager, { before, now, most }: Batch, table: string, over: string, condition: string, key = 'id'): Promise<string> {
  const portal = WHOLE_DESK in before ? `p.key = '${WHOLE_DESK}'` : 'p.key = x.portal_key';
  const [row] = await tx.execute<{ keys: string }[]>(...bound(
    `select coalesce(array_agg(due.key), '{}')::text as keys from (select x.${key}::text as key from ${table} x join jsonb_each_text(:before::jsonb) p on ${portal}
       where ${over} < p.value::timestamptz and ${condition} limit :most for update of x skip locked) due`, { before: JSON.stringify(before), now, most }));
  return row!.keys;
}

async function remove(tx: EntityManager, table: string, keys: string, key = 'id'): Promise<number> {
  const gone = await tx.execute<object[]>(`delete from ${table} where ${key}::text = any(?::text[]) returning 1`, [keys]);
  return gone.length;
}

async function removeDue(tx: EntityManager, batch: Batch, table: string, over: string, condition: string, key = 'id'): Promise<number> {
  const keys = await due(tx, batch, table, over, condition, key);
  return keys === '{}' ? 0 : remove(tx, table, keys, key);
}

async function strip(tx: EntityManager, batch: Batch, table: string, over: string, condition: string, empty: string): Promise<number> {
  const keys = await due(tx, batch, table, over, `x.ended_at is null and ${condition}`);
  const stripped = keys === '{}' ? [] : await tx.execute<object[]>(...bound(`update ${table} set ${empty}, ended_at = :now where id = any(:keys::uuid[]) returning 1`, { keys, now: batch.now }));
  return stripped.length;
}
