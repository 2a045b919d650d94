import { OfficeDecided, OfficeDetail, OfficeList, OfficePreview, OfficeProofStarted, OfficeUsername, type OfficeActionWord, type OfficeItem } from '#contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../call.js';
import { withProof } from '../shell/proof-dialog.js';

export const OFFICE_KEY = ['office'];

export const officeQuery = queryOptions({ queryKey: [...OFFICE_KEY, 'list'], queryFn: ({ signal }) => call('GET', '/office', { reply: OfficeList, signal }), refetchInterval: 30_000 });

/** Whom it is about. */
export type Who = Pick<OfficeItem, 'portal' | 'account'>;

/** What the office writes down itself; left out: as the person gave it. */
export interface Filled {
  readonly username?: string;
  readonly reasonKey?: string;
  readonly profile?: Readonly<Record<string, string>>;
}

export const itemQuery = ({ portal, account }: Who) => queryOptions({
  queryKey: [...OFFICE_KEY, 'item', portal, account], queryFn: ({ signal }) => call('GET', '/office/item', { reply: OfficeDetail, query: { portal, account }, signal }), refetchInterval: 30_000,
});

export const usernameQuery = ({ portal, account }: Who, username: string) => queryOptions({
  queryKey: [...OFFICE_KEY, 'user-name', portal, account, username], queryFn: ({ signal }) => call('GET', '/office/user-name', { reply: OfficeUsername, query: { portal, account, username }, signal }),
});

export const previewQuery = ({ portal, account }: Who, type: OfficeActionWord, parameters: Filled) => queryOptions({
  queryKey: [...OFFICE_KEY, 'preview', portal, account, type, parameters], queryFn: ({ signal }) => call('POST', '/office/previews', { reply: OfficePreview, body: { portal, account, type, parameters }, signal }), placeholderData: keepPreviousData,
});

export function decide({ portal, account, seen }: OfficeItem, type: OfficeActionWord, parameters: Filled, idempotencyKey: string): Promise<OfficeDecided> {
  return withProof(() => call('POST', '/office/decisions', { reply: OfficeDecided, body: { portal, account, seen, type, idempotencyKey, parameters } }));
}

export function askForProof({ portal, account }: Who): Promise<unknown> {
  return call('POST', '/office/proofs', { reply: OfficeProofStarted, body: { portal, account } });
}
