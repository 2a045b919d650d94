import { canonicalAddress, parseAddress } from '#kernel';
import type { AddressFacts } from './account-facts.js';

/** Why the server offers an account. `number` stands for a customer or serial number: the directory says only that it fits. */
export type WhyCandidate = 'sender-address' | 'address' | 'username' | 'name' | 'number';

export interface Candidate {
  readonly ref: string;
  readonly why: readonly WhyCandidate[];
}

interface Findable {
  readonly ref: string;
  readonly username: string;
  readonly displayName: string;
  readonly addresses: readonly AddressFacts[];
}

/** What was looked for. */
export interface Sought {
  readonly senderAddress?: string | undefined;
  readonly addresses: readonly string[];
  readonly username?: string | undefined;
  readonly name?: string | undefined;
}

/** Which of the things that were looked for belong to this account. What is left over was found by a number. */
export function whyCandidate(account: Findable, sought: Sought): WhyCandidate[] {
  const onFile = new Set(account.addresses.map(({ address }) => canonicalAddress(address)));
  const has = (address: string | undefined): boolean => address !== undefined && parseAddress(address) !== undefined && onFile.has(canonicalAddress(address));
  const why: WhyCandidate[] = [];
  if (has(sought.senderAddress)) why.push('sender-address');
  if (sought.addresses.some(has)) why.push('address');
  if (sought.username !== undefined && plain(sought.username) === plain(account.username)) why.push('username');
  if (sought.name !== undefined && samePerson(sought.name, account.displayName)) why.push('name');
  return why.length > 0 ? why : ['number'];
}

/** A stranger who knows somebody's data must not pull the owner's mail away from them, nor the other way round. */
export function claimsAnotherAccount(candidates: readonly Candidate[], senderRef: string): boolean {
  return candidates.some(({ ref, why }) => ref !== senderRef && why.some((one) => one !== 'name'));
}

/** `Maria K.`, enough to tell namesakes apart. */
export function maskName(displayName: string): string {
  const [first = '', ...rest] = displayName.trim().split(/\s+/);
  const last = rest.at(-1);
  return last ? `${first.slice(0, 1)}. ${last.slice(0, 1)}•••` : `${first.slice(0, 1)}•••`;
}

/** `+49•••666` */
export function maskPhone(number: string): string {
  return `${number.slice(0, 3)}•••${number.slice(-3)}`;
}

function plain(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase();
}

function samePerson(one: string, other: string): boolean {
  const words = (text: string): string[] => plain(text).split(/[^\p{L}\p{M}]+/u).filter(Boolean).sort();
  return words(one).join(' ') === words(other).join(' ');
}
