import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byPromise, freeUsername, officeKinds, officeParameters, type OfficeFacts, type OfficeRules } from './office.js';

const facts = (more: Partial<OfficeFacts> = {}): OfficeFacts => ({ state: 'registration-locked', registration: null, asked: [], wishesName: false, ...more });
const registration = (waitsFor: 'confirmation' | 'data-release' | 'approval', proposedUsername: string | null = null) => ({ waitsFor, proposedUsername });

describe('what waits for the approval office', () => {
  it.each<[string, Partial<OfficeFacts>, string[]]>([
    ['somebody to let in', { registration: registration('approval') }, ['registration']],
    ['changed data', { registration: registration('data-release') }, ['changed-data']],
    ['changed data, from which another name follows', { registration: registration('data-release', 'l.becker') }, ['changed-data', 'user-name']],
    ['a wish for another name before the registration (U7)', { state: 'pending-activation', wishesName: true }, ['user-name']],
    ['a name that waits for a second person', { state: 'pending-activation', asked: ['assign-username'] }, ['user-name']],
    ['a refusal that waits for a second person', { state: 'pending-activation', registration: registration('confirmation'), asked: ['refuse-registration'] }, ['registration']],
    ['nothing: a wish after the registration, when names are fixed (seed 000)', { state: 'active', wishesName: true }, []],
    ['nothing: a registration that waits for its own link', { state: 'pending-activation', registration: registration('confirmation') }, []],
    ['nothing while it is frozen', { state: 'frozen', registration: registration('approval') }, []],
  ])('%s', (_what, more, kinds) => expect(officeKinds(facts(more))).toEqual(kinds));

  it('is sorted by the oldest promise, what nobody promised last', () => {
    const rows = [{ dueAt: null, since: '2026-01' }, { dueAt: '2026-03', since: '2026-02' }, { dueAt: '2026-02', since: '2026-02' }, { dueAt: '2026-02', since: '2026-01' }, { dueAt: null, since: '2025-12' }];
    expect(rows.toSorted(byPromise)).toEqual([rows[3], rows[2], rows[1], rows[4], rows[0]]);
  });
});

describe('what the portal allows its office', () => {
  const rules: OfficeRules = { usernames: 'as-proposed', refusalReasons: [{ key: 'unknown', text: { de: 'Unbekannt.', en: 'Unknown.' } }] };
  const account = { locale: 'en', username: 'l.baker', registration: registration('data-release', 'l.becker') } as const;

  it('a reason is chosen, and becomes words in the language of the account', () => {
    expect(officeParameters(rules, 'refuse-registration', account, { reasonKey: 'unknown' })).toEqual({ reasonKey: 'unknown', reason: 'Unknown.' });
    for (const [given, type] of [['made-up', 'refuse-registration'], ['unknown', 'approve-registration']] as const) expect(officeParameters(rules, type, account, { reasonKey: given })).toMatchObject({ refusal: 'recovery.parameter-misfit' });
    expect(officeParameters(undefined, 'refuse-registration', account, { reasonKey: 'unknown' })).toMatchObject({ refusal: 'recovery.parameter-misfit' });
  });

  it('another user name than the proposed one only where the portal says so', () => {
    const release = (username: string, usernames: OfficeRules['usernames'] = 'as-proposed') => officeParameters({ ...rules, usernames }, 'release-registration-data', account, { username });
    expect(release('l.becker')).toEqual({ username: 'l.becker' });
    expect(release('boss')).toMatchObject({ refusal: 'recovery.parameter-misfit', missing: ['parameter:username'] });
    expect(release('boss', 'editable')).toEqual({ username: 'boss' });
  });
});

describe('a user name that is free', () => {
  it('is the wish, or the nearest number behind it', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 25 }), async (taken) => {
      const names = new Set(Array.from({ length: taken }, (_, at) => (at === 0 ? 'l.becker' : `l.becker${at + 1}`)));
      const found = await freeUsername('l.becker', async (name) => names.has(name));
      if (taken >= 20) expect(found).toBeUndefined();
      else expect(names.has(found!)).toBe(false);
    }));
    expect(await freeUsername('', async () => false)).toBeUndefined();
  });
});
