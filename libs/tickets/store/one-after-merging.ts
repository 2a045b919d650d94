/**
 * Tickets that were merged are one, seen from any of them. SQL over a ticket's id, for rooms above whose rules lie in
 * queries. Each ticket comes once, so that the walk ends whatever the rows say.
 */

/** A table expression with `id`, `state`, `merged_into_id`: the ticket with this id, what it went into and what went into that. `ticket`: an expression for the id. */
export const mergedWith = (ticket: string): string => `(with recursive one as (select w.id, w.state, w.merged_into_id from ticket w where w.id = ${ticket}
  union select w.id, w.state, w.merged_into_id from one join ticket w on w.id = one.merged_into_id or w.merged_into_id = one.id) select id, state, merged_into_id from one)`;

/** An expression for the id of the ticket that is left of this one: itself, or the end of its merges. */
export const leftAfterMerging = (ticket: string): string => `(with recursive way as (select w.id, w.merged_into_id from ticket w where w.id = ${ticket}
  union select w.id, w.merged_into_id from way join ticket w on w.id = way.merged_into_id) select id from way where merged_into_id is null)`;
