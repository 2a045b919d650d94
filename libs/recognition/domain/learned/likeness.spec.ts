import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ALWAYS, surenessOf, VOICES, worthOf, type Likeness, type Weighed } from './likeness.js';

const saying = (link: number, said: number, loudest: number): Likeness => ({ link, said: VOICES.map(() => said), loudest: VOICES.map(() => loudest) });
const LIKE = saying(3, 0.1, -3);
const UNLIKE = saying(-3, 2, 1);
const mail = (isLinkEnough: boolean, likeness: Likeness, ...reasons: readonly string[]): Weighed => ({ likeness, reasons, isLinkEnough, weight: 1 });
const many = (count: number, one: Weighed): readonly Weighed[] => Array.from({ length: count }, () => one);

const MAILS = [
  ...many(40, mail(true, LIKE)), ...many(8, mail(true, LIKE, 'in-both')), ...many(8, mail(false, LIKE, 'in-both')),
  ...many(30, mail(false, LIKE, 'in-others')), ...many(12, mail(true, LIKE, 'in-links')), ...many(40, mail(false, UNLIKE)),
];

describe('what reasons against a link are worth', () => {
  const worth = worthOf(MAILS);

  it('is more for those that stand where no link was enough', () => expect(worth.get('in-others')!).toBeGreaterThan(worth.get('in-both')! + 1));

  it('is never nothing, though only link mails had it', () => expect(worth.get('in-links')).toBe(0.2));

  it('tells the mails apart', () => {
    expect(surenessOf(LIKE, [], worth)).toBeGreaterThan(1);
    expect(surenessOf(UNLIKE, [], worth)).toBeLessThan(-1);
    expect(surenessOf(LIKE, ['in-others'], worth)).toBeLessThan(0);
  });

  it('is the best there is: none of it can be moved for the better', () => {
    const loss = (changed: ReadonlyMap<string, number>): number => MAILS.reduce((sum, { likeness, reasons, isLinkEnough }) => sum + Math.log1p(Math.exp((isLinkEnough ? -1 : 1) * surenessOf(likeness, reasons, changed))), 0)
      + [...changed].reduce((sum, [name, value]) => sum + (name === ALWAYS ? 0 : name === 'link' ? 0.05 * (value - 0.5) ** 2 : name.startsWith('in-') ? 0.5 * (value - 0.7) ** 2 : 0.5 * value ** 2), 0);
    for (const name of [ALWAYS, 'link', 'said:mailbox', 'loudest:any', 'in-both', 'in-others']) {
      for (const step of [-0.05, 0.05]) expect(loss(new Map([...worth, [name, worth.get(name)! + step]]))).toBeGreaterThan(loss(worth));
    }
  });
});

describe('how sure a link answers', () => {
  const perVoice = (one: fc.Arbitrary<number>): fc.Arbitrary<number[]> => fc.array(one, { minLength: VOICES.length, maxLength: VOICES.length });
  const likeness = fc.record({ link: fc.double({ min: -20, max: 20, noNaN: true }), said: perVoice(fc.double({ min: 0, max: 20, noNaN: true })), loudest: perVoice(fc.double({ min: -20, max: 20, noNaN: true })) });
  const worth = worthOf(MAILS);

  it('is less with any further reason, also one that nobody taught anything about', () => {
    fc.assert(fc.property(likeness, fc.constantFrom('in-both', 'in-others', 'in-links', 'unheard-of'), (like, reason) => expect(surenessOf(like, [reason], worth)).toBeLessThan(surenessOf(like, [], worth))));
  });

  it('is not made greater by more kind words than a mail can have', () => expect(surenessOf({ ...LIKE, link: 400 }, [], worth)).toBe(surenessOf({ ...LIKE, link: 4 }, [], worth)));

  it('is less, the likelier one of the sentences speaks against it', () => {
    fc.assert(fc.property(likeness, fc.nat(VOICES.length - 1), fc.double({ min: 0.01, max: 5, noNaN: true }), (like, voice, more) => {
      const louder = (by: readonly number[]): number[] => by.map((one, at) => (at === voice ? one + more : one));
      expect(surenessOf({ ...like, said: louder(like.said) }, [], worth)).toBeLessThanOrEqual(surenessOf(like, [], worth));
      expect(surenessOf({ ...like, loudest: louder(like.loudest) }, [], worth)).toBeLessThanOrEqual(surenessOf(like, [], worth));
    }));
  });
});
