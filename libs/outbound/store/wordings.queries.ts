import type { Locale } from '#kernel';
import type { EntityManager } from '#persistence';
import type { WordedKind } from '../domain/mail-kinds.js';
import { Wording } from './wording.entity.js';

const MOST_HISTORY = 20;

/** What counts in a portal, now or at a moment before: the newest row of each mail and language by then. */
export async function currentWordings(em: EntityManager, portalKey: string, at?: Date): Promise<Wording[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select distinct on (kind, locale) id from wording where portal_key = ? ${at ? 'and created_at <= ?' : ''} order by kind, locale, version desc`, [portalKey, ...(at ? [at] : [])]);
  return rows.length === 0 ? [] : em.find(Wording, { id: { $in: rows.map(({ id }) => id) } });
}

/** Newest first. */
export function wordingHistory(em: EntityManager, portalKey: string, kind: WordedKind, locale: Locale): Promise<Wording[]> {
  return em.find(Wording, { portalKey, kind, locale }, { orderBy: { version: 'desc' }, limit: MOST_HISTORY });
}

/** One saving at a time per mail and language of a portal; held until `tx` ends. */
export async function lockWording(tx: EntityManager, portalKey: string, kind: WordedKind, locale: Locale): Promise<void> {
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`wording ${portalKey} ${kind} ${locale}`]);
}
