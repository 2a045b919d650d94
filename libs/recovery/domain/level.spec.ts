import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLASS_CAPS, EVIDENCE_KINDS, EVIDENCE_RULES, type EvidenceKind } from './evidence.js';
import { levelOf, type AccountTraits, type EvidenceFacts, type Level } from './level.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LATER = new Date('2026-11-23T10:00:00Z');
const PASSWORD_ONLY: AccountTraits = { privileged: false, hasSecondFactor: false };
const WITH_SECOND_FACTOR: AccountTraits = { privileged: false, hasSecondFactor: true };
const PRIVILEGED: AccountTraits = { privileged: true, hasSecondFactor: false };

const proved = (...kinds: EvidenceKind[]): EvidenceFacts[] => kinds.map((kind) => ({ kind, outcome: 'proved', expiresAt: LATER, voidedAt: null }));
const level = (account: AccountTraits, ...kinds: EvidenceKind[]): Level => levelOf(proved(...kinds), account, NOW).level;
/** Gates give nothing, so the attacker's world is the rest. */
const COUNTING = EVIDENCE_KINDS.filter((kind) => EVIDENCE_RULES[kind].class !== 'gate');
const SUBSETS = Array.from({ length: 1 << COUNTING.length }, (_, mask) => COUNTING.filter((_kind, bit) => (mask >> bit) & 1));

/** The rows of recovery-security 5.2: what an attacker owns → the level for both sorts of account. */
const ATTACKERS: readonly [owns: string, kinds: readonly EvidenceKind[], passwordOnly: Level, secondFactor: Level][] = [
  ['leaked facts', ['facts'], 0, 0],
  ['a spoofed mail even with DMARC pass, and facts', ['dmarc', 'facts'], 0, 0],
  ['the registered mailbox and facts', ['mailbox', 'facts'], 1, 1],
  ['the registered mailbox, a DMARC pass and a new address', ['mailbox', 'dmarc', 'new-address'], 1, 1],
  ['the phone number (SIM swap) and facts', ['sms', 'call-back', 'facts'], 1, 1],
  ['a deepfake for the video check and facts', ['video', 'facts'], 1, 1],
  ['one hijacked voucher and facts', ['voucher', 'facts'], 1, 1],
  ['two hijacked vouchers', ['two-vouchers', 'voucher'], 1, 1],
  ['a stolen letter and facts', ['letter', 'facts'], 2, 1],
  ['mailbox and phone number', ['mailbox', 'sms', 'call-back'], 2, 1],
  ['mailbox and letter', ['mailbox', 'letter'], 2, 1],
  ['deepfake and phone number', ['video', 'sms', 'call-back'], 2, 2],
  ['voucher and phone number', ['voucher', 'sms', 'call-back'], 2, 2],
  ['mailbox, phone number and letter', ['mailbox', 'sms', 'call-back', 'letter'], 3, 1],
];

describe('what an attacker reaches', () => {
  it.each(ATTACKERS)('%s', (_owns, kinds, passwordOnly, secondFactor) => {
    expect(level(PASSWORD_ONLY, ...kinds)).toBe(passwordOnly);
    expect(level(WITH_SECOND_FACTOR, ...kinds)).toBe(secondFactor);
  });

  it('keeps every part of what the attacker owns at or below the row, over all subsets', () => {
    for (const [, kinds, passwordOnly, secondFactor] of ATTACKERS) {
      for (let mask = 0; mask < 1 << kinds.length; mask += 1) {
        const part = kinds.filter((_kind, bit) => (mask >> bit) & 1);
        expect(level(PASSWORD_ONLY, ...part)).toBeLessThanOrEqual(passwordOnly);
        expect(level(WITH_SECOND_FACTOR, ...part)).toBeLessThanOrEqual(secondFactor);
      }
    }
  });
});

describe('the honest ways in', () => {
  /** Minimal sets of up to three kinds; the counts stand in recovery-security 5.2. */
  it.each([
    ['password only, A2', PASSWORD_ONLY, 2, 48],
    ['password only, A3', PASSWORD_ONLY, 3, 74],
    ['second factor, A2', WITH_SECOND_FACTOR, 2, 36],
    ['second factor, A3', WITH_SECOND_FACTOR, 3, 57],
  ] as const)('%s', (_what, account, wanted, ways) => {
    const enough = SUBSETS.filter((kinds) => kinds.length <= 3 && level(account, ...kinds) >= wanted);
    const minimal = enough.filter((kinds) => !enough.some((other) => other.length < kinds.length && other.every((kind) => kinds.includes(kind))));
    expect(minimal).toHaveLength(ways);
  });

  it('reaches A2 by an identity check in person or at the home organisation alone', () => {
    for (const account of [PASSWORD_ONLY, WITH_SECOND_FACTOR]) {
      expect(level(account, 'in-person')).toBe(2);
      expect(level(account, 'home-idp')).toBe(2);
    }
  });

  it('says what is missing', () => {
    expect(levelOf([], PASSWORD_ONLY, NOW).missingFor(1)).toEqual(['points:3']);
    expect(levelOf(proved('mailbox'), PASSWORD_ONLY, NOW).missingFor(1)).toEqual([]);
    expect(levelOf(proved('mailbox'), PASSWORD_ONLY, NOW).missingFor(2)).toEqual(['points:2', 'classes:1']);
    expect(levelOf(proved('mailbox', 'call-back'), WITH_SECOND_FACTOR, NOW).missingFor(2)).toEqual(['families:1']);
    expect(levelOf(proved('mailbox', 'second-address', 'call-back'), PASSWORD_ONLY, NOW).missingFor(3)).toEqual(['strong-class:1']);
  });
});

describe('over all 8,192 subsets of evidence', () => {
  it('follows the model as written down a second time', () => {
    for (const account of [PASSWORD_ONLY, WITH_SECOND_FACTOR, PRIVILEGED, { privileged: true, hasSecondFactor: true }]) {
      for (const kinds of SUBSETS) if (level(account, ...kinds) !== modelled(account, kinds)) throw new Error(`${JSON.stringify(account)} ${kinds.join('+')}`);
    }
  });

  it('a second factor or a privilege never makes it easier', () => {
    for (const kinds of SUBSETS) {
      expect(level(WITH_SECOND_FACTOR, ...kinds) <= level(PASSWORD_ONLY, ...kinds) && level(PRIVILEGED, ...kinds) <= level(PASSWORD_ONLY, ...kinds)).toBe(true);
    }
  });
});

describe('properties', () => {
  const kinds = fc.subarray([...EVIDENCE_KINDS]);
  const account = fc.record({ privileged: fc.boolean(), hasSecondFactor: fc.boolean() });

  it('evidence that failed, expired or was voided is as good as none', () => {
    fc.assert(fc.property(kinds, kinds, account, fc.constantFrom('failed', 'expired', 'voided'), (good, bad, who, how) => {
      const spoiled = proved(...bad).map((one) => ({
        ...one, outcome: how === 'failed' ? ('failed' as const) : one.outcome, expiresAt: how === 'expired' ? NOW : one.expiresAt, voidedAt: how === 'voided' ? NOW : null,
      }));
      expect(levelOf([...proved(...good), ...spoiled], who, NOW).level).toBe(level(who, ...good));
    }));
  });

  it('neither order nor repetition changes the level', () => {
    fc.assert(fc.property(fc.shuffledSubarray([...EVIDENCE_KINDS]), account, (some, who) => {
      expect(level(who, ...some, ...some.toReversed())).toBe(level(who, ...[...some].sort()));
    }));
  });

  it('two people who vouch are two only as long as both words count, and one who says it often is one', () => {
    const words = fc.array(fc.record({ givenBy: fc.constantFrom('a', 'b', 'c'), outcome: fc.constantFrom('proved' as const, 'failed' as const), expired: fc.boolean(), voided: fc.boolean() }), { maxLength: 6 });
    fc.assert(fc.property(words, kinds, account, (said, others, who) => {
      const rest = others.filter((kind) => EVIDENCE_RULES[kind].class !== 'V');
      const given = said.map(({ givenBy, outcome, expired, voided }): EvidenceFacts => ({ kind: 'voucher', givenBy, outcome, expiresAt: expired ? NOW : LATER, voidedAt: voided ? NOW : null }));
      const people = new Set(said.filter(({ outcome, expired, voided }) => outcome === 'proved' && !expired && !voided).map(({ givenBy }) => givenBy)).size;
      const same = proved(...rest, ...(people > 0 ? ['voucher' as const] : []), ...(people > 1 ? ['two-vouchers' as const] : []));
      const [one, other] = [levelOf([...given, ...proved(...rest)], who, NOW), levelOf(same, who, NOW)];
      expect([one.level, one.points]).toEqual([other.level, other.points]);
    }));
  });

  it('more evidence never lowers the level, except that facts stop counting beside an identity check', () => {
    fc.assert(fc.property(kinds, fc.constantFrom(...EVIDENCE_KINDS), account, (some, one, who) => {
      const before = level(who, ...some.filter((kind) => kind !== 'facts'));
      expect(level(who, ...some, one)).toBeGreaterThanOrEqual(before);
    }));
  });

  it('nothing is missing exactly for the levels that are reached', () => {
    fc.assert(fc.property(kinds, account, (some, who) => {
      const held = levelOf(proved(...some), who, NOW);
      for (const one of [1, 2, 3] as const) expect(held.missingFor(one).length === 0).toBe(one <= held.level);
    }));
  });
});

/** The paragraph "Levels" of 5.2, told again without the code under test. */
function modelled(account: AccountTraits, kinds: readonly EvidenceKind[]): Level {
  const classOf = (kind: EvidenceKind): string => EVIDENCE_RULES[kind].class;
  const has = (wanted: string): boolean => kinds.some((kind) => classOf(kind) === wanted);
  const factsCount = !account.hasSecondFactor && !account.privileged && !has('I') && (has('L') || has('A') || has('R'));
  let counted = kinds.filter((kind) => classOf(kind) !== 'K' || factsCount);
  if (account.privileged && counted.length === 1 && counted[0] === 'video') counted = [];
  const classes = [...new Set(counted.map(classOf))];
  const sum = (of: readonly string[]): number => of.reduce((total, one) => total
    + Math.min(CLASS_CAPS[one as keyof typeof CLASS_CAPS], counted.filter((kind) => classOf(kind) === one).reduce((points, kind) => points + EVIDENCE_RULES[kind].points, 0)), 0);
  const real = classes.filter((one) => one !== 'K');
  const families = new Set(counted.map((kind) => EVIDENCE_RULES[kind].family as string).filter((family) => family !== 'none'));
  const familiesFit = !account.hasSecondFactor || families.size >= 2;
  if (sum(classes) >= 8 && real.length >= 2 && real.some((one) => 'LIAR'.includes(one)) && familiesFit) return 3;
  if (counted.includes('in-person') || counted.includes('home-idp') || (sum(classes) >= 5 && classes.length >= 2 && familiesFit)) return 2;
  return sum(real) >= 3 ? 1 : 0;
}
