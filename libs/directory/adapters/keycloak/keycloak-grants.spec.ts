import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { DirectoryUnreachable } from '../../directory.faults.js';
import { grantOf } from './keycloak-grants.js';
import type { GrantAnswer } from './keycloak-line.js';
import type { Brake } from './keycloak-users.js';

/** A realm that answers and counts in turn; the last of each stays. */
function realm({ says, counts = [0], hasBrake = true, locks = false, isToBeSure = false }: { says: GrantAnswer[]; counts?: number[]; hasBrake?: boolean; locks?: boolean; isToBeSure?: boolean }) {
  const [answers, brakes] = [[...says], [...counts]];
  const next = <Of>(of: Of[]): Of => (of.length > 1 ? of.shift()! : of[0]!);
  let [asked, forgiven] = [0, 0];
  const brakeOf = async (): Promise<Brake> => ({ disabled: locks && asked > 0, numFailures: 0, lastFailure: next(brakes) });
  const opens = async (): Promise<GrantAnswer> => ((asked += 1), next(answers));
  return { asked: () => asked, grant: () => grantOf({ line: { opens }, users: { brakeOf, hasBrake: async () => hasBrake } }, { id: 'r', username: 'ada' }, 'a password', { looksMs: [0, 0], forgive: isToBeSure ? async () => void (forgiven += 1) : undefined }), forgiven: () => forgiven };
}

describe('what a realm says to a password', () => {
  it.each<[string, Parameters<typeof realm>[0], GrantAnswer, number]>([
    ['is a yes at once', { says: ['opens'] }, 'opens', 1],
    ['is no word about it when our client may not ask', { says: ['unknown'] }, 'unknown', 1],
    ['is a no when it was counted', { says: ['wrong'], counts: [0, 70] }, 'wrong', 1],
    ['is a no when it was counted after another', { says: ['wrong'], counts: [60, 60, 70] }, 'wrong', 1],
    ['is no word about it while another sign-in is under way: it is asked again', { says: ['wrong', 'opens'] }, 'opens', 2],
    ['is not a no because what was counted before is forgotten by a sign-in that went well', { says: ['wrong', 'opens'], counts: [60, 0] }, 'opens', 2],
    ['is no word about it when the account was locked meanwhile', { says: ['wrong'], locks: true }, 'unknown', 1],
    ['is no sure no when somebody else\'s was counted and ours kept out: it is asked again', { says: ['wrong', 'opens'], counts: [0, 70, 0], isToBeSure: true }, 'opens', 2],
    ['is a sure no when it was counted twice', { says: ['wrong'], counts: [0, 70, 0, 80], isToBeSure: true }, 'wrong', 2],
    ['is no sure no when only the first of two was counted, and another in between was not', { says: ['wrong', 'wrong', 'opens'], counts: [0, 70, 0], isToBeSure: true }, 'opens', 3],
    ['is a no as it stands where nothing is counted', { says: ['wrong'], hasBrake: false }, 'wrong', 1],
  ])('%s', async (_name, given, answer, asked) => {
    const one = realm(given);
    expect([await one.grant(), one.asked()]).toEqual([answer, asked]);
  });

  it('is forgiven before it is asked again: two within a second would lock the account', async () => {
    const one = realm({ says: ['wrong'], counts: [0, 70, 0, 80], isToBeSure: true });
    await one.grant();
    expect(one.forgiven()).toBe(1);
  });

  it('is never taken for a no when it is not counted at all', async () => {
    const one = realm({ says: ['wrong'] });
    await expect(one.grant()).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
    expect(one.asked()).toBe(4);
  });

  describe('by a realm that is slow', () => {
    const SLOW_MS = 40;
    /** Answers late, but no later than whoever asks has time; a sign-in always takes its own. */
    function slowRealm() {
      const [looks, brakes, grants]: [number[], number[], number[]] = [[], [], []];
      const late = async (until = Number.POSITIVE_INFINITY): Promise<void> => {
        await wait(Math.min(SLOW_MS, Math.max(0, until - performance.now())));
        if (performance.now() >= until) throw new DirectoryUnreachable('too late');
      };
      const users = {
        brakeOf: async (_ref: string, until?: number): Promise<Brake> => (looks.push(performance.now()), await late(until), { disabled: false, numFailures: 0, lastFailure: 0 }),
        hasBrake: async (until?: number): Promise<boolean> => (brakes.push(performance.now()), await late(until), true),
      };
      const opens = async (): Promise<GrantAnswer> => (grants.push(performance.now()), await late(), 'wrong');
      return { looks, brakes, grants, asks: (patienceMs: number, looksMs: readonly number[]) => grantOf({ line: { opens }, users }, { id: 'r', username: 'ada' }, 'a password', { looksMs, patienceMs }) };
    }

    it('is waited for no longer than agreed, and one answer to a sign-in more: no look begins or goes on after that', async () => {
      const one = slowRealm();
      const begun = performance.now();
      await expect(one.asks(300, [0, 50, 50, 50, 50, 5_000])).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
      expect(performance.now() - begun).toBeLessThan(1_500);
      expect([...one.looks, ...one.brakes].every((at) => at - begun < 300)).toBe(true);
    });

    it('is asked once whether it has a brake', async () => {
      const one = slowRealm();
      await expect(one.asks(60_000, [0])).rejects.toMatchObject({ code: 'directory.unreachable' });
      expect([one.grants.length, one.brakes.length]).toEqual([4, 1]);
    });
  });
});
