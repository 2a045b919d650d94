import type { TicketState } from './ticket-states.js';

/** What says since when a ticket owes somebody an answer. `owedSince` is kept by what opens, wakes, answers and merges tickets. */
export interface Owing {
  readonly state: TicketState;
  readonly owedSince?: Date | null | undefined;
  readonly lastMessageAt: Date;
}

/**
 * The earliest moment since which somebody has been owed an answer; null: the ticket waits for its requester, or is over. The same in SQL is
 * `waitsSince` of `store/list-keys.ts`. What somebody at the desk opened again after it was answered owes since its newest message.
 */
export function owedSince({ state, owedSince: since, lastMessageAt }: Owing): Date | null {
  return state === 'new' || state === 'open' ? (since ?? lastMessageAt) : null;
}

/** A person writes on a ticket, given as it was before: whoever writes again does not lose their place, and what was over begins anew. */
export function owedAfterMail(before: Owing, receivedAt: Date): Date {
  const since = before.state === 'waiting' ? before.owedSince : owedSince(before);
  return since && since < receivedAt ? since : receivedAt;
}

/** One ticket goes into another: what is left owes since the earlier of both. */
export function owedAfterMerging(target: Owing, source: Owing): Date | null {
  const [own, taken] = [owedSince(target), owedSince(source)];
  if (!own || !taken) return own ?? taken;
  return taken < own ? taken : own;
}

/** The merger is taken back: what was taken in goes, unless it was answered or is owed by something older. */
export function owedAfterUnmerging(target: Owing, source: Pick<Owing, 'owedSince' | 'lastMessageAt'>, before: Date | null): Date | null {
  const taken = source.owedSince ?? source.lastMessageAt;
  return target.owedSince?.getTime() === taken.getTime() ? before : (target.owedSince ?? null);
}
