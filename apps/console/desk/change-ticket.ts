import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { TicketChanged, type TicketView } from '#contracts';
import { call, CallProblem } from '../call.js';
import { useSession } from '../shell/session.js';
import { texts } from '../texts/language.js';
import { sayProblem } from '../ui/problem.js';
import { createStore } from '../ui/store.js';
import { toast } from '../ui/toasts.js';
import { moveAlone, neighbourOf, reversed, SameVersions, type Change } from './change-rules.js';
import { ticketQuery } from './desk.queries.js';
import { currentView } from './list-view.js';

/** Numbers in the order of the list on screen: what "next" means. */
export const listOrder = createStore<readonly string[]>([]);

const sameVersions = new SameVersions();

interface Order {
  readonly number: string;
  readonly change: Change;
}

/** Changes of a ticket's assignee, queue, state, kind; each says what it did and can be taken back, unless somebody changed the ticket since. */
export function useChangeTicket() {
  const client = useQueryClient();
  const { agent } = useSession();
  const openNext = useOpenNext();

  const send = ({ number, change, version }: Order & { readonly version: number }) => call('PATCH', `/tickets/${encodeURIComponent(number)}`, { reply: TicketChanged, body: { ...change, version } });
  const refresh = (number: string) => Promise.all([
    client.invalidateQueries({ queryKey: ticketQuery(number).queryKey }), client.invalidateQueries({ queryKey: ['tickets', 'list'] }), client.invalidateQueries({ queryKey: ['queues'] }),
  ]);

  const patch = useMutation({
    meta: { quiet: true },
    mutationFn: async ({ number, change }: Order) => {
      const before: TicketView = await client.fetchQuery({ ...ticketQuery(number), staleTime: 3_000 });
      return { before, ...(await send({ number, change, version: before.version })) };
    },
    onSettled: (_done, _error, { number }) => refresh(number),
    onError: (error) => (isChanged(error) ? toast('problem', texts().desk.ticket.changed) : sayProblem(error)),
  });

  /** By the version that the change made: whatever somebody else did since, also the same, is not taken back. */
  const takeBack = useMutation({
    meta: { quiet: true },
    mutationFn: async ({ number, change, version, before }: Order & { readonly version: number; readonly before: number }) => {
      const by = sameVersions.of(number, version);
      try {
        const { version: now, already } = await send({ number, change, version: by });
        sameVersions.isBack(number, { before, now, already });
        return already ? 'already' : 'whole';
      } catch (error) {
        const alone = error instanceof CallProblem && error.code === 'tickets.unknown-agent' ? moveAlone(change) : undefined;
        if (!alone) throw error;
        // Not as it was before, so nothing earlier can be taken back after it.
        await send({ number, change: alone, version: by });
        return 'moved';
      }
    },
    onSettled: (_done, _error, { number }) => refresh(number),
    onSuccess: (how, { number }) => {
      const said = texts().desk.ticket;
      if (how === 'whole') toast('ok', said.restored(number));
      else toast('info', how === 'already' ? said.wasBack(number) : said.movedBack(number));
    },
    onError: (error, { number }) => (isChanged(error) ? toast('info', texts().desk.ticket.notRestored(number)) : sayProblem(error)),
  });

  const change = (number: string, wanted: Change, said: (number: string) => string, after?: () => void) => patch.mutate({ number, change: wanted }, {
    onSuccess: ({ before, version, already }) => {
      toast('ok', said(number), already ? undefined : () => takeBack.mutate({ number, change: reversed(wanted, before), version, before: before.version }));
      after?.();
    },
  });

  return {
    busy: patch.isPending || takeBack.isPending,
    assignToMe: (number: string) => change(number, { assignee: agent.id }, texts().desk.ticket.assigned),
    solve: (number: string) => change(number, { state: 'solved' }, texts().desk.ticket.solved, () => openNext(number)),
    set: (number: string, wanted: Change) => change(number, wanted, texts().desk.ticket.updated),
  };
}

const CHANGED = new Set(['tickets.version-conflict', 'tickets.changed-meanwhile']);
const isChanged = (error: unknown): boolean => error instanceof CallProblem && CHANGED.has(error.code);

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
