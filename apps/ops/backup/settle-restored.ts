import type pg from 'pg';
import { newId } from '#kernel';
import { MAIL_KINDS } from '#outbound';

/** Why it ended, wherever a code is asked for. */
export const RESTORED = 'ops.restored-from-backup';

/** Words for what was ended: of actions, links, evidence and mails, as the timeline has them. */
type Ended = Readonly<Record<keyof typeof STEPS, number>>;

/** These protect or inform: who got one may object to what was done, and must not lose that because a disk broke. Nothing opens by them. */
const KEPT_GRANTS = ['cancel', 'report', 'status'];
/** What warns a holder is sent again by a person: its link still objects. Of all others the link is dead. */
const WARNING_KINDS = Object.entries(MAIL_KINDS).flatMap(([kind, about]) => ('warns' in about ? [kind] : []));

const OF_CASE = '(select c.ticket_id from recovery_case c where c.id = case_id)';

/**
 * Since the backup was taken, holds were stopped, links used, rights taken away; the backup knows nothing of it. So nothing
 * that was under way then goes on by itself, and nothing that opened a door then opens one now: a person looks, and begins it
 * again. Each: `$1` now; what it ended as `ticket` (or null) and `what`.
 */
const STEPS = {
  actions: `update recovery_action set state = 'failed', failure = '${RESTORED}', settled_at = $1, final_at = null where state in ('approved', 'held', 'awaiting-approval', 'undoing') returning ticket_id as ticket, type as what`,
  // A deletion that was taken back since must not become final, nor an account thaw that somebody froze again.
  endings: `update recovery_action set final_at = null where state = 'done' and final_at is not null and finalised_at is null returning ticket_id as ticket, type as what`,
  cases: `update recovery_case set state = case state when 'hold' then 'cancelled' when 'second-person' then 'evidence' else 'ready' end, updated_at = $1, version = version + 1 where state in ('hold', 'second-person', 'executing') returning ticket_id as ticket, null as what`,
  links: `update recovery_grant set state = 'revoked', code_hash = null, secret_sealed = null, operation_id = null, started_at = null where state in ('unused', 'opened', 'redeeming') and purpose <> all(array['${KEPT_GRANTS.join(`', '`)}']) returning ticket_id as ticket, purpose as what`,
  // It may have been taken back since: somebody said that it was not them.
  evidence: `update evidence set voided_at = $1, voided_because = 'restored-from-backup' where voided_at is null and outcome = 'proved' and expires_at > $1 returning ${OF_CASE} as ticket, kind as what`,
  copiesOfData: `update data_request set download_hash = null, scope = null, download_until = $1 where download_hash is not null and download_until > $1 returning ticket_id as ticket, null as what`,
  // Legal holds that were set since are gone: nothing is ended or handed over before two people agree anew.
  dataRequests: `update data_request set state = 'open', decision = null, reason = null, scope = null, proposed_by_agent_id = null, proposed_at = null, approver_agent_id = null, decided_at = null where state in ('approved', 'proposed') returning ticket_id as ticket, null as what`,
  ordersForMany: `update recovery_bulk set state = 'cancelled', settled_at = $1, updated_at = $1 where state in ('awaiting-approval', 'running') returning null::uuid as ticket, kind as what`,
  // Whoever has to look at them finds them by the number at the order.
  accountsOfOrders: `with ended as (update recovery_bulk_item set state = 'failed', failure = '${RESTORED}' where state = 'approved' returning bulk_id),
    counted as (update recovery_bulk b set failed = b.failed + more.count from (select bulk_id, count(*)::int as count from ended group by 1) more where b.id = more.bulk_id) select null::uuid as ticket, null as what from ended`,
  proofLetters: `update recovery_slip set secret_sealed = null, ended_at = $1 where kind in ('proof-letter', 'hold-letter') and ended_at is null returning null::uuid as ticket, null as what`,
  mailsWithSecrets: `update outbound_message set state = 'cancelled', next_attempt_at = null, secrets_sealed = null, failure = 'restored from a backup: its link or code is dead' where state in ('queued', 'sending', 'unknown', 'failed') and secrets_sealed is not null and kind <> all(array['${WARNING_KINDS.join(`', '`)}']) returning ticket_id as ticket, kind as what`,
  mails: `update outbound_message set state = 'unknown', next_attempt_at = null, failure = 'restored from a backup: it may have been sent since' where state in ('queued', 'sending') returning ticket_id as ticket, kind as what`,
  textMessages: `update sms_message set state = 'expired', text_sealed = null, settled_at = $1, detail = 'restored from a backup' where state = 'queued' returning ticket_id as ticket, null as what`,
  linksAskedFor: 'delete from asked_link returning null::uuid as ticket, null as what',
  // A session that was ended, a token that was revoked, a code that was used since the backup would open the desk again.
  sessions: `update agent_session set ended_at = $1 where ended_at is null returning null::uuid as ticket, null as what`,
  apiTokens: `update api_token set revoked_at = $1 where revoked_at is null returning null::uuid as ticket, null as what`,
  // A mark that a new password took back would pass the brake again.
  knownBrowsers: 'update agent set known_browsers_since = $1 returning null::uuid as ticket, null as what',
  enrolmentCodes: `update agent set enrolment_code_hash = null, enrolment_code_until = null where enrolment_code_hash is not null returning null::uuid as ticket, null as what`,
  keyChallenges: 'delete from key_challenge returning null::uuid as ticket, null as what',
  homeSignIns: 'delete from home_sign_in returning null::uuid as ticket, null as what',
  portalSessions: 'delete from builtin_session returning null::uuid as ticket, null as what',
  jobs: `delete from outbox_job where name like 'outbound.%' or name like 'recovery.%' returning null::uuid as ticket, null as what`,
  leases: 'update mailbox_cursor set lease_owner = null, lease_until = null, lease_presence = null where lease_owner is not null returning null::uuid as ticket, null as what',
  askingForTokens: 'update mailbox_token set asking_until = null where asking_until is not null returning null::uuid as ticket, null as what',
} as const;

/**
 * Ends what a restored desk must not go on with, and says so in the timeline of every ticket concerned. Part of the
 * transaction that restores. Returns how many of each.
 *
 * @param takenAt when the backup was taken, ISO 8601
 */
export async function settleRestored(client: pg.Client, takenAt: string, now: Date): Promise<Ended> {
  const tickets = new Map<string, Set<string>>();
  const ended: Record<string, number> = {};
  for (const [name, statement] of Object.entries(STEPS)) {
    const { rows } = await client.query<{ ticket: string | null; what: string | null }>(statement, statement.includes('$1') ? [now] : []);
    ended[name] = rows.length;
    for (const { ticket, what } of rows) {
      if (ticket === null) continue;
      if (!tickets.has(ticket)) tickets.set(ticket, new Set());
      if (what !== null) tickets.get(ticket)!.add(what);
    }
  }
  const events = [...tickets].map(([ticket, what]) => ({ id: newId(now.getTime()), ticket, detail: { takenAt: `${takenAt.slice(0, 16).replace('T', ' ')} UTC`, ended: [...what] } }));
  await client.query(
    `insert into ticket_event (id, ticket_id, at, verb, actor_kind, actor_id, detail) select e.id, e.ticket, $2, 'desk.restored', 'rekey', null, e.detail
     from jsonb_to_recordset($1::jsonb) as e (id uuid, ticket uuid, detail jsonb) join ticket t on t.id = e.ticket`, [JSON.stringify(events), now]);
  return ended as Ended;
}

/** What Rekey cannot know after a restore, and somebody has to look at. Printed by `rekey restore`. */
export function leftToPeople(takenAt: string): readonly string[] {
  return [
    `Everything that happened after ${takenAt} is unknown to this desk. Before it starts, and before you let people in:`,
    '1. Accounts: recoveries that were waiting, on hold or under way were ended; their tickets say so ("desk.restored"). Look at the account in its directory before you begin one again.',
    '   Deletions and freezes that would have ended by themselves no longer do: finish or take them back by hand.',
    '2. Built-in directory: passwords, PINs and second factors are those of then. Who changed theirs since has the old one again: order a forced change where that matters.',
    '3. Your colleagues: everybody has to sign in again. Who was disabled, lost a right, removed a sign-in key or changed a password since has it back: `rekey agent list`, and do it again.',
    '4. API tokens are all revoked: `rekey agent token issue`. A mailbox whose tokens were renewed since has to be authorised again: `rekey mailbox authorise`.',
    '5. Outbox: what was waiting is "unknown" (it may have left since) or, where its link is dead, cancelled. Send it again by hand where needed.',
    '6. Data protection: what was erased on request since is back, and requests that were agreed on are open again. Set legal holds anew, then decide about these requests (Art. 17 GDPR).',
    '7. Mails of since come in again by themselves and are answered again; a folder that keeps none of them cannot bring them back.',
    '8. Where the audit is copied to another system, the copy now knows more than the desk: keep it, `rekey audit verify` names the place where they part.',
  ];
}
