import { canonicalAddress, domainOf } from '#kernel';
import type { IncomingMail } from './incoming-mail.js';
import { hidesItsScript, looksLike, skeletonOf, type NamedDomain } from './look-alike.js';

/** What an agent should see beside the sender. Signals, never verdicts. */
export const SENDER_FLAGS = [
  'no-from', 'several-from', 'reply-to-differs', 'name-contains-address', 'mixed-script-domain', 'look-alike-of-portal', 'look-alike-of-users', 'name-of-organisation', 'name-of-agent',
] as const;
export type SenderFlag = (typeof SENDER_FLAGS)[number];

/** Whom a sender may want to be taken for. */
export interface WellKnown {
  /** Domains of the portal itself, and of the people who have accounts there. */
  readonly own: readonly NamedDomain[];
  readonly users: readonly NamedDomain[];
  readonly organisations: readonly string[];
  readonly agents: readonly { readonly displayName: string; readonly email: string }[];
  readonly nameDomain: (domain: string) => NamedDomain;
}

/** Tricks around the sender (T1, T4, T6), each as `flag` or `flag:what it is about`. */
export function senderFlags(mail: IncomingMail, wellKnown: WellKnown): string[] {
  const [from] = mail.from;
  if (!from) return ['no-from'];
  const elsewhere = mail.replyTo.find(({ address }) => canonicalAddress(address) !== canonicalAddress(from.address));
  const named = mail.from.map(({ name, address }) => namesAnother(name ?? '', address)).find((one) => one !== undefined);
  const hidden = mail.from.find(({ address }) => hidesItsScript(address));
  return [
    ...(mail.from.length > 1 ? ['several-from'] : []),
    ...(elsewhere ? [flag('reply-to-differs', elsewhere.address)] : []),
    ...(named === undefined ? [] : [flag('name-contains-address', named)]),
    ...(hidden ? [flag('mixed-script-domain', canonicalAddress(hidden.address))] : []),
    ...mail.from.slice(0, 1).flatMap(({ address, name }) => posesAs(address, name ?? '', wellKnown)),
  ];
}

function posesAs(address: string, name: string, { own, users, organisations, agents, nameDomain }: WellKnown): string[] {
  const domain = nameDomain(domainOf(address));
  if (own.some(({ registrable }) => registrable === domain.registrable)) return [];
  const ofPortal = looksLike(domain, own, { isOwn: true });
  const ofUsers = ofPortal ? undefined : looksLike(domain, users, { isOwn: false });
  const organisation = organisations.find((one) => skeletonOf(one).length >= 5 && hasWords(name, one));
  const agent = agents.find(({ displayName, email }) => displayName.trim().includes(' ') && hasWords(name, displayName) && canonicalAddress(email) !== canonicalAddress(address));
  return [
    ...(ofPortal ? [flag('look-alike-of-portal', ofPortal.domain)] : []),
    ...(ofUsers ? [flag('look-alike-of-users', ofUsers.domain)] : []),
    ...(organisation === undefined ? [] : [flag('name-of-organisation', organisation)]),
    ...(agent ? [flag('name-of-agent', agent.displayName)] : []),
  ];
}

function flag(name: SenderFlag, about: string): string {
  return `${name}:${about.slice(0, 320)}`;
}

/** All words of the one, in order, within the other, as the eye reads them. */
function hasWords(text: string, words: string): boolean {
  const read = (one: string): string => ` ${one.normalize('NFKC').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').map(skeletonOf).join(' ')} `;
  return read(text).includes(read(words));
}

/** `"real@org.de" <x@evil>` (T4). The own address as a name is what many clients write. */
function namesAnother(name: string, address: string): string | undefined {
  const named = /[^\s<>"']+[@＠][^\s<>"']+/.exec(name)?.[0];
  return named !== undefined && canonicalAddress(named.replace('＠', '@')) !== canonicalAddress(address) ? named : undefined;
}
