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

/** A person writes on a ticket, or adds to it on a page, given as it was before: whoever writes again does not lose their place, and what was over begins anew. */
export function owedAfterMail(before: Owing, receivedAt: Date): Date {
  const since = before.state === 'waiting' ? before.owedSince : owedSince(before);
  return since && since < receivedAt ? since : receivedAt;
}

/** One ticket goes into another: what is left owes since the earlier of both. */
export function owedAfterMerging(target: Owing, source: Owing): Date | null {
  return earlier(owedSince(target), owedSince(source));
}

/** What happened to a ticket, as far as it tells since when somebody is owed an answer. */
export interface Step {
  readonly at: Date;
  /** `asked` a person wrote, or a ticket came in that owed something · `answered` · `ended` by hand, without an answer · `reopened` what was ended was not over after all. */
  readonly did: 'asked' | 'answered' | 'ended' | 'reopened';
  /** Of `asked`: since when they are owed, where that is not when it happened here. */
  readonly since?: Date | null | undefined;
}

/** Since when a ticket owes an answer by all that happened to it, in the order in which it happened: the first that nobody answered; null: nothing is left to answer. */
export function owedBySteps(steps: readonly Step[]): Date | null {
  let owed: Date | null = null;
  let ended: Date | null = null;
  for (const { at, did, since } of steps) {
    if (did === 'asked') owed = earlier(owed, since ?? at);
    else if (did === 'reopened') [owed, ended] = [earlier(owed, ended), null];
    else [owed, ended] = [null, did === 'ended' ? earlier(owed, ended) : null];
  }
  return owed;
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return other < one ? other : one;
}
