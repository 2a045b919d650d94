import { DAY_MS, HOUR_MS, matchesSlowHash, normaliseCode, refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import type { GrantPurpose } from '../../domain/grants.js';
import { TRIES_PER_TOKEN, WRONG_IN_A_ROW, withinLimit } from '../../domain/limits.js';
import type { Grant, LimitHit } from '../../store/grant.entity.js';
import { hit, hits, lockSubject, type AccountKey } from '../../store/recovery.queries.js';

/**
 * Where codes are typed: beside a link that only the mailbox holds, on the requester's status page (from a phone, an
 * authenticator, a list of saved ones: all counted together), or by anybody on the page for codes. They are counted apart, so that a stranger who guesses cannot close the page of
 * somebody who holds the link. Who is asked to vouch signs in at a path of their own, and so does the reader of an address
 * that is not on file: a stranger.
 */
export type CodePath = 'held' | 'status' | 'open' | 'voucher' | 'new-address';

/** What stops something asks for its number only so that a scanner does not stop it. It opens nothing, so its tries count for the one link, and nobody closes it for another. */
const BY_LINK_ONLY: readonly GrantPurpose[] = ['cancel', 'report'];

/**
 * Undefined: codes may be tried for this account now (5.8, R4). Who comes at the same moment waits until this try is
 * counted: thirty at once get no more than one after the other. Call it before or without a lock on another request of
 * this path, or behind the account's.
 */
export async function codePathClosed(tx: EntityManager, key: AccountKey, path: CodePath, now: Date): Promise<Refusal | undefined> {
  const subject = subjectOf(key, path);
  await lockSubject(tx, subject);
  const verdict = withinLimit('code-entry', await hits(tx, 'code-entry', subject, new Date(now.getTime() - DAY_MS)), now);
  if (!verdict.within) return refuse('recovery.code-path-closed', { until: verdict.until });
  const [lastRight = new Date(0)] = await hits(tx, 'code-right', subject, new Date(0));
  return (await hits(tx, 'code-entry', subject, lastRight)).length >= WRONG_IN_A_ROW ? refuse('recovery.code-path-closed') : undefined;
}

/** The same for one visitor over all accounts, who waits for their own other tries too. */
export async function sourceClosed(tx: EntityManager, ip: string | undefined, now: Date): Promise<Refusal | undefined> {
  if (!ip) return undefined;
  await lockSubject(tx, sourceOf(ip));
  const verdict = withinLimit('code-source', await hits(tx, 'code-source', sourceOf(ip), new Date(now.getTime() - HOUR_MS)), now);
  return verdict.within ? undefined : refuse('recovery.code-path-closed', { until: verdict.until });
}

/**
 * Compares what was typed with the code of a locked grant and counts the try; commit whatever comes
 * out. Undefined: right.
 */
export async function checkCode(tx: EntityManager, grant: Grant, path: 'held' | 'status' | 'new-address', typed: string, now: Date): Promise<Refusal | undefined> {
  if (BY_LINK_ONLY.includes(grant.purpose)) return (await matchesSlowHash(grant.codeHash, normaliseCode(typed))) ? undefined : wrongOnce(grant);
  const key = { portalKey: grant.portalKey, accountRef: grant.accountRef };
  const closed = await codePathClosed(tx, key, path, now);
  if (closed) return closed;
  if (await matchesSlowHash(grant.codeHash, normaliseCode(typed))) {
    rememberRight(tx, key, path, now);
    return undefined;
  }
  return rememberWrong(tx, grant, path, now);
}

export function rememberRight(tx: EntityManager, key: AccountKey, path: CodePath, now: Date): void {
  hit(tx, 'code-right', subjectOf(key, path), now);
}

/** Counts a try as wrong; whoever sees that it was right takes the row away. */
export function rememberTry(tx: EntityManager, key: AccountKey, path: CodePath, now: Date): LimitHit {
  return hit(tx, 'code-entry', subjectOf(key, path), now);
}

export function rememberWrong(tx: EntityManager, grant: Grant, path: CodePath, now: Date): Refusal {
  rememberTry(tx, grant, path, now);
  return wrongOnce(grant);
}

function wrongOnce(grant: Grant): Refusal {
  grant.codeTries += 1;
  const left = Math.max(0, TRIES_PER_TOKEN - grant.codeTries);
  return left > 0 ? refuse('recovery.code-wrong', { missing: [`tries:${left}`] }) : refuse('recovery.link-tries-used-up');
}

/** Undefined: nobody knows where it came from. Whoever counted before looking takes the row away when it was right. */
export function rememberSource(tx: EntityManager, ip: string | undefined, now: Date): LimitHit | undefined {
  return ip ? hit(tx, 'code-source', sourceOf(ip), now) : undefined;
}

function subjectOf({ portalKey, accountRef }: AccountKey, path: CodePath): string {
  return `${path}:${portalKey}/${accountRef}`;
}

/** Whom a visitor is counted as: one IPv4 address, or the /64 of an IPv6 address (5.8). */
export function sourceOf(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return `ip:${ip}`;
  const [head = '', tail = ''] = ip.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail.split(':').filter(Boolean);
  return `ip:${[...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest].slice(0, 4).join(':')}`;
}
