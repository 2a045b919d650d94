import { Agents, Mailboxes, Portals, Queues, TicketPage, TicketView, Trace } from '#contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../call.js';
import { asTicketsQuery, type ListView } from './list-view.js';

export const portalsQuery = queryOptions({ queryKey: ['portals'], queryFn: ({ signal }) => call('GET', '/portals', { reply: Portals, signal }), staleTime: 5 * 60_000 });
export const queuesQuery = queryOptions({ queryKey: ['queues'], queryFn: ({ signal }) => call('GET', '/queues', { reply: Queues, signal }) });
export const agentsQuery = queryOptions({ queryKey: ['agents'], queryFn: ({ signal }) => call('GET', '/agents', { reply: Agents, signal }), staleTime: 5 * 60_000 });
export const mailboxesQuery = queryOptions({ queryKey: ['mailboxes'], queryFn: ({ signal }) => call('GET', '/mailboxes', { reply: Mailboxes, signal }), refetchInterval: 60_000 });

/** Newest first, page after page by the server's cursor. */
export const ticketsQuery = (view: ListView) => infiniteQueryOptions({
  queryKey: ['tickets', 'list', view],
  queryFn: ({ pageParam, signal }) => call('GET', '/tickets', { reply: TicketPage, query: { ...asTicketsQuery(view), limit: 50, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});

export const ticketQuery = (number: string) => queryOptions({
  queryKey: ['tickets', 'one', number],
  queryFn: ({ signal }) => call('GET', `/tickets/${encodeURIComponent(number)}`, { reply: TicketView, signal }),
  // What becomes of a text message is no news of the ticket: looked at while one is on its way.
  refetchInterval: ({ state }) => (state.data?.case?.grants.some(({ delivery }) => delivery === 'queued') ? 3_000 : false),
});

export const traceQuery = (messageId: string) => queryOptions({ queryKey: ['trace', messageId], queryFn: ({ signal }) => call('GET', '/trace', { reply: Trace, query: { messageId }, signal }), staleTime: 0 });
