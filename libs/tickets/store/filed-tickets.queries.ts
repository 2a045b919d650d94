import type { CaseType } from '#kernel';
import type { EntityManager } from '#persistence';

/** What a ticket was taken for when its first mail was filed, and what a person at the desk said since. */
export interface FiledTicket {
  readonly number: string;
  readonly portalKey: string;
  readonly keptMailId: string;
  readonly caseType: CaseType;
  readonly queue: string;
  /** A link was sent at once. */
  readonly instant: boolean;
  /** The case type that an agent gave it last; null: nobody changed it. */
  readonly corrected: CaseType | null;
}

/** The newest tickets that a mail opened, newest first. @param portalKey undefined: of all portals */
export function filedTickets(em: EntityManager, { portalKey, limit }: { readonly portalKey?: string | undefined; readonly limit: number }): Promise<FiledTicket[]> {
  return em.execute<FiledTicket[]>(
    `select t.number, t.portal_key as "portalKey", first.kept_mail_id as "keptMailId", opened.detail->>'caseType' as "caseType", opened.detail->>'queue' as queue,
       exists (select 1 from ticket_event e where e.ticket_id = t.id and e.verb = 'instant.allowed') as instant,
       (select e.detail->>'to' from ticket_event e where e.ticket_id = t.id and e.verb = 'ticket.retyped' order by e.at desc, e.id desc limit 1) as corrected
     from ticket t
     cross join lateral (select e.detail from ticket_event e where e.ticket_id = t.id and e.verb = 'ticket.opened' order by e.at, e.id limit 1) opened
     cross join lateral (select m.kept_mail_id from ticket_message m where m.ticket_id = t.id order by m.created_at, m.id limit 1) first
     where first.kept_mail_id is not null and (?::text is null or t.portal_key = ?) order by t.created_at desc, t.id desc limit ?`, [portalKey ?? null, portalKey ?? null, limit]);
}
