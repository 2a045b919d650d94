import { describe, expect, it } from '@jest/globals';
import { admission, counterWentBack, mayRemoveKey, stillCalls, type Admission, type Coming } from './second-factors.js';

const NOTHING = { code: false, key: false, enrolmentCode: false };
const words = (answer: Admission): string => ('as' in answer ? answer.as : `${answer.refusal}: ${answer.missing.join(' ')}`);

describe('what a right password opens', () => {
  const ask = (has: [totp: boolean, keys: number], where: 'no key needed' | 'outside' | 'always, inside', given: Partial<Coming['given']> = {}): string =>
    words(admission({ has: { totp: has[0], keys: has[1] }, given: { ...NOTHING, ...given }, keyIsNeeded: where !== 'no key needed', isInside: where !== 'outside' }));

  it.each<[[boolean, number], Parameters<typeof ask>[1], Partial<Coming['given']>, string]>([
    [[false, 0], 'no key needed', {}, 'password'],
    [[false, 0], 'no key needed', { code: true }, 'password'],
    [[true, 0], 'no key needed', {}, 'session.code-needed: code'],
    [[true, 0], 'no key needed', { code: true }, 'code'],
    [[true, 2], 'no key needed', {}, 'session.code-needed: key code'],
    [[true, 2], 'no key needed', { code: true }, 'code'],
    [[false, 1], 'no key needed', {}, 'session.code-needed: key'],
    [[false, 1], 'no key needed', { code: true }, 'session.code-needed: key'],
    [[false, 1], 'no key needed', { key: true }, 'key'],
    [[false, 0], 'outside', {}, 'session.key-needed: key enrolment-code'],
    [[true, 0], 'outside', { code: true }, 'session.key-needed: key enrolment-code'],
    [[true, 0], 'outside', { enrolmentCode: true }, 'session.code-needed: code'],
    [[true, 0], 'outside', { enrolmentCode: true, code: true }, 'enrolling'],
    [[false, 0], 'outside', { enrolmentCode: true }, 'enrolling'],
    [[false, 1], 'outside', { enrolmentCode: true }, 'enrolling'],
    [[true, 1], 'outside', { code: true }, 'session.code-needed: key'],
    [[true, 1], 'outside', { key: true }, 'key'],
    [[false, 0], 'always, inside', {}, 'enrolling'],
    [[true, 0], 'always, inside', {}, 'session.code-needed: code'],
    [[true, 0], 'always, inside', { code: true }, 'enrolling'],
    [[true, 1], 'always, inside', { code: true }, 'session.code-needed: key'],
  ])('with app and keys %j, %s, %j: %s', (has, where, given, expected) => expect(ask(has, where, given)).toBe(expected));

  it('is never a whole session without a key where one is needed, whatever else is shown', () => {
    for (const totp of [true, false]) for (const keys of [0, 1]) for (const isInside of [true, false]) for (const code of [true, false]) for (const enrolmentCode of [true, false]) {
      const answer = admission({ has: { totp, keys }, given: { code, enrolmentCode, key: false }, keyIsNeeded: true, isInside });
      expect(['password', 'code', 'key']).not.toContain(words(answer));
    }
  });
});

it.each([[0, 0, false], [0, 1, false], [5, 6, false], [5, 5, true], [5, 4, true], [5, 0, true]])('a counter from %i to %i went back: %s', (before, now, expected) => expect(counterWentBack(before, now)).toBe(expected));

it.each([[false, 1, false, false], [true, 1, false, true], [true, 1, true, false], [false, 2, true, true], [true, 2, true, true]])('with app %s and %i keys, key needed %s: one may go: %s', (totp, keys, needed, expected) =>
  expect(mayRemoveKey({ totp, keys }, needed)).toBe(expected));

describe('a suspended key calls a person', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 28, hour));
  const copied = { createdAt: at(1), suspendedAt: at(5) };

  it.each([
    ['while there is nothing but it', [], true],
    ['beside a key that was bound before: who copied it may have bound that one', [{ createdAt: at(4) }], true],
    ['beside one that was bound since, but is suspended, too', [{ createdAt: at(6), suspendedAt: at(7) }], true],
    ['until another was bound since', [{ createdAt: at(4) }, { createdAt: at(6), suspendedAt: null }], false],
  ])('%s', (_, others, expected) => expect(stillCalls(copied, [copied, ...others])).toBe(expected));

  it('and no other does', () => expect(stillCalls({ suspendedAt: null }, [copied])).toBe(false));
});
