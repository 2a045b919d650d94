import { describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '#kernel';
import { ACTION_TYPES, type ActionType } from './actions.js';
import { EVIDENCE_KINDS } from './evidence.js';
import { withinLimit, type LimitName } from './limits.js';
import { ACTION_POLICY, type ActionPolicy } from './policy.js';
import { lifeOf, limitOf, problemsOfPolicy, SHORTER_LINKS, stricterNeeds, TIGHTER_LIMITS, validFor, type Own } from './stricter.js';

const NEEDS = { level: 1, secondPerson: false, holdMs: 24 * HOUR_MS } as const;
const paths = (own: Own) => problemsOfPolicy(own).map(({ path }) => path.join('.'));

describe('a portal that is stricter than the house', () => {
  it('asks for more evidence, a second person and a longer hold', () => {
    const own: Own = { actions: { 'change-email': { level: 3, secondPerson: true, holdHours: 168 } } };
    expect(stricterNeeds('change-email', 'elsewhere', NEEDS, own)).toEqual({ level: 3, secondPerson: true, holdMs: 168 * HOUR_MS });
    expect(stricterNeeds('add-second-address', 'elsewhere', NEEDS, own)).toEqual(NEEDS);
    expect(problemsOfPolicy(own)).toEqual([]);
  });

  it('lets nothing wait that does not wait, as after a check in person', () => {
    expect(stricterNeeds('change-email', 'elsewhere', { ...NEEDS, holdMs: 0 }, { actions: { 'change-email': { holdHours: 168 } } })).toEqual({ ...NEEDS, holdMs: 0 });
  });

  it('shortens links and evidence, and allows fewer', () => {
    const now = new Date('2026-11-30T12:00:00Z');
    const own: Own = { links: { 'recovery-link': 240 }, evidence: { voucher: 60 }, limits: { 'account-mails': { perHour: 1 } } };
    expect(problemsOfPolicy(own)).toEqual([]);
    expect(lifeOf('recovery-link', own)).toBe(240 * MINUTE_MS);
    expect(lifeOf('activation-link', own)).toBe(lifeOf('activation-link', undefined));
    expect(validFor('voucher', own)).toBe(60 * MINUTE_MS);
    const uses = [new Date(now.getTime() - 10 * MINUTE_MS)];
    expect([withinLimit('account-mails', uses, now).within, withinLimit('account-mails', uses, now, limitOf('account-mails', own)).within]).toEqual([true, false]);
  });

  it.each<[string, Own]>([
    ['actions.send-recovery-link', { actions: { 'send-recovery-link': { level: 1 } } }],
    ['actions.freeze', { actions: { freeze: { secondPerson: true } } }],
    ['actions.open-sesame', { actions: { 'open-sesame': { level: 3 } } }],
    ['actions.constructor', { actions: { constructor: { level: 3 } } }],
    ['actions.reset-second-factor.level', { actions: { 'reset-second-factor': { level: 2 } } }],
    ['actions.change-email.holdHours', { actions: { 'change-email': { holdHours: 24 } } }],
    ['actions.unlock.holdHours', { actions: { unlock: { holdHours: 24 } } }],
    ['links.recovery-link', { links: { 'recovery-link': 1_441 } }],
    ['links.cancel', { links: { cancel: 60 } }],
    ['evidence.sms', { evidence: { sms: 11 } }],
    ['evidence.word-of-honour', { evidence: { 'word-of-honour': 10 } }],
    ['limits.account-mails.perDay', { limits: { 'account-mails': { perDay: 6 } } }],
    ['limits.code-entry', { limits: { 'code-entry': { perDay: 1 } } }],
  ])('is told that %s is looser, or names nothing', (path, own) => expect(paths(own)).toEqual([path]));

  it('cannot take away what keeps attackers from shutting people out (R13, R33), whatever stands in the profile', () => {
    for (const type of ['send-recovery-link', 'resend-activation', 'tell-username', 'freeze'] as const) {
      expect(stricterNeeds(type, 'on-file', { level: 0, secondPerson: false, holdMs: 0 }, { actions: { [type]: { level: 3, secondPerson: true, holdHours: 336 } } })).toEqual({ level: 0, secondPerson: false, holdMs: 0 });
    }
  });

  it('may ask for more before a name is told elsewhere, or a registration is released', () => {
    const own: Own = { actions: { 'tell-username': { level: 3 }, 'release-registration-data': { secondPerson: true } } };
    expect(problemsOfPolicy(own)).toEqual([]);
    expect(stricterNeeds('tell-username', 'elsewhere', { level: 2, secondPerson: false, holdMs: 0 }, own).level).toBe(3);
    expect(stricterNeeds('tell-username', 'on-file', { level: 0, secondPerson: false, holdMs: 0 }, own).level).toBe(0);
    expect(stricterNeeds('release-registration-data', 'on-file', { level: 0, secondPerson: false, holdMs: 0 }, own).secondPerson).toBe(true);
  });

  it('is never looser, whatever it writes', () => {
    const loose: Own = {
      actions: Object.fromEntries(ACTION_TYPES.map((type) => [type, { level: 1, holdHours: 1 }])), links: Object.fromEntries(SHORTER_LINKS.map((link) => [link, 1_000_000])),
      evidence: Object.fromEntries(EVIDENCE_KINDS.map((kind) => [kind, 1_000_000])), limits: Object.fromEntries(TIGHTER_LIMITS.map((name) => [name, { perHour: 1_000, perDay: 10_000 }])),
    };
    const asIs = (type: ActionType) => [ACTION_POLICY[type] as ActionPolicy].flatMap(({ onFile, elsewhere }) => [onFile, elsewhere]).flatMap((row) => (row ? [row] : []));
    for (const type of ACTION_TYPES) {
      for (const { level, secondPerson, holdMs } of asIs(type)) {
        const needs = stricterNeeds(type, 'elsewhere', { level, secondPerson, holdMs }, loose);
        expect({ type, level: needs.level >= level, person: needs.secondPerson === secondPerson, hold: needs.holdMs >= holdMs }).toEqual({ type, level: true, person: true, hold: true });
      }
    }
    for (const link of SHORTER_LINKS) expect(lifeOf(link, loose)).toBe(lifeOf(link, undefined));
    for (const kind of EVIDENCE_KINDS) expect(validFor(kind, loose)).toBe(validFor(kind, undefined));
    const now = new Date('2026-11-30T12:00:00Z');
    for (const name of TIGHTER_LIMITS as readonly LimitName[]) {
      const uses = Array.from({ length: 100 }, () => new Date(now.getTime() - 30 * MINUTE_MS));
      expect(withinLimit(name, uses, now, limitOf(name, loose)).within).toBe(false);
    }
  });
});
