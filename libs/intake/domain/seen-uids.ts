/** UIDs from `from` up to and with `to`. */
export interface UidRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Which UIDs of a folder are done with: kept, or not ours to keep. Our own memory instead of the server's flags, dates
 * or sequence numbers (helpdesk-peers section 2, cases 1 to 3), and apart from what became of the mails, so that a
 * deleted ticket does not come back. Ranges, so that a hundred thousand mails are one line.
 */
export class SeenUids {
  private constructor(private readonly ranges: readonly UidRange[]) {}

  static readonly none = new SeenUids([]);

  /** Everything up to and with `uid`. */
  static upTo(uid: number): SeenUids {
    return SeenUids.none.and(uid < 1 ? [] : [{ from: 1, to: uid }]);
  }

  /** What `toString` wrote, or PostgreSQL: `{[1,5),[7,8)}`. */
  static parse(multirange: string): SeenUids {
    return SeenUids.none.and([...multirange.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, beyond]) => ({ from: Number(from), to: Number(beyond) - 1 })));
  }

  /** These and those; neighbours become one range. */
  and(more: readonly UidRange[]): SeenUids {
    const merged: UidRange[] = [];
    for (const range of [...this.ranges, ...more].sort((one, other) => one.from - other.from)) {
      const last = merged.at(-1);
      if (last && range.from <= last.to + 1) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
      else merged.push(range);
    }
    return new SeenUids(merged);
  }

  has(uid: number): boolean {
    let low = 0;
    let high = this.ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const { from, to } = this.ranges[middle]!;
      if (uid < from) high = middle - 1;
      else if (uid > to) low = middle + 1;
      else return true;
    }
    return false;
  }

  /** Those that are not done with, in the order given. */
  missingFrom(uids: readonly number[]): number[] {
    return uids.filter((uid) => !this.has(uid));
  }

  /**
   * The numbers from `from` up to and with `to` that no mail has and that are not done with: where a mail may have been that nobody saw. At most so many ranges, the highest.
   *
   * @param all every UID of the folder, ascending
   */
  openBetween(all: readonly number[], { from, to }: UidRange, atMost: number): UidRange[] {
    const taken = this.and(this.missingFrom(all).map((uid) => ({ from: uid, to: uid }))).ranges;
    const open: UidRange[] = [];
    let next = from;
    for (const range of taken) {
      if (range.from > to) break;
      if (range.from > next) open.push({ from: next, to: range.from - 1 });
      next = Math.max(next, range.to + 1);
    }
    if (next <= to) open.push({ from: next, to });
    return open.slice(-atMost);
  }

  get rangeCount(): number {
    return this.ranges.length;
  }

  /** A PostgreSQL `int8multirange`. */
  toString(): string {
    return asMultirange(this.ranges);
  }
}

/** A PostgreSQL `int8multirange`. */
export function asMultirange(ranges: readonly UidRange[]): string {
  return `{${ranges.map(({ from, to }) => `[${from},${to + 1})`).join(',')}}`;
}

/** So close below the newest UID a number that nobody has may still turn into a mail: some servers show mails out of order. */
const MAY_STILL_APPEAR = 1_000;

/**
 * What is done with when the mail `uid` is: the mail, and the numbers below it down to the mail before, which nobody has.
 * Near the top only the mail itself.
 *
 * @param all every UID of the folder, ascending
 * @param uidNext of the folder when it was listed
 */
export function doneWith(uid: number, all: readonly number[], uidNext: number): UidRange {
  if (uid >= uidNext - MAY_STILL_APPEAR) return { from: uid, to: uid };
  const at = positionOf(uid, all);
  return { from: at > 0 ? all[at - 1]! + 1 : 1, to: uid };
}

/** Of ascending numbers; where `uid` stands or would stand. */
function positionOf(uid: number, all: readonly number[]): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]! < uid) low = middle + 1;
    else high = middle;
  }
  return low;
}
