import { domainOf } from '#kernel';
import type { IncomingMail } from './incoming-mail.js';

/** Who brings half a town along writes to a list, not to a desk. */
const MOST = 20;

/** Whom a mail is written to besides us: To and Cc without our mailboxes, whatever stands behind their plus sign. */
export function othersAddressed(mail: Pick<IncomingMail, 'to' | 'cc'>, ours: readonly string[]): string[] {
  const own = new Set(ours.map(bare));
  const others = [...mail.to, ...mail.cc].map(({ address }) => address).filter((address) => !own.has(bare(address)));
  return others.length > MOST ? [] : [...new Set(others)];
}

/** The mailbox itself, with or without plus detail. */
export function bare(address: string): string {
  return `${address.slice(0, address.lastIndexOf('@')).split('+')[0]!.toLowerCase()}@${domainOf(address)}`;
}
