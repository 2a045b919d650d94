import type { UidRange } from '../domain/seen-uids.js';

/** The same for ranges that are known as such. */
export function rangesOf(ranges: readonly UidRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}

/** `3:7,9`: neighbours joined, so that many UIDs stay one short line. Ascending. */
export function rangeOf(uids: readonly number[]): string {
  const ranges: string[] = [];
  let start = uids[0]!;
  for (const [at, uid] of uids.entries()) {
    if (uids[at + 1] === uid + 1) continue;
    ranges.push(start === uid ? `${uid}` : `${start}:${uid}`);
    start = uids[at + 1] ?? uid;
  }
  return ranges.join(',');
}
