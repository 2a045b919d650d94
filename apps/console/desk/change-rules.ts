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

/** What would make it as it was. A ticket never becomes new again, only open. Where it is moved back to, whom the move took it from gets it back. */
export function reversed(change: Change, before: Pick<TicketRow, 'assignee' | 'queue' | 'state' | 'caseType' | 'priority'>): Change {
  return {
    ...(change.assignee !== undefined && { assignee: before.assignee?.id ?? null }),
    ...(change.queue !== undefined && { queue: before.queue, ...(before.assignee && { assignee: before.assignee.id }) }),
    ...(change.state !== undefined && { state: before.state === 'new' ? 'open' as const : before.state }),
    ...(change.caseType !== undefined && { caseType: before.caseType }),
    ...(change.priority !== undefined && { priority: before.priority }),
  };
}

/** The move back alone, where whom it would be given back to has lost the right to it meanwhile; undefined: nothing of it can be done without them. */
export function moveAlone({ assignee, ...rest }: Change): Change | undefined {
  return assignee != null && rest.queue !== undefined ? rest : undefined;
}

/**
 * Which version is the same as an earlier one, because what came between was taken back: so the change before the last can be taken back after the
 * last. Everything else that happened to the ticket makes it another.
 */
export class SameVersions {
  readonly #later = new Map<string, number>();

  /** The ticket is now, at version `now`, what it was at version `before`: unless it was so `already`, by somebody else who may have changed more. */
  isBack(number: string, { before, now, already }: { readonly before: number; readonly now: number; readonly already: boolean }): void {
    if (!already && now !== before) this.#later.set(`${number} ${before}`, now);
  }

  /** By which version a change that made this one is taken back. */
  of(number: string, version: number): number {
    const later = this.#later.get(`${number} ${version}`);
    return later === undefined ? version : this.of(number, later);
  }
}
