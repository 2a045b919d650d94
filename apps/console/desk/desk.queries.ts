import { Agents, Mailboxes, MailText, Portals, Queues, TicketPage, TicketView, Trace, WaitingCounts } from '#contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../call.js';
import { lookAgainInMs } from '../conversation/under-way.js';
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
  // What becomes of a mail or a text message is no news of the ticket: looked at while one is on its way.
  refetchInterval: ({ state }) => (state.data ? lookAgainInMs(state.data, Date.now()) : false),
});

/** Its key lies below the ticket's: whatever happens there, an opened mail is asked for again. */
export const mailTextQuery = (number: string, id: string) => queryOptions({
  queryKey: ['tickets', 'one', number, 'mails', id],
  queryFn: ({ signal }) => call('GET', `/tickets/${encodeURIComponent(number)}/mails/${encodeURIComponent(id)}`, { reply: MailText, signal }),
});

/** Asked again after every news and everything one does; once a minute for what no news tells, such as a time that is over. */
export const waitingQuery = queryOptions({ queryKey: ['waiting'], queryFn: ({ signal }) => call('GET', '/waiting', { reply: WaitingCounts, signal }), refetchInterval: 60_000 });

export const traceQuery = (messageId: string) => queryOptions({ queryKey: ['trace', messageId], queryFn: ({ signal }) => call('GET', '/trace', { reply: Trace, query: { messageId }, signal }), staleTime: 0 });
