/**
 * By what the orders of a list go, as SQL over the columns of a ticket; `t` is its alias with a dot, or nothing. The indexes of
 * the same names are made of the same words (`ticket.entity.ts`), for PostgreSQL finds an index by the expression that it was made of.
 */

/** Kept, or none: at the end. The same in words is `dueOf` of the console. */
export function promiseEnds(t: string): string {
  return `coalesce(case when ${t}first_answered_at is null and ${t}state <> 'solved' and ${t}state <> 'closed' then ${t}promised_by end, 'infinity')`;
}

/**
 * Since the earliest moment that somebody is owed an answer, also on tickets that went into this one. A ticket that waits for its
 * requester, or is over, waits for nobody of us: at the end. The same in words is `owedSince` of `domain/owed-since.ts`.
 */
export function waitsSince(t: string): string {
  return `coalesce(case when ${t}state = 'new' or ${t}state = 'open' then coalesce(${t}owed_since, ${t}last_message_at) end, 'infinity')`;
}
