import { SeenUids } from './seen-uids.js';

export interface CursorFacts {
  readonly uidValidity: string;
  readonly seen: SeenUids;
}

export interface FolderFacts {
  readonly uidValidity: string;
  readonly uidNext: number;
}

export interface StartingPoint {
  readonly seen: SeenUids;
  readonly reason: 'continue' | 'start-now' | 'everything' | 'rescan';
}

/**
 * Which mails are done with already. The first time: all that are there, unless everything was asked for (helpdesk-peers
 * case 9). After a change of UIDVALIDITY all UIDs mean something else: everything is looked at again, and what we have by
 * its bytes or its Message-ID is not filed twice. Otherwise what was done with stays so, however long ago it was (case 3).
 */
export function whereToStart(cursor: CursorFacts | undefined, folder: FolderFacts, everything: boolean): StartingPoint {
  if (!cursor) return everything ? { seen: SeenUids.none, reason: 'everything' } : { seen: SeenUids.upTo(folder.uidNext - 1), reason: 'start-now' };
  if (cursor.uidValidity !== folder.uidValidity) return { seen: SeenUids.none, reason: 'rescan' };
  return { seen: cursor.seen, reason: 'continue' };
}
