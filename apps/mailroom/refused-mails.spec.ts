import { describe, expect, it } from '@jest/globals';
import { RefusedMails } from './refused-mails.js';

const MINUTE = 60_000;
const mails = (...uids: number[]) => uids.map((uid) => ({ uid }));
const told = (refused: RefusedMails, ...uids: number[]) => refused.inRounds(mails(...uids)).map(({ mails: some, atMost }) => [some.map(({ uid }) => uid), atMost]);
const no = new Error('no');

describe('what a server refused', () => {
  it('is nothing at first: all at once', () => {
    expect(told(new RefusedMails(), 1, 2, 3)).toEqual([[[1, 2, 3], Number.POSITIVE_INFINITY]]);
    expect(told(new RefusedMails())).toEqual([]);
  });

  it('is asked for in halves, behind those that never failed, the larger rest first', () => {
    const refused = new RefusedMails();
    refused.failed([1, 2, 3, 4, 5], no);
    expect(told(refused, 1, 2, 3, 4, 5, 6)).toEqual([[[6], Number.POSITIVE_INFINITY], [[1, 2, 3, 4, 5], 3]]);
    refused.failed([1, 2, 3], no);
    expect(told(refused, 1, 2, 3, 4, 5)).toEqual([[[4, 5], 3], [[1, 2, 3], 2]]);
    refused.answered([4, 5, 3]);
    expect(told(refused, 1, 2, 3)).toEqual([[[3], Number.POSITIVE_INFINITY], [[1, 2], 2]]);
  });

  it('is left out when it failed three times alone, for a minute, then twice as long each time, at most an hour', () => {
    let now = 0;
    const refused = new RefusedMails(() => now);
    expect([refused.failed([2], no), refused.failed([2], no)]).toEqual([no, no]);
    expect([told(refused, 2), refused.stuck]).toEqual([[[[2], 1]], []]);
    expect(refused.failed([2], no)).toMatchObject({ code: 'intake.mail-not-given', message: expect.stringContaining('uid 2 (no)') });
    expect([told(refused, 2), refused.stuck]).toEqual([[], [{ uid: 2, said: 'no' }]]);
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      now += minutes * MINUTE - 1;
      expect(told(refused, 1, 2)).toEqual([[[1], Number.POSITIVE_INFINITY]]);
      now += 1;
      expect(told(refused, 1, 2)).toEqual([[[1], Number.POSITIVE_INFINITY], [[2], 1]]);
      refused.failed([2], no);
    }
    refused.answered([2]);
    expect([told(refused, 2), refused.stuck]).toEqual([[[[2], Number.POSITIVE_INFINITY]], []]);
  });

  it('is forgotten when the folder lists it no more, or the UIDs mean other mails', () => {
    const refused = new RefusedMails();
    refused.begin('7');
    for (const uid of [2, 2, 2, 3, 3, 3]) refused.failed([uid], no);
    refused.keepOnly([1, 3]);
    expect(refused.stuck.map(({ uid }) => uid)).toEqual([3]);
    refused.begin('7');
    expect(refused.stuck).toHaveLength(1);
    refused.begin('8');
    expect(refused.stuck).toEqual([]);
  });

  it('makes all batches smaller, since the line may be slow, and larger again only when many went well', () => {
    const refused = new RefusedMails();
    refused.failed([1, 2], no);
    refused.failed([1, 2], no);
    expect(refused.share).toBe(0.25);
    for (let times = 0; times < 19; times += 1) refused.answered([3]);
    expect(refused.share).toBe(0.25);
    refused.answered([3]);
    expect(refused.share).toBe(0.5);
    refused.failed([1], no);
    expect(refused.share).toBe(0.5);
  });
});
