import type { TicketPatch, TicketRow } from '#contracts';
import type { z } from 'zod';

/** What may be changed on a ticket by hand. */
export type Change = Omit<z.input<typeof TicketPatch>, 'version'>;

/** The ticket below, or above for the last; null when it is the only one. */
export function neighbourOf(number: string, order: readonly string[]): string | null {
  const at = order.indexOf(number);
  if (at < 0) return order[0] ?? null;
  return order[at + 1] ?? order[at - 1] ?? null;
}

/** What would make it as it was. A ticket never becomes new again, only open. */
export function reversed(change: Change, before: Pick<TicketRow, 'assignee' | 'queue' | 'state' | 'caseType' | 'priority'>): Change {
  return {
    ...(change.assignee !== undefined && { assignee: before.assignee?.id ?? null }),
    ...(change.queue !== undefined && { queue: before.queue }),
    ...(change.state !== undefined && { state: before.state === 'new' ? 'open' as const : before.state }),
    ...(change.caseType !== undefined && { caseType: before.caseType }),
    ...(change.priority !== undefined && { priority: before.priority }),
  };
}
