import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ActionState, BulkAnswer } from '#contracts';
import { call } from '../call.js';
import { withProof } from '../shell/proof-dialog.js';
import { useTexts, wordFor } from '../texts/language.js';
import { toast } from '../ui/toasts.js';

export const APPROVALS = ['approvals'];

/** Says yes, no or stop to what waits, for one account or for many. */
export function useDecide() {
  const client = useQueryClient();
  const { words } = useTexts();
  return useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body: object }) => withProof(() => call('POST', path, { reply: path.startsWith('/bulk') ? BulkAnswer : ActionState, body })),
    onSuccess: ({ state }) => toast('ok', wordFor(words.actionStates, state)),
    onSettled: () => client.invalidateQueries({ queryKey: APPROVALS }),
  });
}
