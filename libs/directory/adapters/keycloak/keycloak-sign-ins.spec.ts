import { describe, expect, it } from '@jest/globals';
import { Secret } from '#kernel';
import type { GrantAnswer } from './keycloak-line.js';
import { isNearLock, KeycloakSignIns } from './keycloak-sign-ins.js';
import { User } from './user-to-account.js';

const [RIGHT, CODE] = ['gelbe giraffen', '123456'];

interface Feigned {
  readonly failures?: number;
  readonly limit?: number;
  readonly tellsLimit?: boolean;
  /** Its flow wants the code as well. */
  readonly wantsCode?: boolean;
  /** Counts apart what failed after a right password. */
  readonly countsCodes?: boolean;
  /** What it says instead of its own word. */
  readonly says?: (asked: number) => GrantAnswer | undefined;
}

/** A realm with brute-force detection and permanent lockout: it counts at once, lets nobody in at its limit, and forgets all or nothing. */
function realm({ failures = 0, limit = 3, tellsLimit = false, wantsCode = true, countsCodes = true, says }: Feigned) {
  let codes = 0;
  const user = User.parse({ id: 'r', username: 'ada', enabled: true });
  let [numFailures, lastFailure, disabled, guesses, forgotten, everDisabled] = [failures, failures, false, 0, 0, false];
  const forget = async (): Promise<void> => void ([numFailures, lastFailure, forgotten, codes] = [0, 0, forgotten + 1, 0]);
  const fails = (isCode = false): GrantAnswer => {
    if (isCode) codes += 1;
    [numFailures, lastFailure] = [numFailures + 1, lastFailure + 1];
    disabled ||= numFailures >= limit;
    everDisabled ||= disabled;
    return 'wrong';
  };
  const opens = async (_username: string, password: string, code?: string): Promise<GrantAnswer> => {
    guesses += 1;
    const said = says?.(guesses);
    if (said) return said;
    if (disabled) return 'wrong';
    if (password !== RIGHT || (wantsCode && code !== CODE)) return fails(password === RIGHT);
    [numFailures, lastFailure] = [0, 0];
    return 'opens';
  };
  const signIns = new KeycloakSignIns({
    line: { opens },
    users: {
      brakeOf: async () => ({ disabled, numFailures, lastFailure, ...(countsCodes && { numSecondaryAuthFailures: codes }) }), hasBrake: async () => true, lockingFailures: async () => (tellsLimit ? limit : undefined),
      existing: async () => user, credentials: async () => [{ id: 'c', type: 'otp' }], forgetWrongPasswords: forget,
    },
    clearLock: async () => {
      await forget();
      disabled = false;
    },
  });
  return {
    is: (password: string) => signIns.passwordIs(user, new Secret(password)),
    opens: (password: string, code: string) => signIns.opens(user, new Secret(password), code),
    fails, seen: () => ({ numFailures, disabled, guesses, everDisabled }),
  };
}

describe('one failed sign-in more', () => {
  it.each([[0, 3, false], [1, 3, false], [2, 3, true], [28, 30, false], [29, 30, true], [0, 1, true]])('after %i, where %i lock: could lock %s', (failures, limit, isNear) => {
    expect(isNearLock(failures, limit)).toBe(isNear);
  });
  it.each([[1, false], [2, true]])('after %i, where nobody knows how many lock: is taken to lock %s', (failures, isNear) => {
    expect(isNearLock(failures)).toBe(isNear);
  });
});

describe('whoever chooses a new password and is asked about the old one', () => {
  it.each([['far from the limit', 1, 5], ['one failure before the limit', 2, 3], ['one failure before a limit that is told', 28, 29]])('is never locked by our guesses, %s', async (_name, failures, limit) => {
    const one = realm({ failures, limit, tellsLimit: limit > 3, wantsCode: false });
    expect(await one.is('a new one')).toBe(false);
    expect(one.seen()).toEqual({ numFailures: 0, disabled: false, guesses: 2, everDisabled: false });
  });

  it('is let out again where a single guess locks', async () => {
    const one = realm({ limit: 1 });
    await one.is('a new one');
    expect(one.seen()).toMatchObject({ numFailures: 0, disabled: false, everDisabled: true });
  });

  it('is let out again when nobody can tell, since somebody else\u2019s failures locked the account meanwhile', async () => {
    const one = realm({ limit: 3, says: () => (one.fails(), one.fails(), one.fails()) });
    expect(await one.is('a new one')).toBe(false);
    expect(one.seen()).toMatchObject({ numFailures: 0, disabled: false });
  });

  it('hears that it is the old one', async () => {
    expect(await realm({ failures: 2, wantsCode: false }).is(RIGHT)).toBe(true);
  });
});

describe('whoever vouches with password and code', () => {
  it('is believed with both', async () => {
    const one = realm({});
    expect(await one.opens(RIGHT, CODE)).toBe(true);
    expect(one.seen()).toMatchObject({ numFailures: 0, disabled: false, everDisabled: false });
  });

  it('is not believed where the realm asks for no code', async () => {
    expect(await realm({ wantsCode: false }).opens(RIGHT, '000000')).toBe(false);
  });

  it('is believed also where the realm does not count apart what failed at the code', async () => {
    expect(await realm({ countsCodes: false }).opens(RIGHT, CODE)).toBe(true);
  });

  it('is not believed, where the realm asks for no code, because others sign in wrongly all the time and keep the password out: those did not fail at the code', async () => {
    const one = realm({ limit: 30, wantsCode: false, says: (asked) => (asked === 1 ? undefined : one.fails()) });
    await expect(one.opens(RIGHT, '000000')).rejects.toMatchObject({ code: 'directory.unreachable' });
    expect(one.seen()).toMatchObject({ numFailures: 0, disabled: false });
  });

  it('locks nobody by guessing at us, however often (R33)', async () => {
    const one = realm({});
    for (let time = 0; time < 8; time += 1) expect(await one.opens('a guess', '000000')).toBe(false);
    expect(one.seen()).toEqual({ numFailures: 0, disabled: false, guesses: 8, everDisabled: false });
  });

  it('locks nobody by guessing at us many times at once: one guess is looked at, the others are told to come again', async () => {
    const one = realm({});
    const told = await Promise.allSettled(Array.from({ length: 5 }, () => one.opens('a guess', '000000')));
    expect(told.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as { code: string }).code))).toEqual([false, ...Array(4).fill('directory.unreachable')]);
    expect(one.seen()).toEqual({ numFailures: 0, disabled: false, guesses: 1, everDisabled: false });
    expect(await one.opens(RIGHT, CODE)).toBe(true);
  });

  it.each([['that the realm tells', 5, true, 4], ['that nobody tells', 30, false, 2]])('gets no guess next to the limit %s, nor a word whether it was right', async (_name, limit, tellsLimit, failures) => {
    const one = realm({ limit, tellsLimit, failures });
    for (const password of [RIGHT, 'a guess']) await expect(one.opens(password, CODE)).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
    expect(one.seen()).toMatchObject({ numFailures: failures, guesses: 0 });
  });

  it('wipes out no failures of somebody else: theirs and ours stay', async () => {
    const one = realm({ failures: 1, limit: 5, tellsLimit: true });
    expect(await one.opens('a guess', CODE)).toBe(false);
    expect(one.seen()).toMatchObject({ numFailures: 2, guesses: 1 });
  });
});
