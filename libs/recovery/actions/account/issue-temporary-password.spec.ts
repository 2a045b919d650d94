import { describe, expect, it } from '@jest/globals';
import { DirectoryPasswordRefused, spokenParts, type Account, type Directory } from '#directory';
import type { Secret } from '#kernel';
import { parseProfile, shippedProfiles } from '#portals';
import { IssueTemporaryPassword } from './issue-temporary-password.js';

const account = { ref: 'anna', username: 'anna.ahrens', displayName: 'Anna Ahrens', locale: 'de', addresses: [] as readonly unknown[] } as Account;

/** Hands one out over the counter of the school, whose directory takes only some. */
async function handedOut(takes: (password: string) => boolean): Promise<{ given: string; tried: number }> {
  const parsed = parseProfile((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml);
  if (!parsed.ok) throw new Error('not valid');
  const tried: string[] = [];
  const directory = {
    setTemporaryPassword: async (_ref: string, password: Secret, _endsAt: Date, operationId: string) => {
      tried.push(operationId);
      if (!takes(password.reveal())) throw new DirectoryPasswordRefused('not this one');
    },
  } as unknown as Directory;
  const action = new IssueTemporaryPassword(undefined as never, undefined as never, undefined as never, undefined as never, { get: async () => parsed.profile } as never);
  const { password } = await action.effect(directory, { portalKey: 'school', account, operationId: 'one', parameters: { via: 'counter' }, now: new Date() } as never);
  expect(new Set(tried)).toEqual(new Set(['one']));
  return { given: password.reveal(), tried: tried.length };
}

describe('a temporary password for the counter', () => {
  it('is made of words, unless the directory does not take the form: then of signs, by the same operation', async () => {
    const words = await handedOut(({ length }) => length <= 64);
    expect([spokenParts(words.given)?.length, words.tried]).toEqual([8, 1]);
    // Too long; too few that are no small letters.
    for (const takes of [({ length }: string) => length <= 30, (password: string) => password.replace(/[a-z]/g, '').length > 12]) {
      expect(await handedOut(takes)).toEqual({ given: expect.stringMatching(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/), tried: 2 });
    }
    await expect(handedOut(() => false)).rejects.toBeInstanceOf(DirectoryPasswordRefused);
  });
});
