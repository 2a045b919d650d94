import type { ListOrderWord, TicketsQuery, TicketStateWord } from '#contracts';
import type { z } from 'zod';
import { remember, textsByKey } from '../ui/remembered.js';
import { createStore } from '../ui/store.js';

export const LIST_STATES = ['active', 'new', 'open', 'waiting', 'solved', 'closed', 'any'] as const;
export type StateFilter = (typeof LIST_STATES)[number];
export const LIST_ORDERS = ['newest', 'waiting', 'promise'] as const satisfies readonly ListOrderWord[];

/** What stands behind the `?` of a list. */
export interface ListSearch {
  readonly state?: StateFilter;
  readonly caseType?: string;
  readonly q?: string;
  readonly sort?: ListOrderWord;
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
  const sort = LIST_ORDERS.find((one) => one === search['sort']);
  return { ...(state && { state }), ...(caseType && { caseType }), ...(q && { q }), ...(sort && { sort }) };
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
    ...(view.sort && { sort: view.sort }),
  };
}

export function isFiltered({ state, caseType, q }: ListSearch): boolean {
  return state !== undefined || caseType !== undefined || q !== undefined;
}

/** Each row once, where it came last: one whose place in the order changed between two pages comes twice. */
export function eachOnce<Row extends { readonly number: string }>(rows: readonly Row[]): readonly Row[] {
  const last = new Map(rows.map(({ number }, at) => [number, at]));
  return last.size === rows.length ? rows : rows.filter(({ number }, at) => last.get(number) === at);
}

/** The list that stays beside an open ticket. */
export const currentView = createStore<ListView | undefined>(undefined);

type Place = Pick<ListView, 'portal' | 'queue'>;

/** By queue; the usual order is not kept. */
const orders = remember<Readonly<Record<string, string>>>('rekey.list-orders', {}, textsByKey);

/** The order that was chosen for this queue in this browser; undefined: the usual one. */
export function rememberedOrder({ portal, queue }: Place): ListOrderWord | undefined {
  return LIST_ORDERS.find((one) => one === orders.get()[`${portal}/${queue}`]);
}

/** Returns what belongs into the address. */
export function rememberOrder({ portal, queue }: Place, order: ListOrderWord): ListOrderWord | undefined {
  const { [`${portal}/${queue}`]: _, ...others } = orders.get();
  orders.set(order === 'newest' ? others : { ...others, [`${portal}/${queue}`]: order });
  return order === 'newest' ? undefined : order;
}
