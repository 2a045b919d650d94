import { AuditPage, Breaches, BreakerView, OutboxAttempts, OutboxPage, QuarantinedMail, QuarantinePage } from '#contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { call } from '../call.js';

/** A list of the server, page after page by its cursor. */
function pages<Page extends z.ZodType<{ nextCursor: string | null }>>(name: string, path: string, reply: Page, query: Readonly<Record<string, string | undefined>>) {
  return infiniteQueryOptions({
    queryKey: [name, query],
    queryFn: ({ pageParam, signal }) => call('GET', path, { reply, query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

export const outboxQuery = (filter: { readonly portal?: string; readonly state?: string }) => pages('outbox', '/outbox', OutboxPage, filter);
export const quarantineQuery = (filter: { readonly portal?: string }) => pages('quarantine', '/quarantine', QuarantinePage, filter);
export const auditQuery = (filter: { readonly portal?: string; readonly ticket?: string; readonly verb?: string }) => pages('audit', '/audit', AuditPage, filter);

export const quarantinedQuery = (id: string) => queryOptions({ queryKey: ['quarantine', 'header', id], queryFn: ({ signal }) => call('GET', `/quarantine/${encodeURIComponent(id)}`, { reply: QuarantinedMail, signal }) });

export const attemptsQuery = (id: string) => queryOptions({ queryKey: ['outbox', 'attempts', id], queryFn: ({ signal }) => call('GET', `/outbox/${encodeURIComponent(id)}/attempts`, { reply: OutboxAttempts, signal }) });

export const breakerQuery = queryOptions({ queryKey: ['outbox', 'breaker'], queryFn: ({ signal }) => call('GET', '/outbox/breaker', { reply: BreakerView, signal }), refetchInterval: 30_000 });

export const breachesQuery = queryOptions({ queryKey: ['breaches'], queryFn: ({ signal }) => call('GET', '/breaches', { reply: Breaches, signal }), refetchInterval: 60_000 });
