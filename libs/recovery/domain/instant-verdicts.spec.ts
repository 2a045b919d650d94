import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CASE_TYPES } from '#kernel';
import { INSTANT_ANSWERS, judgeInstant, type AccountForInstant, type InstantFacts } from './instant.js';
import { ACTION_POLICY } from './policy.js';

const NOW = new Date('2026-11-28T09:00:00Z');
const caseType = fc.constantFrom(...CASE_TYPES);
/** Mostly as it has to be, so that enough of the examples are allowed for the test to mean something. */
const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> => fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const account: fc.Arbitrary<AccountForInstant> = fc.record({
  ref: fc.constantFrom('jonas', 'petra'), state: mostly('active', 'pending-activation', 'locked', 'disabled', 'frozen', 'registration-locked') as fc.Arbitrary<AccountForInstant['state']>,
  privileged: mostly(false, true), excluded: mostly(false, true), hasSecondFactor: fc.boolean(),
  addresses: mostly<AccountForInstant['addresses']>([{ id: 'a', address: 'jonas@post.example', kind: 'primary', confirmedAt: NOW }], []),
});
const facts: fc.Arbitrary<InstantFacts> = fc.record({
  caseType: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...(Object.keys(INSTANT_ANSWERS) as (keyof typeof INSTANT_ANSWERS)[])) }, { weight: 1, arbitrary: caseType }),
  secondary: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(caseType, { maxLength: 2 }) }),
  portal: fc.record({ enabled: mostly(true, false), caseTypes: mostly([...CASE_TYPES], []), trustRelay: fc.boolean(), minimumConfidence: fc.constantFrom(0.6, 0.8) }),
  content: fc.record({ allowed: mostly(true, false), because: fc.constant([]), confidence: fc.double({ min: 0.5, max: 1, noNaN: true }), risk: mostly<'low' | 'medium' | 'high'>('low', 'medium', 'high') }),
  authenticity: mostly('pass', 'fail', 'none', 'unknown', ''), senderMatches: fc.oneof({ weight: 6, arbitrary: account.map((one) => [one]) }, { weight: 1, arbitrary: fc.array(account, { maxLength: 3 }) }),
  candidates: fc.constant([]), accountMails: mostly<readonly Date[]>([], [new Date(NOW.getTime() - 1_000)]),
});

describe('instant recovery over every combination of verdicts', () => {
  it('is allowed only where every single one says yes, and says why where it is not', () => {
    let allowed = 0;
    fc.assert(fc.property(facts, (one) => {
      const verdict = judgeInstant(one, NOW);
      if (!verdict.allowed) return expect(verdict.because.length).toBeGreaterThan(0);
      allowed += 1;
      const [own] = one.senderMatches;
      expect([one.portal.enabled, one.portal.caseTypes.includes(one.caseType), one.content.allowed]).toEqual([true, true, true]);
      expect(one.content.risk).not.toBe('high');
      expect(one.content.confidence).toBeGreaterThanOrEqual(one.portal.minimumConfidence);
      expect(one.authenticity === 'pass' || (one.portal.trustRelay && one.authenticity !== 'fail')).toBe(true);
      expect(one.senderMatches).toHaveLength(1);
      expect([own?.privileged, own?.excluded, own?.addresses.length]).toEqual([false, false, 1]);
      expect(['active', 'locked', 'pending-activation']).toContain(own?.state);
      expect(one.accountMails).toEqual([]);
      expect(verdict.accountRef).toBe(own?.ref);
      // A link or a name to the address on file needs no evidence; nothing that does may ever stand here.
      expect(ACTION_POLICY[verdict.action]).toMatchObject({ onFile: { level: 0 }, credential: false });
    }), { numRuns: 2_000, seed: 20261128 });
    expect(allowed).toBeGreaterThan(100);
  });

  it('never becomes allowed by one more reason against it', () => {
    const worse: readonly ((one: InstantFacts) => InstantFacts)[] = [
      (one) => ({ ...one, content: { ...one.content, allowed: false } }), (one) => ({ ...one, content: { ...one.content, risk: 'high' } }), (one) => ({ ...one, content: { ...one.content, confidence: 0 } }), (one) => ({ ...one, authenticity: 'fail' }),
      (one) => ({ ...one, secondary: [...one.secondary, 'lost-email-access'] }), (one) => ({ ...one, senderMatches: [] }), (one) => ({ ...one, senderMatches: one.senderMatches.map((own) => ({ ...own, privileged: true })) }),
      (one) => ({ ...one, accountMails: [new Date(NOW.getTime() - 1_000)] }), (one) => ({ ...one, portal: { ...one.portal, enabled: false } }),
    ];
    fc.assert(fc.property(facts, fc.constantFrom(...worse), (one, worsen) => expect(judgeInstant(worsen(one), NOW).allowed).toBe(false)), { numRuns: 500, seed: 20261128 });
  });
});
