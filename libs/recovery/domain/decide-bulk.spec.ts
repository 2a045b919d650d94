import { describe, expect, it } from '@jest/globals';
import type { AccountFacts } from './account-facts.js';
import { BULK_KINDS, BULK_POLICY, deadlineToTell, type BulkKind } from './bulk.js';
import type { PasswordFacts } from './chosen-password.js';
import { countOn, decideBulk, whyPassedOver, type BulkCount, type BulkFacts } from './decide-bulk.js';

const NOW = new Date('2026-11-30T10:00:00Z');
const in_ = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const THREE: BulkCount = { meant: 3, leftOut: 1, unreachable: 0, countedAll: true };
const NOBODY: BulkCount = { ...THREE, meant: 0 };
const FACTS: BulkFacts = {
  askerIsTrained: true, proofIsFresh: true, abilities: { list: true, requirePasswordChange: true, temporaryPassword: true, tellsSignIns: true }, own: undefined, group: '7b', reason: 'The passwords have leaked.', deadlineAt: undefined,
  counted: THREE,
};
const ANNA: AccountFacts & PasswordFacts = {
  mustChangePassword: false, passwordChangedAt: null,
  state: 'active', privileged: false, excluded: false, hasSecondFactor: false, addresses: [{ id: '1', address: 'anna@post.example', kind: 'primary', confirmedAt: null }], lastSignInAt: null, postalAddressSince: null, registration: null, pinAreas: [],
};
const answer = (kind: BulkKind, more: Partial<BulkFacts>) => {
  const decided = decideBulk(kind, { ...FACTS, ...more }, NOW);
  return decided.allowed ? 'allowed' : decided.refusal;
};

describe('an order for many', () => {
  it.each(BULK_KINDS)('%s has an entry of the risk analysis, and is allowed when nothing is in the way', (kind) => {
    expect(BULK_POLICY[kind].risk.length).toBeGreaterThan(40);
    expect(answer(kind, {})).toBe('allowed');
    expect(answer(kind, { counted: undefined })).toBe('allowed');
  });

  it.each<[string, BulkKind, Partial<BulkFacts>, string]>([
    ['nobody wrote down why it is enough (R1)', 'mass-unlock' as BulkKind, {}, 'recovery.no-policy'],
    ['whoever asks does not know the procedure', 'forced-reset', { askerIsTrained: false }, 'recovery.not-trained'],
    ['the directory cannot', 'forced-reset', { abilities: { ...FACTS.abilities, requirePasswordChange: false } }, 'recovery.directory-cannot'],
    ['the directory does not tell sign-ins', 'initial-credentials', { abilities: { ...FACTS.abilities, tellsSignIns: false } }, 'recovery.directory-cannot'],
    ['the portal asks for evidence of each person (R44)', 'initial-credentials', { own: { actions: { 'send-initial-credentials': { level: 1 } } } }, 'recovery.bulk-needs-evidence'],
    ['a whole portal would get slips', 'initial-credentials', { group: undefined }, 'recovery.parameter-missing'],
    ['nobody says why (R18)', 'forced-reset', { reason: 'because  ' }, 'recovery.reason-needed'],
    ['the date is over before a second person had their day', 'forced-reset', { deadlineAt: in_(23) }, 'recovery.bulk-deadline-misfit'],
    ['the date is a typing error', 'forced-reset', { deadlineAt: in_(24 * 400) }, 'recovery.bulk-deadline-misfit'],
    ['a date is named where nobody gets a mail', 'initial-credentials', { deadlineAt: in_(48) }, 'recovery.bulk-deadline-misfit'],
    ['the date passed while it waited', 'forced-reset', { deadlineAt: in_(-1), shown: THREE }, 'recovery.bulk-deadline-misfit'],
    ['the sign-in is old', 'forced-reset', { proofIsFresh: false }, 'recovery.fresh-proof-needed'],
    ['it meets nobody', 'forced-reset', { counted: NOBODY }, 'recovery.bulk-meets-nobody'],
    ['more are meant than were shown', 'forced-reset', { shown: { ...THREE, meant: 2 } }, 'recovery.bulk-has-grown'],
    ['nothing was shown', 'forced-reset', { shown: null }, 'recovery.bulk-has-grown'],
    ['nobody knows any more how many', 'forced-reset', { shown: THREE, counted: { ...THREE, countedAll: false } }, 'recovery.bulk-has-grown'],
  ])('is refused when %s', (_when, kind, more, refusal) => {
    expect(answer(kind, more)).toBe(refusal);
  });

  it('goes on when fewer are meant than were shown, and with a date that still lies ahead', () => {
    expect(answer('forced-reset', { shown: { ...THREE, meant: 4 }, deadlineAt: in_(1) })).toBe('allowed');
    expect(answer('forced-reset', { counted: { ...NOBODY, countedAll: false } })).toBe('allowed');
  });
});

describe('an account', () => {
  it.each<[Partial<AccountFacts>, boolean, string | undefined, string | undefined]>([
    [{}, false, undefined, undefined],
    [{ excluded: true }, false, 'recovery.excluded-account', 'recovery.excluded-account'],
    [{ privileged: true }, false, undefined, 'recovery.privileged-account'],
    [{ lastSignInAt: NOW }, false, undefined, 'recovery.already-signed-in'],
    [{}, true, undefined, 'recovery.colleagues-account'],
    [{ state: 'frozen' }, false, 'recovery.account-frozen', 'recovery.account-frozen'],
    [{ state: 'disabled' }, false, 'recovery.account-disabled', 'recovery.account-disabled'],
    [{ state: 'pending-activation' }, false, 'recovery.pending-activation', undefined],
    [{ state: 'registration-locked' }, false, 'recovery.registration-locked', 'recovery.registration-locked'],
  ])('%j (of a colleague: %s) is passed over: forced reset %s, first credentials %s', (more, isColleagues, reset, first) => {
    expect((['forced-reset', 'initial-credentials'] as const).map((kind) => whyPassedOver(kind, { ...ANNA, ...more }, { isColleagues, passwordIsChosen: false }))).toEqual([reset, first]);
  });

  it('is counted as meant, left out, or out of reach', () => {
    const unconfirmed = { ...ANNA, addresses: [{ ...ANNA.addresses[0]!, kind: 'second' as const }] };
    expect(countOn('forced-reset', THREE, [ANNA, unconfirmed, { ...ANNA, state: 'frozen' }])).toEqual({ meant: 5, leftOut: 2, unreachable: 1, countedAll: true });
    expect(countOn('initial-credentials', THREE, [unconfirmed])).toEqual({ ...THREE, meant: 4 });
    const chosen = { ...ANNA, createdAt: in_(-48), passwordChangedAt: in_(-2) };
    expect([countOn('initial-credentials', THREE, [chosen]).leftOut, countOn('forced-reset', THREE, [chosen]).leftOut]).toEqual([2, 1]);
    expect(whyPassedOver('initial-credentials', ANNA, { isColleagues: false, passwordIsChosen: true })).toBe('recovery.password-chosen');
  });
});

it('a date is named as long as it lies ahead', () => {
  expect([null, undefined, in_(-1), NOW, in_(1)].map((deadline) => deadlineToTell(deadline, NOW))).toEqual([undefined, undefined, undefined, undefined, in_(1)]);
});
