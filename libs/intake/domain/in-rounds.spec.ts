import { describe, expect, it } from '@jest/globals';
import { inRounds } from './in-rounds.js';

const rounds = (...mails: string[]): string[][] => inRounds(mails, (mail) => mail.split(' '));

describe('rounds of mails that have nothing to do with each other', () => {
  it('needs one round for strangers', () => expect(rounds('a 1', 'b 2', 'c 3')).toEqual([['a 1', 'b 2', 'c 3']]));

  it('puts an answer after what it answers, and two mails of one sender one after the other', () => {
    expect(rounds('a 1', 'b 2', 'b 1', 'a 3')).toEqual([['a 1', 'b 2'], ['b 1', 'a 3']]);
    expect(rounds('a', 'a', 'a')).toEqual([['a'], ['a'], ['a']]);
  });

  it('loses nobody and keeps the order of related mails, whatever the mix', () => {
    const mails = Array.from({ length: 200 }, (_, at) => `s${(at * 7) % 23} m${(at * 5) % 31} ${at}`);
    const split = rounds(...mails);
    expect(split.flat().sort()).toEqual([...mails].sort());
    expect(split.every((round) => new Set(round.flatMap((mail) => mail.split(' '))).size === round.length * 3)).toBe(true);
    const roundOf = new Map(split.flatMap((round, at) => round.map((mail) => [mail, at] as const)));
    mails.forEach((mail, at) => {
      const related = mails.slice(0, at).filter((earlier) => earlier.split(' ').some((key) => mail.split(' ').includes(key)));
      for (const earlier of related) expect(roundOf.get(earlier)!).toBeLessThan(roundOf.get(mail)!);
    });
  });

  it('takes none', () => expect(rounds()).toEqual([]));
});
