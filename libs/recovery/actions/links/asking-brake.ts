import { DAY_MS, HOUR_MS } from '#kernel';
import type { EntityManager } from '#persistence';
import { withinLimit, type LimitName } from '../../domain/limits.js';
import { hit, hits, lockSubject, type AccountKey } from '../../store/recovery.queries.js';
import { sourceOf } from './check-code.js';

/**
 * Counts one form that asks for a link, per visitor and per network (5.8), and says whether it may still be sent. `unproved`: the portal wants a puzzle solved,
 * and a browser without script cannot; a person gets through, a flood does not. A hundred at once are not a hundred for free: whoever comes second waits.
 */
export async function mayAsk(tx: EntityManager, ip: string | undefined, now: Date, unproved = false): Promise<boolean> {
  const source = sourceOf(ip ?? 'unknown');
  const brakes: (readonly [LimitName, string])[] = [['new-link-source', source], ['new-link-network', networkOf(ip ?? 'unknown')], ...(unproved ? [['new-link-unproved', source] as const] : [])];
  for (const subject of [...new Set(brakes.map(([, one]) => one))]) await lockSubject(tx, subject);
  for (const [limit, subject] of brakes) if (!withinLimit(limit, await hits(tx, limit, subject, new Date(now.getTime() - HOUR_MS)), now).within) return false;
  for (const [limit, subject] of brakes) hit(tx, limit, subject, now);
  return true;
}

/** Whether one more request is noted for the desk while the account's mailbox wants no mails (T12), and counts it. Call it behind the account's lock. */
export async function mayNoteQuietly(tx: EntityManager, { portalKey, accountRef }: AccountKey, now: Date): Promise<boolean> {
  const subject = `quiet:${portalKey}/${accountRef}`;
  if (!withinLimit('quiet-requests', await hits(tx, 'quiet-requests', subject, new Date(now.getTime() - DAY_MS)), now).within) return false;
  hit(tx, 'quiet-requests', subject, now);
  return true;
}

/** The /24 of an IPv4 address, or the /48 of an IPv6 one. */
export function networkOf(ip: string): string {
  const [, mapped] = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(ip) ?? [];
  if (mapped !== undefined) return `network:${mapped}`;
  return `network:${sourceOf(ip).replace(/^ip:/, '').split(':').slice(0, 3).join(':')}`;
}
