import type { FastifyRequest } from 'fastify';
import { refuse, type Refusal } from '#kernel';
import { HomeProviderUnreachable } from '#recovery';

/** More than a code, a state and an issuer ever need. */
const MOST_QUERY = 4_096;

/** What came back with somebody from their organisation's sign-in page, with its `?`; undefined: longer than any provider says. */
export function queryOfReturn(request: FastifyRequest): string | undefined {
  const query = /\?.*$/.exec(request.url)?.[0] ?? '';
  return query.length > MOST_QUERY ? undefined : query;
}

/** The organisation's sign-in service is away: said on our page, which is not at fault. */
export function awayFromHome(error: unknown): Refusal {
  if (error instanceof HomeProviderUnreachable) return refuse(error.code);
  throw error;
}
