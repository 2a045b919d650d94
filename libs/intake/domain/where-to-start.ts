export interface CursorFacts {
  readonly uidValidity: string | null;
  readonly lastUid: number;
}

export interface FolderFacts {
  readonly uidValidity: string;
  readonly uidNext: number;
}

export interface StartingPoint {
  readonly lastUid: number;
  readonly reason: 'continue' | 'start-now' | 'backfill' | 'rescan';
}

/**
 * After which UID reading goes on. The first time: now, unless a backfill was asked for (helpdesk-peers case 9). After
 * a change of UIDVALIDITY all UIDs mean something else: everything is listed again, and what we have by its bytes is
 * not kept twice.
 */
export function whereToStart(cursor: CursorFacts | undefined, folder: FolderFacts, backfill: boolean): StartingPoint {
  if (!cursor || cursor.uidValidity === null) return backfill ? { lastUid: 0, reason: 'backfill' } : { lastUid: Math.max(0, folder.uidNext - 1), reason: 'start-now' };
  if (cursor.uidValidity !== folder.uidValidity) return { lastUid: 0, reason: 'rescan' };
  return { lastUid: cursor.lastUid, reason: 'continue' };
}
