import type { Directory } from '#directory';
import { COUNTED_AT_MOST, type BulkKind } from '../../domain/bulk.js';
import { countOn, type BulkCount } from '../../domain/decide-bulk.js';

const PAGE = 200;

/**
 * Asks the directory whom an order concerns, before anybody approves it; stops at `COUNTED_AT_MOST` listed accounts.
 *
 * @throws DirectoryUnreachable: nobody approves what nobody could count
 */
export async function countMeant(directory: Directory, kind: BulkKind, group: string | undefined): Promise<BulkCount> {
  let count: BulkCount = { meant: 0, leftOut: 0, unreachable: 0, countedAll: true };
  let after: string | undefined;
  do {
    const page = await directory.list({ group, after, limit: PAGE });
    count = countOn(kind, count, page.accounts);
    after = page.next ?? undefined;
  } while (after !== undefined && count.meant + count.leftOut < COUNTED_AT_MOST);
  return { ...count, countedAll: after === undefined };
}
