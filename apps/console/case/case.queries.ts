import { ActionAnswer, ActionState, Candidates, EscalationAnswer, EvidenceAnswer, type ActionTypeWord, type EvidenceBody, type SearchCandidatesBody, type StepBody } from '#contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from '../call.js';
import { ticketQuery } from '../desk/desk.queries.js';
import type { Order } from './confirm-action.js';
import { withProof } from '../shell/proof-dialog.js';

/** Everything one can do to the case of a ticket. Each asks for a fresh proof where the server wants one, and shows the new state. */
export function useCase(number: string) {
  const client = useQueryClient();
  const path = `/tickets/${encodeURIComponent(number)}`;
  const refresh = () => client.invalidateQueries({ queryKey: ticketQuery(number).queryKey });

  const link = useMutation({
    mutationFn: (accountRef: string) => withProof(() => call('POST', `${path}/account`, { reply: z.unknown(), body: { accountRef } })),
    onSettled: refresh,
  });
  const search = useMutation({
    meta: { quiet: true },
    mutationFn: (body: z.input<typeof SearchCandidatesBody>) => call('POST', `${path}/candidates`, { reply: Candidates, body }),
    onSuccess: refresh,
  });
  const evidence = useMutation({
    meta: { quiet: true },
    mutationFn: (body: EvidenceBody) => withProof(() => call('POST', `${path}/evidence`, { reply: EvidenceAnswer, body })),
    onSettled: refresh,
  });
  const act = useMutation({
    mutationFn: ({ type, addressId, channel, parameters, overrideReason }: { readonly type: ActionTypeWord } & Order) => {
      // One key for one intention: a second attempt after a fresh proof or a lost line is the same action.
      const body = { type, idempotencyKey: crypto.randomUUID(), ...(addressId !== undefined && { addressId }), ...(channel !== undefined && { channel }), ...(parameters !== undefined && { parameters }), ...(overrideReason !== undefined && { overrideReason }) };
      return withProof(() => call('POST', `${path}/actions`, { reply: ActionAnswer, body }));
    },
    retry: false,
    onSettled: refresh,
  });
  const cancel = useMutation({
    mutationFn: (actionId: string) => call('POST', `/actions/${encodeURIComponent(actionId)}/cancel`, { reply: ActionState }),
    onSettled: refresh,
  });
  const tick = useMutation({
    mutationFn: (body: z.input<typeof StepBody>) => call('POST', `${path}/steps`, { reply: z.unknown(), body }),
    onSettled: refresh,
  });
  const handOn = useMutation({
    mutationFn: (note: string) => call('POST', `${path}/escalations`, { reply: EscalationAnswer, body: { reason: 'no-safe-way-to-deliver', ...(note !== '' && { note }) } }),
    onSettled: refresh,
  });
  return { handOn, tick, cancel, link, search, evidence, act, refresh: () => void refresh() };
}
