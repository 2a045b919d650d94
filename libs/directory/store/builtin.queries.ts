import { LockMode } from '@mikro-orm/core';
import { recordset, rowsOf, type EntityManager } from '#persistence';
import type { Relation } from '../directory.js';
import { BuiltinAccount } from './builtin-account.entity.js';
import { BuiltinRelation } from './builtin-belongings.entity.js';
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
  return (await findAccountIdsOfEach(em, portalKey, [by], limit))[0]!;
}

/** The same for several in one statement; each way to know somebody walks its own index. */
export async function findAccountIdsOfEach(em: EntityManager, portalKey: string, all: readonly KnownBy[], limit: number): Promise<string[][]> {
  const asked = all.flatMap(({ address, username, searchKeys }, at) =>
    (address === undefined && username === undefined && searchKeys.length === 0 ? [] : [{ at, address, username, search_keys: searchKeys }]));
  if (asked.length === 0) return all.map(() => []);
  const rows = await em.execute<{ at: number; id: string }[]>(
    `select asked.at, fits.id from ${recordset('at int, address text, username text, search_keys text[]', 'asked')} cross join lateral (
       select id from builtin_account where portal_key = ? and username_canonical = asked.username
       union select id from builtin_account where portal_key = ? and search_keys && asked.search_keys
       union select account_id from builtin_address where portal_key = ? and canonical = asked.address
       order by id limit ?) fits`,
    [rowsOf(asked), portalKey, portalKey, portalKey, limit],
  );
  const found = Map.groupBy(rows, ({ at }) => at);
  return all.map((_, at) => (found.get(at) ?? []).map(({ id }) => id));
}

/** Accounts of this portal; any other id finds nobody. */
export function readAccounts(em: EntityManager, portalKey: string, ids: readonly string[]): Promise<BuiltinAccount[]> {
  return ids.length === 0 ? Promise.resolve([]) : em.find(BuiltinAccount, { id: { $in: [...new Set(ids)] }, portalKey });
}

/** An account of this portal; undefined for any other reference. */
export async function readAccount(em: EntityManager, portalKey: string, ref: string): Promise<BuiltinAccount | undefined> {
  return UUID.test(ref) ? ((await em.findOne(BuiltinAccount, { id: ref, portalKey })) ?? undefined) : undefined;
}

/** Accounts of a group, or of the whole portal, after this one, in the order of their ids. */
export function pageOfAccounts(em: EntityManager, portalKey: string, { group, after, limit }: { group?: string | undefined; after?: string | undefined; limit: number }): Promise<BuiltinAccount[]> {
  const later = after !== undefined && UUID.test(after) ? { id: { $gt: after } } : {};
  return em.find(BuiltinAccount, { portalKey, ...(group !== undefined && { groupName: group }), ...later }, { orderBy: { id: 'asc' }, limit });
}

/** Registrations that wait for the approval office, in the order of their ids, which is that of their making. */
export function lockedRegistrations(em: EntityManager, portalKey: string, limit: number): Promise<BuiltinAccount[]> {
  return em.find(BuiltinAccount, { portalKey, state: 'registration-locked' }, { orderBy: { id: 'asc' }, limit });
}

/** Who stands for something to this account, with the address at which they are reached. */
export async function relationsOf(em: EntityManager, accountId: string): Promise<Relation[]> {
  const rows = await em.find(BuiltinRelation, { accountId }, { orderBy: { id: 'asc' }, limit: 50 });
  const others = await em.find(BuiltinAccount, { id: { $in: rows.map(({ otherId }) => otherId) } });
  const { addresses } = await readContacts(em, others.map(({ id }) => id));
  return rows.flatMap(({ kind, otherId }) => {
    const other = others.find(({ id }) => id === otherId);
    return other ? [{ kind, ref: other.id, displayName: `${other.givenName} ${other.familyName}`, address: addresses.find((one) => one.accountId === other.id)?.address ?? null }] : [];
  });
}

/** Locks the account's row until `tx` ends: changes and sign-ins wait for each other. */
export async function lockAccount(tx: EntityManager, portalKey: string, ref: string): Promise<BuiltinAccount | undefined> {
  if (!UUID.test(ref)) return undefined;
  return (await tx.findOne(BuiltinAccount, { id: ref, portalKey }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })) ?? undefined;
}

/** Addresses, the primary one first, and phones of the given accounts. */
export async function readContacts(em: EntityManager, accountIds: readonly string[]): Promise<{ addresses: BuiltinAddress[]; phones: BuiltinPhone[] }> {
  if (accountIds.length === 0) return { addresses: [], phones: [] };
  const of = { accountId: { $in: [...accountIds] } };
  const addresses = await em.find(BuiltinAddress, of, { orderBy: { kind: 'asc', id: 'asc' } });
  const phones = await em.find(BuiltinPhone, of, { orderBy: { id: 'asc' } });
  return { addresses, phones };
}

/** Remembers that an operation happened. The second time changes nothing. */
export async function rememberOperation(tx: EntityManager, operationId: string, accountId: string, kind: string, at: Date): Promise<void> {
  await tx.execute('insert into builtin_operation (operation_id, account_id, kind, at) values (?, ?, ?, ?) on conflict (operation_id) do nothing', [operationId, accountId, kind, at]);
}

/** The account of a portal session that is alive, whole or still waiting for its second factor. */
export async function accountOfSession(em: EntityManager, tokenHash: string, awaitsSecondFactor: boolean, now: Date): Promise<BuiltinAccount | undefined> {
  const session = await em.findOne(BuiltinSession, { tokenHash, awaitsSecondFactor, endsAt: { $gt: now } });
  return session ? ((await em.findOne(BuiltinAccount, { id: session.accountId, state: 'active' })) ?? undefined) : undefined;
}

/** Signs everybody out of an account, except the session with this token hash. */
export async function endSessionsOf(tx: EntityManager, accountId: string, exceptTokenHash?: string): Promise<void> {
  await tx.nativeDelete(BuiltinSession, { accountId, ...(exceptTokenHash && { tokenHash: { $ne: exceptTokenHash } }) });
}

/** Where the people of this portal have their mail: the domains of the latest 20,000 addresses, the most frequent 500. */
export async function domainsOfAccounts(em: EntityManager, portalKey: string): Promise<string[]> {
  const rows = await em.execute<{ domain: string }[]>(
    `select split_part(canonical, '@', 2) as domain from (select canonical from builtin_address where portal_key = ? order by id desc limit 20000) latest group by 1 order by count(*) desc limit 500`, [portalKey]);
  return rows.map(({ domain }) => domain);
}
