import { describe, expect, it } from '@jest/globals';
import type { AbilityWord, AccountFacts, AccountStateWord } from './account-facts.js';
import { ACTION_TYPES, type ActionType } from './actions.js';
import { decideAction, type ActionFacts } from './decide-action.js';
import { EVIDENCE_KINDS, type EvidenceKind } from './evidence.js';
import { levelOf, type EvidenceFacts } from './level.js';
import { ACTION_POLICY, type ActionPolicy } from './policy.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LATER = new Date('2026-11-23T10:00:00Z');
const ANNA: AccountFacts = { state: 'active', privileged: false, excluded: false, hasSecondFactor: false, addresses: [{ id: 'a', address: 'anna@post.example', kind: 'primary', confirmedAt: NOW }], lastSignInAt: NOW, postalAddressSince: null, registration: null, pinAreas: [] };
const ALL_ABILITIES = new Proxy({}, { get: () => true }) as Record<AbilityWord, boolean>;
const proved = (...kinds: EvidenceKind[]): EvidenceFacts[] => kinds.map((kind) => ({ kind, outcome: 'proved', expiresAt: LATER, voidedAt: null, provesMain: kind === 'mailbox' }));

const facts = (account: Partial<AccountFacts> = {}, more: Partial<ActionFacts> = {}): ActionFacts => ({
  asker: 'agent', caseState: 'matched', ticketIsClosed: false, account: { ...ANNA, ...account }, abilities: ALL_ABILITIES,
  evidence: [], uses: {}, isOwnAccount: false, isColleagues: false, isUnderWay: false, isWaiting: false, passwordIsChosen: false, failedCases: 0, proofIsFresh: true, askerIsTrained: true, secondPersonApproved: false,
  channel: 'on-file', parameters: {}, newAddressIsProved: true, entitlementsMatched: 1, other: null, askerIsOffice: true, dataWereEdited: false, addressIsNew: false, accountsDiffer: false,
  levelWhenFrozen: 0, isOverride: false, ...more,
});
const stateFor = (type: ActionType): AccountStateWord => ACTION_POLICY[type].states[0];
const policyOf = (type: ActionType): ActionPolicy => ACTION_POLICY[type];
/** An account on which this action has something to do. */
const fitting = (type: ActionType): Partial<AccountFacts> => ({
  state: stateFor(type), lastSignInAt: null, postalAddressSince: new Date(0), pinAreas: [{ area: 'company', state: 'blocked' }],
  registration: { waitsFor: type === 'approve-registration' ? 'approval' : 'data-release' }, ...(type === 'reset-second-factor' && { hasSecondFactor: true }),
});
const ALLOWED = { allowed: true, secondPerson: false, holdMs: 0 };

describe('deciding an action', () => {
  it('sends to the address on file without evidence, and sets a password only with some', () => {
    expect(decideAction('send-recovery-link', facts(), NOW)).toEqual({ ...ALLOWED, levelNeeded: 0, levelHeld: 0 });
    expect(decideAction('issue-temporary-password', facts(), NOW)).toEqual({ allowed: false, refusal: 'recovery.level-too-low', missing: ['points:3'] });
    expect(decideAction('issue-temporary-password', facts({}, { evidence: proved('mailbox') }), NOW)).toEqual({ ...ALLOWED, levelNeeded: 1, levelHeld: 1 });
  });

  it.each([
    ['no account is linked', 'unlock', facts({}, { account: null }), 'recovery.account-not-linked'],
    ['the ticket is closed', 'send-recovery-link', facts({}, { ticketIsClosed: true }), 'recovery.case-closed'],
    ['the account cannot be handled at the desk', 'send-recovery-link', facts({ excluded: true }), 'recovery.excluded-account'],
    ['the account is frozen', 'send-recovery-link', facts({ state: 'frozen' }), 'recovery.account-frozen'],
    ['the case is frozen after a report', 'send-recovery-link', facts({}, { caseState: 'frozen' }), 'recovery.account-frozen'],
    ['the account is disabled', 'send-recovery-link', facts({ state: 'disabled' }), 'recovery.account-disabled'],
    ['it waits for its activation', 'send-recovery-link', facts({ state: 'pending-activation' }), 'recovery.pending-activation'],
    ['it is active already', 'resend-activation', facts(), 'recovery.not-pending-activation'],
    ['it is not locked', 'unlock', facts({}, { evidence: proved('mailbox') }), 'recovery.not-locked'],
    ['the secretariat has not released it', 'tell-username', facts({ state: 'registration-locked' }), 'recovery.registration-locked'],
    ['there is no address on file', 'send-recovery-link', facts({ addresses: [] }), 'recovery.no-address-on-file'],
    ['the only address was never confirmed', 'send-recovery-link', facts({ addresses: [{ id: 'b', address: 'x@post.example', kind: 'second', confirmedAt: null }] }), 'recovery.no-address-on-file'],
    ['the directory has no temporary passwords', 'issue-temporary-password', facts({}, { abilities: { ...ALL_ABILITIES, temporaryPassword: false } }), 'recovery.directory-cannot'],
    ['an agent asks for their own account (T22)', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), isOwnAccount: true }), 'recovery.own-account'],
    ['another password is just being set', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), isUnderWay: true }), 'recovery.case-busy'],
    ['the agent has to sign in again', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), proofIsFresh: false }), 'recovery.fresh-proof-needed'],
    ['the account is privileged and the level is not', 'send-recovery-link', facts({ privileged: true }), 'recovery.level-too-low'],
    ['a colleague\'s account is meant (T22)', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), isColleagues: true }), 'recovery.colleagues-account'],
    ['the same change waits already', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), isWaiting: true }), 'recovery.case-busy'],
    ['the case lies in a hold', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), caseState: 'hold' }), 'recovery.case-busy'],
    ['the new address has not said yes', 'change-email', facts({}, { evidence: proved('mailbox'), newAddressIsProved: false }), 'recovery.new-address-unproved'],
    ['another channel than the old mailbox gave A1', 'change-email', facts({}, { evidence: proved('call-back') }), 'recovery.old-mailbox-silent'],
    ['another channel than the old mailbox gave A1, for a second address too', 'add-second-address', facts({}, { evidence: proved('call-back') }), 'recovery.old-mailbox-silent'],
    ['the mailbox that was proved is another one, or was proved on another ticket', 'change-email', facts({}, { evidence: proved('mailbox').map((one) => ({ ...one, provesMain: false })) }), 'recovery.old-mailbox-silent'],
    ['the second factor is to be reset over the address on file', 'reset-second-factor', facts({ hasSecondFactor: true }, { evidence: proved('mailbox', 'letter', 'totp') }), 'recovery.channel-not-possible'],
    ['nothing that was named is on the lists', 'approve-registration', facts({ state: 'registration-locked', registration: { waitsFor: 'approval' } }, { evidence: proved('call-back'), entitlementsMatched: 0 }), 'recovery.not-entitled'],
    ['the holder chose a password before their first sign-in', 'send-initial-credentials', facts({ lastSignInAt: null }, { evidence: proved('mailbox'), passwordIsChosen: true }), 'recovery.password-chosen'],
    ['nobody can say whether somebody signed in before', 'send-initial-credentials', facts({ lastSignInAt: null }, { evidence: proved('mailbox'), abilities: { ...ALL_ABILITIES, tellsSignIns: false } }), 'recovery.directory-cannot'],
    ['facts and serial number are all there is (U32)', 'confirm-registration', facts({ state: 'pending-activation' }, { evidence: proved('facts') }), 'recovery.level-too-low'],
    ['the other account of a merger is unproved', 'merge-accounts', facts({}, { evidence: proved('mailbox'), parameters: { otherRef: 'x' }, other: { account: ANNA, evidence: [], isOwn: false, isColleagues: false } }), 'recovery.other-account-unproved'],
    ['Rekey itself would touch a privileged account', 'send-recovery-link', facts({ privileged: true }, { asker: 'rekey' }), 'recovery.privileged-account'],
    ['somebody on a web page would', 'send-recovery-link', facts({ privileged: true }, { asker: 'requester' }), 'recovery.privileged-account'],
    ['a mail went out seconds ago', 'send-recovery-link', facts({}, { uses: { 'account-mails': [new Date(NOW.getTime() - 5_000)] } }), 'recovery.cooling-down'],
  ] as [string, ActionType, ActionFacts, string][])('refuses when %s', (_why, type, given, refusal) => {
    expect(decideAction(type, given, NOW)).toMatchObject({ allowed: false, refusal });
  });

  it('lets a second person look where the account is privileged, or where there was too much of it today (5.8)', () => {
    expect(decideAction('send-recovery-link', facts({ privileged: true }, { evidence: proved('mailbox') }), NOW)).toMatchObject({ allowed: true, secondPerson: true });
    const three = [1, 2, 3].map((hours) => new Date(NOW.getTime() - hours * 3_600_000));
    expect(decideAction('issue-temporary-password', facts({}, { evidence: proved('mailbox'), uses: { 'account-credentials': three } }), NOW)).toMatchObject({ allowed: true, secondPerson: true });
    expect(decideAction('send-recovery-link', facts({ privileged: true }, { evidence: proved('mailbox'), secondPersonApproved: true }), NOW)).toMatchObject({ allowed: true, secondPerson: false });
  });

  it('does not let urgency lower a level: an override takes a second person (T23)', () => {
    expect(decideAction('issue-temporary-password', facts({}, { isOverride: true }), NOW)).toMatchObject({ allowed: true, levelNeeded: 0, secondPerson: true, holdMs: 0 });
    expect(decideAction('issue-temporary-password', facts({ excluded: true }, { isOverride: true }), NOW)).toMatchObject({ refusal: 'recovery.excluded-account' });
    expect(decideAction('issue-temporary-password', facts({}, { isOverride: true, isOwnAccount: true }), NOW)).toMatchObject({ refusal: 'recovery.own-account' });
  });

  it('leaves to a portal the hold that it asks for itself, also in an emergency: an override sets evidence aside, and the hold of the house (5.3)', () => {
    const own = { actions: { 'reset-second-factor': { holdHours: 48 } } };
    const overridden = (more: Partial<ActionFacts> = {}) => decideAction('reset-second-factor', facts({ hasSecondFactor: true }, { channel: 'elsewhere', isOverride: true, ...more }), NOW);
    expect(overridden()).toMatchObject({ allowed: true, levelNeeded: 0, secondPerson: true, holdMs: 0 });
    expect(overridden({ own })).toMatchObject({ allowed: true, levelNeeded: 0, secondPerson: true, holdMs: 48 * 3_600_000 });
    expect(overridden({ own: { actions: { 'change-email': { holdHours: 96 } } } })).toMatchObject({ holdMs: 0 });
    // Where nothing waits, nothing waits longer.
    expect(decideAction('issue-temporary-password', facts({}, { isOverride: true, own: { actions: { 'issue-temporary-password': { holdHours: 48 } } } }), NOW)).toMatchObject({ allowed: true, holdMs: 0 });
  });

  it('asks one level more than what was going on when it froze, and two people', () => {
    const frozen = (evidence: EvidenceFacts[], levelWhenFrozen: 0 | 1 | 2) => decideAction('unfreeze', facts({ state: 'frozen' }, { caseState: 'frozen', evidence, levelWhenFrozen }), NOW);
    expect(frozen([], 0)).toMatchObject({ refusal: 'recovery.level-too-low' });
    expect(frozen(proved('mailbox'), 0)).toMatchObject({ allowed: true, levelNeeded: 1, secondPerson: true });
    expect(frozen(proved('mailbox'), 1)).toMatchObject({ refusal: 'recovery.level-too-low' });
    expect(frozen(proved('mailbox', 'call-back'), 1)).toMatchObject({ allowed: true, levelNeeded: 2 });
  });

  it('lets nothing happen by itself to an account that should be frozen and was opened in the directory; two people say that it may stay open, and anybody freezes it again', () => {
    const opened = (type: ActionType, more: Partial<ActionFacts> = {}) => decideAction(type, facts({ state: 'active', shouldBeFrozen: true }, more), NOW);
    expect(opened('send-recovery-link', { asker: 'rekey' })).toMatchObject({ refusal: 'recovery.account-frozen' });
    expect(opened('send-recovery-link')).toMatchObject({ allowed: true });
    expect(opened('freeze', { asker: 'requester' })).toMatchObject({ allowed: true });
    expect(opened('unfreeze', { evidence: proved('mailbox') })).toMatchObject({ allowed: true, secondPerson: true });
    expect(opened('unfreeze')).toMatchObject({ refusal: 'recovery.level-too-low' });
  });

  it('says when a limit ends', () => {
    expect(decideAction('send-recovery-link', facts({}, { uses: { 'account-mails': [new Date(NOW.getTime() - 5_000)] } }), NOW)).toMatchObject({ until: new Date(NOW.getTime() + 55_000) });
  });

  it('needs one level more after three failed cases, but never takes the link on file from the owner', () => {
    expect(decideAction('issue-temporary-password', facts({}, { evidence: proved('mailbox'), failedCases: 3 }), NOW)).toMatchObject({ refusal: 'recovery.level-too-low', missing: ['points:2', 'classes:1'] });
    expect(decideAction('send-recovery-link', facts({}, { failedCases: 3 }), NOW)).toMatchObject({ allowed: true });
  });

  it('freezes whatever is not frozen yet, without evidence, a privileged account too', () => {
    for (const state of ['active', 'locked', 'pending-activation'] as const) expect(decideAction('freeze', facts({ state, privileged: true }, { proofIsFresh: false }), NOW)).toMatchObject({ allowed: true });
    expect(decideAction('freeze', facts({ state: 'active' }, { caseState: 'frozen' }), NOW)).toMatchObject({ allowed: true });
  });

  it('does nothing for an agent who does not know the procedure, except to stop an account (R63, R67)', () => {
    for (const type of ACTION_TYPES) {
      const decided = decideAction(type, facts(fitting(type), { askerIsTrained: false, evidence: proved('mailbox', 'letter', 'totp', 'call-back') }), NOW);
      expect({ type, decided }).toMatchObject({ type, decided: type === 'freeze' ? { allowed: true } : { refusal: 'recovery.not-trained' } });
    }
    expect(decideAction('send-recovery-link', facts({}, { askerIsTrained: false, isOverride: true }), NOW)).toMatchObject({ refusal: 'recovery.not-trained' });
    expect(decideAction('send-recovery-link', facts({}, { askerIsTrained: false, asker: 'requester' }), NOW)).toMatchObject({ allowed: true });
  });

  it('lets a holder of an expired link ask for a new one although the ticket is closed', () => {
    expect(decideAction('send-recovery-link', facts({}, { asker: 'requester', ticketIsClosed: true, caseState: 'closed' }), NOW)).toMatchObject({ allowed: true });
  });

  it('has a row with a risk entry for every action, and refuses one without (R1)', () => {
    for (const type of ACTION_TYPES) expect(ACTION_POLICY[type].risk.length).toBeGreaterThan(20);
    expect(decideAction('make-coffee' as ActionType, facts(), NOW)).toMatchObject({ refusal: 'recovery.no-policy' });
  });
});

/** The table of recovery-security 5.3, written down a second time: level, second person, hold in hours; null: not possible. */
type Row = readonly [level: number, secondPerson: boolean, holdHours: number] | null;
const TABLE: Readonly<Record<ActionType, readonly [onFile: Row, elsewhere: Row]>> = {
  'send-recovery-link': [[0, false, 0], null],
  'resend-activation': [[0, false, 0], null],
  'tell-username': [[0, false, 0], [2, false, 0]],
  unlock: [[1, false, 0], [2, false, 0]],
  'issue-temporary-password': [[1, false, 0], [2, true, 24]],
  'change-email': [[1, false, 0], [2, true, 72]],
  'reset-second-factor': [null, [3, true, 24]],
  'confirm-registration': [[1, false, 0], null],
  'approve-registration': [[1, false, 0], null],
  'release-registration-data': [[0, false, 0], null],
  'assign-username': [[0, true, 0], null],
  'issue-pin': [[1, false, 0], [3, true, 0]],
  'migrate-account': [[1, false, 0], null],
  'merge-accounts': [[1, false, 0], null],
  'delete-account': [[1, false, 0], [2, false, 0]],
  freeze: [[0, false, 0], [0, false, 0]],
  unfreeze: [[1, true, 0], null],
  // Not in the table; decided by us, see the README of the room.
  'refuse-registration': [[0, false, 0], null],
  'add-second-address': [[1, false, 0], [2, true, 72]],
  'update-profile': [[1, false, 0], [2, false, 0]],
  'unlock-pin-area': [[1, false, 0], [2, false, 0]],
  'send-initial-credentials': [[1, false, 0], [0, true, 0]],
};

describe.each(ACTION_TYPES)('the policy of %s', (type) => {
  it('is the row of the table', () => {
    const row = (channel: ActionPolicy['onFile']): Row => channel && [channel.level, channel.secondPerson, channel.holdMs / 3_600_000];
    expect([row(policyOf(type).onFile), row(policyOf(type).elsewhere)]).toEqual(TABLE[type]);
  });

  /** What lies on the ground is what decides: every pair and triple with a strong kind, for every sort of account, on both channels. */
  it('never allows it below its level, whatever was proved', () => {
    const pairs = EVIDENCE_KINDS.flatMap((one) => EVIDENCE_KINDS.map((other) => [one, other] as const));
    const sets = [...pairs.map((pair) => proved(...pair)), ...pairs.map((pair) => proved(...pair, 'letter')), ...pairs.map((pair) => proved(...pair, 'totp'))];
    for (const channel of ['on-file', 'elsewhere'] as const) {
      const needs = TABLE[type][channel === 'on-file' ? 0 : 1];
      for (const privileged of [false, true]) {
        for (const hasSecondFactor of type === 'reset-second-factor' ? [true] : [false, true]) {
          for (const evidence of sets) {
            const more = { channel, evidence, secondPersonApproved: true, ...(type === 'unfreeze' && { caseState: 'frozen' as const }), other: { account: ANNA, evidence: proved('in-person', 'totp'), isOwn: false, isColleagues: false } };
            const decision = decideAction(type, facts({ ...fitting(type), privileged, hasSecondFactor }, more), NOW);
            const level = Math.min(3, (needs?.[0] ?? 9) + (privileged && type !== 'freeze' ? 1 : 0));
            const old = (type !== 'change-email' && type !== 'add-second-address') || channel === 'elsewhere' || evidence.some(({ kind }) => kind === 'mailbox');
            const isRight = decision.allowed === (needs !== null && old && levelOf(evidence, { privileged, hasSecondFactor }, NOW).level >= level);
            // An assertion for each of the hundred thousand would take minutes.
            if (!isRight) throw new Error(`${channel} ${evidence.map(({ kind }) => kind).join('+')} privileged:${privileged} secondFactor:${hasSecondFactor}: ${JSON.stringify(decision)}`);
          }
        }
      }
    }
  });
});

it('shortens the hold of a change of address at A3 and in person, and hands out a password over the counter at once', () => {
  const change = (...kinds: EvidenceKind[]) => decideAction('change-email', facts({}, { channel: 'elsewhere', evidence: proved(...kinds) }), NOW);
  expect(change('call-back', 'second-address')).toMatchObject({ secondPerson: true, holdMs: 72 * 3_600_000 });
  expect(change('call-back', 'second-address', 'letter')).toMatchObject({ secondPerson: true, holdMs: 24 * 3_600_000 });
  expect(change('in-person')).toMatchObject({ secondPerson: true, holdMs: 0 });
  const password = (...kinds: EvidenceKind[]) => decideAction('issue-temporary-password', facts({}, { channel: 'elsewhere', parameters: { via: 'counter' }, evidence: proved(...kinds) }), NOW);
  expect(password('call-back', 'second-address')).toMatchObject({ secondPerson: true, holdMs: 24 * 3_600_000 });
  expect(password('in-person')).toMatchObject({ secondPerson: false, holdMs: 0 });
  expect(decideAction('change-email', facts({}, { addressIsNew: true, evidence: proved('mailbox', 'call-back') }), NOW)).toMatchObject({ refusal: 'recovery.level-too-low' });
});
