import { mergedWith } from '#tickets';

/**
 * What is never ended, however old (R79): SQL conditions over a ticket or an account. `:now` is bound by `bound`. Written
 * over the tables of the rooms below, since what runs on a ticket lies in all of them.
 */

/** An action that somebody may still stop, approve, take back, or that a breach is about. */
const RUNNING = (action: string): string => `(${action}.state in ('awaiting-approval', 'held', 'approved', 'undoing') or ${action}.undo_until > :now or (${action}.final_at is not null and ${action}.finalised_at is null and ${action}.final_at > :now)
  or ${action}.recheck = 'due' or exists (select from recovery_breach_action ba join recovery_breach b on b.id = ba.breach_id where ba.action_id = ${action}.id and b.closed_at is null))`;

/** Somebody said that just this ticket must stay, or asks for it right now. */
const ASKED_FOR = (ticket: string): string => `exists (select from legal_hold h where h.ticket_id = ${ticket} and h.released_at is null)
  or exists (select from data_request r where r.ticket_id = ${ticket} and r.settled_at is null)`;

/** A ticket at which nobody works any more. Nobody closes what was solved by itself, so that counts from the last message. */
export const isOver = (ticket: string): string => `${ticket}.state in ('closed', 'solved')`;
export const overSince = (ticket: string): string => `coalesce(${ticket}.closed_at, ${ticket}.last_message_at)`;

/** The ticket with this id, or one that it is one with by a merger, is open or something runs on it: their messages lie together. `ticket`: an expression for the id. */
export const isHeld = (ticket: string): string => `exists (select from ${mergedWith(ticket)} ht where not ${isOver('ht')} or ${ASKED_FOR('ht.id')}
  or exists (select from recovery_case hc where hc.ticket_id = ht.id and hc.state in ('second-person', 'executing', 'hold', 'frozen'))
  or exists (select from recovery_action ha where ha.ticket_id = ht.id and ${RUNNING('ha')}))`;

/** Something runs on the account, whatever ticket it began on. */
export const isAccountHeld = (portal: string, ref: string): string => `exists (select from recovery_action ha where ha.portal_key = ${portal} and ha.account_ref = ${ref} and (${RUNNING('ha')} or exists (select from ${mergedWith('ha.ticket_id')} ht where ${ASKED_FOR('ht.id')})))`;

/** A statement with `:names` as PostgreSQL gets it: each name is one value, however often it stands there. */
export function bound(sql: string, values: Readonly<Record<string, unknown>>): [sql: string, values: never[]] {
  const found: unknown[] = [];
  const text = sql.replace(/(?<![:\w]):([a-z]\w*)/g, (_all, name: string) => {
    if (!(name in values)) throw new RangeError(`no value for :${name}`);
    found.push(values[name]);
    return '?';
  });
  return [text, found as never[]];
}
