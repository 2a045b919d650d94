import { ProofBody, Session, SignInBody } from '#contracts';
import { queryOptions, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { call, rememberCsrf } from '../call.js';
import { suggestLanguage } from '../texts/language.js';

export type SessionView = z.output<typeof Session>;

async function take(session: SessionView): Promise<SessionView> {
  rememberCsrf(session.csrf);
  await suggestLanguage(session.agent.locale);
  return session;
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => take(await call('GET', '/session', { reply: Session, signal })),
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
});

/** @throws CallProblem `session.code-needed` when the agent has a second factor and the code is missing. */
export async function signIn(client: QueryClient, body: z.input<typeof SignInBody>): Promise<void> {
  client.setQueryData(sessionQuery.queryKey, await take(await call('POST', '/session', { reply: Session, body })));
}

export async function signOut(client: QueryClient): Promise<void> {
  await call('DELETE', '/session', { reply: z.unknown() });
  client.clear();
}

/** Proves again that the agent is at the desk; afterwards the refused action may be repeated. */
export async function proveAgain(client: QueryClient, body: z.input<typeof ProofBody>): Promise<void> {
  await call('POST', '/session/proof', { reply: z.unknown(), body });
  await client.refetchQueries({ queryKey: sessionQuery.queryKey });
}

export function useSession(): SessionView {
  return useSuspenseQuery(sessionQuery).data;
}

/** Whether the console should offer it; the server decides anyway. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}
