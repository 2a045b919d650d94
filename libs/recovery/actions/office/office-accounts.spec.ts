import { describe, expect, it } from '@jest/globals';
import type { Account } from '#directory';
import { Fault } from '#kernel';
import type { PortalProfile } from '#portals';
import { OfficeAccounts } from './office-accounts.js';

const profile = { key: 'school', approvalOffice: { name: { de: 'Sekretariat', en: 'Secretariat' } } } as unknown as PortalProfile;
const one = [{ ref: 'one' }] as unknown as Account[];
const none: Account[] = [];

class Away extends Fault {
  readonly code = 'directory.unreachable';
  readonly retry = 'later';
}

/** The accounts of an office whose directory answers as it is told. */
function office() {
  let now = 0;
  let asked = 0;
  let answer = async (): Promise<Account[]> => one;
  const directory = { abilities: { waitingRegistrations: true }, waitingRegistrations: () => ((asked += 1), answer()) };
  const accounts = new OfficeAccounts({ read: async () => [] } as never, { of: () => directory } as never, { now: () => new Date(now) } as never);
  return { accounts, passes: (ms: number) => { now += ms; }, answers: (how: () => Promise<Account[]>) => { answer = how; }, get asked() { return asked; } };
}

describe('the number beside the approval office', () => {
  it('asks a directory once a minute, also one that is away or answers nonsense', async () => {
    for (const error of [new Away('away'), new TypeError('nonsense')]) {
      const it = office();
      it.answers(() => Promise.reject(error));
      const first = await it.accounts.lately(profile).catch((problem: unknown) => problem);
      expect(first).toBe(error instanceof Fault ? undefined : error);
      for (let count = 0; count < 3; count += 1) expect(await it.accounts.lately(profile)).toBeUndefined();
      expect(it.asked).toBe(1);
      it.passes(60_000);
      it.answers(async () => one);
      expect([await it.accounts.lately(profile), it.asked]).toEqual([one, 2]);
    }
  });

  it('is asked anew after a decision, also one that falls while the directory is being asked', async () => {
    const it = office();
    let say = (_: Account[]): void => undefined;
    it.answers(() => new Promise((resolve) => { say = resolve; }));
    const before = it.accounts.lately(profile);
    it.accounts.forget(profile.key);
    it.answers(async () => none);
    expect(await it.accounts.lately(profile)).toEqual(none);
    say(one);
    await before;
    expect([await it.accounts.lately(profile), it.asked]).toEqual([none, 2]);
  });
});
