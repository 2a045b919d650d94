import { textArray, type EntityManager } from '#persistence';
import type { RequestScope } from '../domain/data-request.js';
import { bound } from './held.js';

export type CopyRow = Readonly<Record<string, unknown>>;

/**
 * What is held about a person, section by section. Of tickets that others opened there is nothing but what the person
 * wrote themselves; other accounts, agents' names, hashes and sealed secrets are in no section.
 */
export const COPY_SECTIONS = {
  tickets: `select t.number, t.created_at, t.subject, t.state, t.case_type, t.queue, t.language, t.requester_name, t.requester_address, t.last_message_at, t.closed_at from ticket t where ${own('t')} order by t.created_at`,
  messages: `select t.number as ticket, m.created_at, m.kind, m.from_address, m.from_name, m.subject, m.text, m.quoted, m.attachments from ticket_message m join ticket t on t.id = m.ticket_id
    where t.portal_key = :portal and (lower(m.from_address) = any(:addresses::text[]) or (t.requester_canonical = any(:addresses::text[]) and m.from_address is null)) order by m.created_at, m.id`,
  timeline: `select t.number as ticket, e.at, e.verb from ticket_event e join ticket t on t.id = e.ticket_id where ${own('t')} order by e.at, e.id`,
  otherTickets: `select t.number as ticket, p.added_at, p.address, p.because from ticket_participant p join ticket t on t.id = p.ticket_id where t.portal_key = :portal and p.canonical = any(:addresses::text[]) order by p.added_at`,
  mailsWithoutTicket: `select k.kept_at, k.from_address, k.subject, k.screen, k.reason from kept_mail k where k.portal_key = :portal and k.ticket_id is null and lower(k.from_address) = any(:addresses::text[]) order by k.kept_at`,
  mailsSent: `select x.created_at, x.kind, x.recipient, x.variables, x.state, x.sent_at from outbound_message x where x.portal_key = :portal and x.recipient_canonical = any(:addresses::text[]) order by x.created_at`,
  textMessages: `select s.created_at, s.recipient, s.state from sms_message s join ticket t on t.id = s.ticket_id where ${own('t')} order by s.created_at`,
  cases: `select t.number as ticket, c.case_type, c.state, c.created_at, c.linked_at, case when t.requester_canonical = any(:addresses::text[]) then c.claimed end as claimed from recovery_case c join ticket t on t.id = c.ticket_id
    where c.portal_key = :portal and (t.requester_canonical = any(:addresses::text[]) or c.account_ref = any(:refs::text[])) order by c.created_at`,
  evidence: `select x.recorded_at, x.kind, x.outcome, x.expires_at, x.voided_at from evidence x where ${account()} order by x.recorded_at`,
  actions: `select x.created_at, x.type, x.state, x.channel, x.settled_at from recovery_action x where ${account()} order by x.created_at`,
  grants: `select x.created_at, x.purpose, x.state, case when x.sent_to = any(:addresses::text[]) then x.sent_to end as sent_to, x.expires_at, x.opened_at, x.used_at from recovery_grant x
    where ${account()} or (x.portal_key = :portal and x.sent_to = any(:addresses::text[])) order by x.created_at`,
  papers: `select x.created_at, x.kind, x.area, x.printed_at, x.sent_at, x.ended_at from recovery_slip x where ${account()} order by x.created_at`,
  undeliverable: `select x.created_at, x.address, x.until from bounced_address x where x.portal_key = :portal and x.address = any(:addresses::text[])`,
  requests: `select r.received_at, r.kind, r.state, r.due_at, r.settled_at, t.number as ticket from data_request r join ticket t on t.id = r.ticket_id where ${own('t')} order by r.received_at`,
  auditTrail: `select a.at, a.verb, a.outcome, a.ticket_number from audit_entry a where a.chain = :portal and a.account_pseudonym = any(:pseudonyms::text[]) order by a.sequence`,
} as const;

function own(ticket: string): string {
  return `${ticket}.portal_key = :portal and ${ticket}.requester_canonical = any(:addresses::text[])`;
}

function account(): string {
  return 'x.portal_key = :portal and x.account_ref = any(:refs::text[])';
}

export type CopySection = keyof typeof COPY_SECTIONS;
export const COPY_SECTION_NAMES = Object.keys(COPY_SECTIONS) as CopySection[];

export async function readSection(em: EntityManager, name: CopySection, portalKey: string, scope: RequestScope, pseudonyms: readonly string[]): Promise<CopyRow[]> {
  return em.execute<CopyRow[]>(...bound(COPY_SECTIONS[name], { portal: portalKey, addresses: textArray(scope.addresses), refs: textArray(scope.accountRefs), pseudonyms: textArray(pseudonyms) }));
}
