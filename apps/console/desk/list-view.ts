import type { TicketsQuery, TicketStateWord } from '#contracts';
import type { z } from 'zod';
import { createStore } from '../ui/store.js';

export const LIST_STATES = ['active', 'new', 'open', 'waiting', 'solved', 'closed', 'any'] as const;
export type StateFilter = (typeof LIST_STATES)[number];

/** What stands behind the `?` of a list. */
export interface ListSearch {
  readonly state?: StateFilter;
  readonly caseType?: string;
  readonly q?: string;
}

/** One list of tickets: a queue of a portal, or a view over all (`all`, `mine`, `unassigned`). */
export interface ListView extends ListSearch {
  readonly portal: string;
  readonly queue: string;
}

export function readListSearch(search: Record<string, unknown>): ListSearch {
  const state = LIST_STATES.find((one) => one === search['state']);
  const caseType = typeof search['caseType'] === 'string' && search['caseType'] !== '' ? search['caseType'] : undefined;
  const q = search['q'] === undefined ? undefined : String(search['q']).slice(0, 200);
  return { ...(state && { state }), ...(caseType && { caseType }), ...(q && { q }) };
}

/** Active tickets unless asked otherwise; a search looks through every state. */
export function stateOf({ state, q }: ListSearch): StateFilter {
  return state ?? (q ? 'any' : 'active');
}

/** The view as the API asks for it. */
export function asTicketsQuery(view: ListView): Partial<z.input<typeof TicketsQuery>> {
  const state = stateOf(view);
  return {
    ...(view.portal !== 'all' && { portal: view.portal }),
    ...(view.queue === 'mine' ? { assignee: 'me' } : view.queue === 'unassigned' ? { assignee: 'none' } : view.queue === 'all' ? {} : { queue: view.queue }),
    ...(state !== 'any' && { state: state as 'active' | TicketStateWord }),
    ...(view.caseType && { caseType: view.caseType }),
    ...(view.q && { q: view.q }),
  };
}

export function isFiltered({ state, caseType, q }: ListSearch): boolean {
  return state !== undefined || caseType !== undefined || q !== undefined;
}

/** The list that stays beside an open ticket. */
export const currentView = createStore<ListView | undefined>(undefined);
