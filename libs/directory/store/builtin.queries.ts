import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '#persistence';
import { BuiltinAccount } from './builtin-account.entity.js';
import { BuiltinAddress, BuiltinPhone } from './builtin-contact.entity.js';
import { BuiltinSession } from './builtin-operation.entity.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface KnownBy {
  readonly address?: string | undefined;
  readonly username?: string | undefined;
  readonly searchKeys: readonly string[];
}

/** Ids of at most `limit` accounts that fit any of what is given, all of it canonical, in the order of their creation. */
export async function findAccountIds(em: EntityManager, portalKey: string, by: KnownBy, limit: number): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select id from builtin_account where portal_key = ? and (
       username_canonical = ?
       or search_keys && ?::text[]
       or id in (select account_id from builtin_address where portal_key = ? and canonical = ?)
     ) order by id limit ?`,
    [portalKey, by.username ?? null, textArray(by.searchKeys), portalKey, by.address ?? null, limit] as never[],
  );
  return rows.map(({ id }) => id);
}

/** An account of this portal; undefined for any other reference. */
export async function readAccount(em: EntityManager, portalKey: string, ref: string): Promise<BuiltinAccount | undefined> {
  return UUID.test(ref) ? ((await em.findOne(BuiltinAccount, { id: ref, portalKey })) ?? undefined) : undefined;
}

/** Locks the account's row until `tx` ends: changes and sign-ins wait for each other. */
export async function lockAccount(tx: EntityManager, portalKey: string, ref: string): Promise<BuiltinAccount | undefined> {
  if (!UUID.test(ref)) return undefined;
  return (await tx.findOne(BuiltinAccount, { id: ref, portalKey }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })) ?? undefined;
}

/** Addresses, the primary one first, and phones of the given accounts. */
export async function readContacts(em: EntityManager, accountIds: readonly string[]): Promise<{ addresses: BuiltinAddress[]; phones: BuiltinPhone[] }> {
  const of = { accountId: { $in: [...accountIds] } };
  const addresses = await em.find(BuiltinAddress, of, { orderBy: { kind: 'asc', id: 'asc' } });
  const phones = await em.find(BuiltinPhone, of, { orderBy: { id: 'asc' } });
  return { addresses, phones };
}

/** Remembers that an operation happened. The second time changes nothing. */
export async function rememberOperation(tx: EntityManager, operationId: string, accountId: string, kind: string, at: Date): Promise<void> {
  await tx.execute('insert into builtin_operation (operation_id, account_id, kind, at) values (?, ?, ?, ?) on conflict (operation_id) do nothing', [operationId, accountId, kind, at]);
}

/** Signs everybody out of an account, except the session with this token hash. */
export async function endSessionsOf(tx: EntityManager, accountId: string, exceptTokenHash?: string): Promise<void> {
  await tx.nativeDelete(BuiltinSession, { accountId, ...(exceptTokenHash && { tokenHash: { $ne: exceptTokenHash } }) });
}

/** A PostgreSQL array literal: the driver would spread a JavaScript array over several placeholders. */
function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
