import { canonicalAddress, domainOf, parseAddress, type Locale } from '#kernel';
import type { EntityManager } from '#persistence';
import { DirectoryRefused, DirectoryTaken } from '../directory.faults.js';
import type { CheckedEntitlements, EntitlementName, ProfileChanges } from '../directory.js';
import { CANONICAL_FACT, canonicalUsername, searchKeysOf } from '../domain/canonical.js';
import { BuiltinAccount } from '../store/builtin-account.entity.js';
import { BuiltinEntitlement, BuiltinRelation } from '../store/builtin-belongings.entity.js';
import { BuiltinAddress, BuiltinPhone } from '../store/builtin-contact.entity.js';
import { BuiltinOperation } from '../store/builtin-operation.entity.js';
import { endSessionsOf } from '../store/builtin.queries.js';

/** What the operations of the built-in directory do to a locked account, each within its transaction. */

const E164 = /^\+[1-9]\d{6,14}$/;

export async function addAddress(
  tx: EntityManager, account: BuiltinAccount, { address, kind, confirmedAt }: { readonly address: string; readonly kind: 'primary' | 'second'; readonly confirmedAt: Date | null },
): Promise<void> {
  const given = parseAddress(address);
  if (!given) throw new DirectoryRefused('that is not an address');
  const canonical = canonicalAddress(given);
  const holder = await tx.findOne(BuiltinAddress, { portalKey: account.portalKey, canonical });
  if (holder) throw new DirectoryTaken('address');
  tx.persist(tx.create(BuiltinAddress, { accountId: account.id, portalKey: account.portalKey, address: given, canonical, kind, confirmedAt }));
}

/** A second address that becomes the main one moves up, the main one never down; anything else is a new row with a new id. */
export async function changeAddress(tx: EntityManager, account: BuiltinAccount, { replaces, address }: { readonly replaces: string; readonly address: string }, now: Date): Promise<void> {
  const old = await addressOf(tx, account, replaces);
  const known = await tx.findOne(BuiltinAddress, { accountId: account.id, canonical: canonicalAddress(address) });
  if (known?.id === old.id) return;
  await tx.remove(old).flush();
  if (known) Object.assign(known, { kind: old.kind === 'primary' ? 'primary' : known.kind, confirmedAt: now });
  else await addAddress(tx, account, { address, kind: old.kind, confirmedAt: now });
  await endSessionsOf(tx, account.id);
}

export async function addressOf(tx: EntityManager, account: BuiltinAccount, addressId: string): Promise<BuiltinAddress> {
  const [found] = (await tx.find(BuiltinAddress, { accountId: account.id })).filter(({ id }) => id === addressId);
  if (!found) throw new DirectoryRefused(`account ${account.id} has no address ${addressId}`);
  return found;
}

export async function removeAddress(tx: EntityManager, account: BuiltinAccount, addressId: string): Promise<void> {
  const [found] = (await tx.find(BuiltinAddress, { accountId: account.id })).filter(({ id }) => id === addressId);
  if (!found) return;
  if (found.kind === 'primary') throw new DirectoryRefused('the main address cannot be taken away');
  tx.remove(found);
}

export async function rename(tx: EntityManager, account: BuiltinAccount, username: string): Promise<void> {
  const usernameCanonical = canonicalUsername(username);
  if (usernameCanonical === '') throw new DirectoryRefused('that is not a user name');
  const holder = await tx.findOne(BuiltinAccount, { portalKey: account.portalKey, usernameCanonical });
  if (holder && holder.id !== account.id) throw new DirectoryTaken('username');
  Object.assign(account, { username: username.trim(), usernameCanonical });
}

export async function updateProfile(tx: EntityManager, account: BuiltinAccount, { phone, locale, ...names }: ProfileChanges, now: Date): Promise<void> {
  Object.assign(account, names, locale !== undefined && { locale: locale as Locale });
  account.searchKeys = searchKeysOf(account);
  if (phone === undefined) return;
  if (!E164.test(phone)) throw new DirectoryRefused('a phone number is written like +4930123456');
  const before = await tx.find(BuiltinPhone, { accountId: account.id });
  if (before.some(({ number }) => number === phone)) return;
  for (const one of before) tx.remove(one);
  tx.persist(tx.create(BuiltinPhone, { accountId: account.id, number: phone, since: now }));
}

export async function isConfirmed(tx: EntityManager, account: BuiltinAccount): Promise<boolean> {
  return (await tx.count(BuiltinAddress, { accountId: account.id, kind: 'primary', confirmedAt: { $ne: null } })) > 0;
}

/** A registration in this step, or the directory refuses. */
export function registrationThat(account: BuiltinAccount, waitsFor: 'data-release' | 'approval') {
  const { registration } = account;
  if (account.state !== 'registration-locked' || registration?.waitsFor !== waitsFor) throw new DirectoryRefused(`the registration of account ${account.id} does not wait for ${waitsFor}`);
  return registration;
}

export async function compareEntitlements(em: EntityManager, { portalKey, registration }: BuiltinAccount): Promise<CheckedEntitlements> {
  const [matched, failed]: [EntitlementName[], EntitlementName[]] = [[], []];
  for (const [name, said] of Object.entries(registration?.claims ?? {}) as [EntitlementName, string][]) {
    const listed = await em.count(BuiltinEntitlement, { portalKey, name, value: canonicalEntitlement(name, said) });
    (listed > 0 ? matched : failed).push(name);
  }
  return { matched, failed, given: registration?.claims ?? {} };
}

export function canonicalEntitlement(name: EntitlementName, value: string): string {
  return name === 'companyDomain' ? domainOf(value.trim()) : CANONICAL_FACT[name](value);
}

/** `from` keeps its row, for the history, and nothing by which anybody could reach it or be found as it. */
export async function merge(tx: EntityManager, from: BuiltinAccount, into: BuiltinAccount): Promise<void> {
  // What both have stays as `into` has it.
  into.facts = { ...from.facts, ...into.facts };
  into.searchKeys = [...new Set([...into.searchKeys, ...from.searchKeys])];
  into.organisation ??= from.organisation ?? null;
  for (const address of await tx.find(BuiltinAddress, { accountId: from.id })) Object.assign(address, { accountId: into.id, kind: 'second' });
  Object.assign(from, { facts: {}, searchKeys: [] });
  if (from.state !== 'disabled') Object.assign(from, { stateBeforeDisable: from.state, state: 'disabled' });
  await endSessionsOf(tx, from.id);
}

/** Everything of an account but the memory of what was done to it. */
export async function erase(tx: EntityManager, account: BuiltinAccount): Promise<void> {
  if (account.state !== 'disabled') throw new DirectoryRefused(`account ${account.id} is not disabled`);
  const of = { accountId: account.id };
  await tx.nativeDelete(BuiltinAddress, of);
  await tx.nativeDelete(BuiltinPhone, of);
  await tx.nativeDelete(BuiltinRelation, { $or: [of, { otherId: account.id }] });
  await endSessionsOf(tx, account.id);
  tx.remove(account);
}

/** A change of the same operation id happened before. */
export async function isRepeated(tx: EntityManager, operationId: string): Promise<boolean> {
  return (await tx.count(BuiltinOperation, { operationId })) > 0;
}
