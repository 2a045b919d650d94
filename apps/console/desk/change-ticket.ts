import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { TicketView } from '#contracts';
import { z } from 'zod';
import { call, CallProblem } from '../call.js';
import { useSession } from '../shell/session.js';
import { texts } from '../texts/language.js';
import { sayProblem } from '../ui/problem.js';
import { createStore } from '../ui/store.js';
import { toast } from '../ui/toasts.js';
import { neighbourOf, reversed, type Change } from './change-rules.js';
import { ticketQuery } from './desk.queries.js';
import { currentView } from './list-view.js';

/** Numbers in the order of the list on screen: what "next" means. */
export const listOrder = createStore<readonly string[]>([]);

/** Changes of a ticket's assignee, queue, state, kind; each says what it did and can be taken back. */
export function useChangeTicket() {
  const client = useQueryClient();
  const { agent } = useSession();
  const openNext = useOpenNext();

  const patch = useMutation({
    meta: { quiet: true },
    mutationFn: async ({ number, change }: { number: string; change: Change }) => {
      const before: TicketView = await client.fetchQuery({ ...ticketQuery(number), staleTime: 3_000 });
      await call('PATCH', `/tickets/${encodeURIComponent(number)}`, { reply: z.unknown(), body: { ...change, version: before.version } });
      return before;
    },
    onSettled: (_before, _error, { number }) => Promise.all([
      client.invalidateQueries({ queryKey: ticketQuery(number).queryKey }), client.invalidateQueries({ queryKey: ['tickets', 'list'] }), client.invalidateQueries({ queryKey: ['queues'] }),
    ]),
    onError: (error) => (error instanceof CallProblem && CHANGED.has(error.code) ? toast('problem', texts().desk.ticket.changed) : sayProblem(error)),
  });

  const change = (number: string, wanted: Change, said: (number: string) => string, after?: () => void) => patch.mutate({ number, change: wanted }, {
    onSuccess: (before) => {
      toast('ok', said(number), () => patch.mutate({ number, change: reversed(wanted, before) }));
      after?.();
    },
  });

  return {
    busy: patch.isPending,
    assignToMe: (number: string) => change(number, { assignee: agent.id }, texts().desk.ticket.assigned),
    solve: (number: string) => change(number, { state: 'solved' }, texts().desk.ticket.solved, () => openNext(number)),
    set: (number: string, wanted: Change) => change(number, wanted, texts().desk.ticket.updated),
  };
}

const CHANGED = new Set(['tickets.version-conflict', 'tickets.changed-meanwhile']);

/** After something is finished: the next ticket where one is open, else stay in the list. */
export function useOpenNext(): (number: string) => void {
  const navigate = useNavigate();
  const openNumber = useParams({ strict: false, select: ({ number }) => number });
  return (number) => {
    if (openNumber !== number) return;
    const next = neighbourOf(number, listOrder.get());
    if (next !== null) return void navigate({ to: '/tickets/$number', params: { number: next } });
    const { portal = 'all', queue = 'all', ...search } = currentView.get() ?? {};
    void navigate({ to: '/q/$portal/$queue', params: { portal, queue }, search });
  };
}
