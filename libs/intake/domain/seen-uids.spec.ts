import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asMultirange, doneWith, SeenUids, type UidRange } from './seen-uids.js';

const uid = fc.integer({ min: 1, max: 300 });
const ranges = fc.array(fc.tuple(uid, fc.integer({ min: 0, max: 20 })).map(([from, more]) => ({ from, to: from + more })), { maxLength: 30 });

describe('the UIDs that are done with', () => {
  it('are exactly those that were put in, in any order, written and read again', () => {
    fc.assert(fc.property(ranges, (given) => {
      const seen = given.reduce((sum, range) => sum.and([range]), SeenUids.none);
      const again = SeenUids.parse(seen.toString());
      for (let one = 1; one <= 330; one += 1) {
        const isIn = given.some(({ from, to }) => one >= from && one <= to);
        expect(seen.has(one)).toBe(isIn);
        expect(again.has(one)).toBe(isIn);
      }
      expect(seen.toString()).toBe(SeenUids.none.and(given).toString());
    }));
  });

  it('are one range for a mailbox that is read without a gap', () => {
    let seen = SeenUids.upTo(41);
    for (let one = 42; one <= 900; one += 1) seen = seen.and([{ from: one, to: one }]);
    expect(seen.toString()).toBe('{[1,901)}');
    expect(SeenUids.upTo(0).toString()).toBe('{}');
    expect(asMultirange([{ from: 4_294_967_295, to: 4_294_967_295 }])).toBe('{[4294967295,4294967296)}');
  });

  it('never count a mail as done that nobody has touched, whatever else is', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 60 }), fc.integer({ min: 0, max: 59 }), (uids, skipped) => {
      const all = uids.toSorted((one, other) => one - other);
      const left = all[skipped % all.length]!;
      const seen = SeenUids.none.and(all.filter((one) => one !== left).map((one) => doneWith(one, all, all.at(-1)! + 1)));
      expect(seen.missingFrom(all)).toEqual([left]);
    }));
  });

  it('leave numbers open near the top, where a slower delivery may still show up', () => {
    expect(doneWith(5_000, [10, 4_990, 5_000], 5_001)).toEqual({ from: 5_000, to: 5_000 });
    expect(doneWith(4_990, [10, 4_990, 9_000], 9_001)).toEqual({ from: 11, to: 4_990 });
  });

  it('stay few ranges for a mailbox of which half was deleted', () => {
    const all = Array.from({ length: 20_000 }, (_, at) => at * 2 + 1);
    expect(SeenUids.none.and(all.map((one) => doneWith(one, all, 40_000))).rangeCount).toBeLessThan(600);
  });

  it('knows between which mails somebody may have been whom nobody saw', () => {
    const open = (seen: readonly UidRange[], all: readonly number[], between: UidRange, atMost = 10) => SeenUids.none.and(seen).openBetween(all, between, atMost);
    expect(open([{ from: 1, to: 10 }], [3, 12, 15], { from: 1, to: 16 })).toEqual([{ from: 11, to: 11 }, { from: 13, to: 14 }, { from: 16, to: 16 }]);
    expect(open([{ from: 1, to: 10 }], [3, 11], { from: 1, to: 11 })).toEqual([]);
    expect(open([], [], { from: 1, to: 4 })).toEqual([{ from: 1, to: 4 }]);
    expect(open([{ from: 4, to: 20 }], [30], { from: 1, to: 12 })).toEqual([{ from: 1, to: 3 }]);
    expect(open([], [2, 4, 6], { from: 1, to: 7 }, 2)).toEqual([{ from: 5, to: 5 }, { from: 7, to: 7 }]);
    expect(open([{ from: 2, to: 3 }], [8], { from: 6, to: 9 })).toEqual([{ from: 6, to: 7 }, { from: 9, to: 9 }]);
    expect(open([], [], { from: 5, to: 4 })).toEqual([]);
  });
});
