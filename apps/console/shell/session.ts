import { KeyAsked, KeyGiven, ProofBody, Session, SignInBody } from '#contracts';
import { queryOptions, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { call, rememberCsrf } from '../call.js';
import { askKey } from '../sign-in-key.js';
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

/** @throws CallProblem `session.code-needed` when a second factor is missing (`missing` says which will do), `session.key-needed` when there is none that would do here. */
export async function signIn(client: QueryClient, body: z.input<typeof SignInBody>): Promise<void> {
  client.setQueryData(sessionQuery.queryKey, await take(await call('POST', '/session', { reply: Session, body })));
}

/** What a sign-in key answers to a right password. @throws CallProblem, KeyTrouble */
export async function keyToSignIn(body: { readonly email: string; readonly password: string }): Promise<z.input<typeof KeyGiven>> {
  const { token, options } = await call('POST', '/session/key', { reply: KeyAsked, body });
  return { token, answer: await askKey(options) };
}

/** What a sign-in key answers when the agent proves again that they are at the desk. @throws CallProblem, KeyTrouble */
export async function keyToProve(): Promise<z.input<typeof KeyGiven>> {
  const { token, options } = await call('POST', '/session/proof/key', { reply: KeyAsked });
  return { token, answer: await askKey(options) };
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
