import { WordingPreview, Wordings, WordingView } from '#contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../call.js';

export type Words = Readonly<Record<string, string>>;

export const pathOf = (portal: string, kind: string, locale: string): string => `/wordings/${[portal, kind, locale].map(encodeURIComponent).join('/')}`;

export const wordingsQuery = (portal: string) => queryOptions({ queryKey: ['wordings', portal], queryFn: ({ signal }) => call('GET', '/wordings', { reply: Wordings, query: { portal }, signal }) });

export const wordingQuery = (portal: string, kind: string, locale: string) => queryOptions({
  queryKey: ['wordings', portal, kind, locale], queryFn: ({ signal }) => call('GET', pathOf(portal, kind, locale), { reply: WordingView, signal }),
});

/** What the words would look like; the last picture stays until the next is there. */
export const previewQuery = (portal: string, kind: string, locale: string, words: Words, scheme: 'light' | 'dark', variant: string) => queryOptions({
  queryKey: ['wording-preview', portal, kind, locale, words, scheme, variant],
  queryFn: ({ signal }) => call('POST', `${pathOf(portal, kind, locale)}/preview`, { reply: WordingPreview, body: { words, scheme, ...(variant && { variant }) }, signal }),
  placeholderData: keepPreviousData,
  staleTime: 60_000,
});
