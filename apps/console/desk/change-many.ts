import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TicketsChanged, type TicketRow } from '#contracts';
import { call } from '../call.js';
import { texts } from '../texts/language.js';
import { noInWords, sayProblem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';
import type { Change } from './change-rules.js';
import { changesBack, changesOf, isAsWished, movesAlone, notDone, withLater, type ChangeOfOne, type NotDone } from './selection-rules.js';

/** So many tickets of one reason are named in the corner; the list names all. */
const NAMED = 3;

/** One change of many tickets. What was done can be taken back, each to its own and as far as it can; what was not, there or back, is handed to `after`, with its reasons. */
export function useChangeMany(after: (not: readonly NotDone[]) => void) {
  const client = useQueryClient();
  const send = useMutation({
    meta: { quiet: true },
    mutationFn: (items: readonly ChangeOfOne[]) => call('POST', '/tickets/changes', { reply: TicketsChanged, body: { items } }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['tickets'] }), client.invalidateQueries({ queryKey: ['queues'] })]),
  });

  const change = async (rows: readonly TicketRow[], wanted: Change, said: (count: number) => string) => {
    try {
      const { items } = await send.mutateAsync(changesOf(rows, wanted));
      const back = changesBack(rows, wanted, items);
      say(items, said, back.length === 0 ? undefined : () => void takeBack(back));
      after(notDone(items));
    } catch (error) {
      // What of it arrived is shown by the list, and may be asked for again.
      sayProblem(error);
    }
  };

  const takeBack = async (back: readonly ChangeOfOne[]) => {
    try {
      const { items } = await send.mutateAsync(back);
      const alone = movesAlone(back, items);
      const later = alone.length === 0 ? [] : (await send.mutateAsync(alone)).items;
      const all = withLater(items, later);
      const moved = later.filter(isAsWished).length;
      say(all, (count) => [...(count > moved ? [texts().desk.many.restored(count - moved)] : []), ...(moved > 0 ? [texts().desk.many.movedBack(moved)] : [])].join('. '));
      after(notDone(all));
    } catch (error) {
      sayProblem(error);
    }
  };

  return { busy: send.isPending, change };
}

function say(items: TicketsChanged['items'], said: (count: number) => string, undo?: () => void): void {
  const not = notDone(items);
  const count = items.filter(isAsWished).length;
  if (not.length === 0) return toast('ok', said(count), undo);
  toast(count === 0 ? 'problem' : 'info', texts().desk.many.partly(count, items.length - count, not.map(inWords).join(' ')), undo);
}

/** `SCH-1, SCH-2: Somebody changed …` */
function inWords({ code, missing, numbers }: NotDone): string {
  const named = numbers.length > NAMED ? [...numbers.slice(0, NAMED), '…'] : numbers;
  return `${named.join(', ')}: ${noInWords({ code, missing }, texts(), document.documentElement.lang === 'en' ? 'en' : 'de')}`;
}
