import type { EntityManager } from '#persistence';
import { ticketNumberOf } from '../store/outbound.queries.js';

/** The ticket that something was about which did not reach anybody. */
export interface OfTicket {
  readonly portalKey: string;
  readonly ticketId: string;
  readonly ticketNumber: string;
}

type Listener<Failed> = (tx: EntityManager, failed: Failed & OfTicket, now: Date) => Promise<void>;

/** Tells the rooms above, in the transaction that writes it down, that something about a ticket came to nothing: what that means is theirs to say. */
export abstract class Failures<Failed> {
  readonly #listeners: Listener<Failed>[] = [];

  listen(listener: Listener<Failed>): void {
    this.#listeners.push(listener);
  }

  /** Of what is about no ticket nobody hears. */
  protected async tellOf(tx: EntityManager, { portalKey, ticketId }: { readonly portalKey: string; readonly ticketId?: string | null | undefined }, failed: Failed, now: Date): Promise<void> {
    const ticketNumber = await ticketNumberOf(tx, ticketId);
    if (!ticketId || ticketNumber === null) return;
    for (const listener of this.#listeners) await listener(tx, { ...failed, portalKey, ticketId, ticketNumber }, now);
  }
}
