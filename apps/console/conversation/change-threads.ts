import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Merged, SplitOff, Unmerged } from '#contracts';
import { call } from '../call.js';
import { texts } from '../texts/language.js';
import { sayProblem } from '../ui/problem.js';
import { toast } from '../ui/toasts.js';

/** Merging, taking it back, splitting: each opens the ticket where the conversation goes on. */
export function useThreads() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const path = (number: string) => `/tickets/${encodeURIComponent(number)}`;
  const open = (number: string) => void navigate({ to: '/tickets/$number', params: { number } });
  const lookAgain = () => client.invalidateQueries({ queryKey: ['tickets'] });

  const unmerge = useMutation({
    meta: { quiet: true },
    mutationFn: (number: string) => call('DELETE', `${path(number)}/merge`, { reply: Unmerged }),
    onSuccess: (_answer, number) => {
      toast('ok', texts().threads.unmerged(number));
      open(number);
    },
    onError: sayProblem,
    onSettled: lookAgain,
  });
  const merge = useMutation({
    meta: { quiet: true },
    mutationFn: ({ number, ...body }: { number: string; into: string; acrossRequesters: boolean }) => call('POST', `${path(number)}/merge`, { reply: Merged, body }),
    onSuccess: ({ into }, { number }) => {
      toast('ok', texts().threads.merged(number, into), () => unmerge.mutate(number));
      open(into);
    },
    onSettled: lookAgain,
  });
  const split = useMutation({
    meta: { quiet: true },
    mutationFn: ({ number, messageId }: { number: string; messageId: string }) => call('POST', `${path(number)}/messages/${messageId}/split`, { reply: SplitOff }),
    onSuccess: ({ number }) => {
      toast('ok', texts().threads.splitDone(number));
      open(number);
    },
    onError: sayProblem,
    onSettled: lookAgain,
  });
  return { merge, unmerge, split };
}
