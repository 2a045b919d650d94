import { refuse } from '#kernel';
import { Refused } from '../answer/problem.js';

/**
 * A cursor that nobody gave is refused: the first page instead of the next one would be read as new for ever.
 *
 * @throws Refused `request.cursor-unreadable`
 */
export function knownCursor(list: { readsCursor(cursor: string): boolean }, cursor: string | undefined): void {
  if (cursor !== undefined && !list.readsCursor(cursor)) throw new Refused(refuse('request.cursor-unreadable', { missing: ['cursor'] }));
}
