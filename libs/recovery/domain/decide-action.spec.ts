import { describe, expect, it } from '@jest/globals';
import type { AccountFacts, AccountStateWord } from './account-facts.js';
import { ACTION_TYPES, type ActionType } from './actions.js';
import { decideAction, type ActionFacts } from './decide-action.js';
import { EVIDENCE_KINDS, type EvidenceKind } from './evidence.js';
import { levelOf, type EvidenceFacts } from './level.js';
import { ACTION_POLICY } from './policy.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LATER = new Date('2026-11-23T10:00:00Z');
const ANNA: AccountFacts = { state: 'active', privileged: false, excluded: false, hasSecondFactor: false, addresses: [{ id: 'a', address: 'anna@post.example', kind: 'primary', confirmedAt: NOW }] };
const proved = (...kinds: EvidenceKind[]): EvidenceFacts[] => kinds.map((kind) => ({ kind, outcome: 'proved', expiresAt: LATER, voidedAt: null }));

const facts = (account: Partial<AccountFacts> = {}, more: Partial<ActionFacts> = {}): ActionFacts => ({
  asker: 'agent', caseState: 'matched', ticketIsClosed: false, account: { ...ANNA, ...account }, abilities: { temporaryPassword: true, unlock: true, activate: true },
  evidence: [], uses: {}, isOwnAccount: false, isUnderWay: false, failedCases: 0, proofIsFresh: true, secondPersonApproved: false, ...more,
});
const stateFor = (type: ActionType): AccountStateWord => ACTION_POLICY[type].states[0];

describe('deciding an action', () => {
  it('sends to the address on file without evidence, and sets a password only with some', () => {
    expect(decideAction('send-recovery-link', facts(), NOW)).toEqual({ allowed: true, levelNeeded: 0, levelHeld: 0 });
    expect(decideAction('issue-temporary-password', facts(), NOW)).toEqual({ allowed: false, refusal: 'recovery.level-too-low', missing: ['points:3'] });
    expect(decideAction('issue-temporary-password', facts({}, { evidence: proved('mailbox') }), NOW)).toEqual({ allowed: true, levelNeeded: 1, levelHeld: 1 });
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
    ['the directory has no temporary passwords', 'issue-temporary-password', facts({}, { abilities: { temporaryPassword: false, unlock: true, activate: true } }), 'recovery.directory-cannot'],
    ['an agent asks for their own account (T22)', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), isOwnAccount: true }), 'recovery.own-account'],
    ['another password is just being set', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), isUnderWay: true }), 'recovery.case-busy'],
    ['the agent has to sign in again', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), proofIsFresh: false }), 'recovery.fresh-proof-needed'],
    ['the account is privileged and the level is not', 'send-recovery-link', facts({ privileged: true }), 'recovery.level-too-low'],
    ['the account is privileged and nobody else looked', 'send-recovery-link', facts({ privileged: true }, { evidence: proved('mailbox') }), 'recovery.second-person-needed'],
    ['Rekey itself would touch a privileged account', 'send-recovery-link', facts({ privileged: true }, { asker: 'rekey' }), 'recovery.privileged-account'],
    ['somebody on a web page would', 'send-recovery-link', facts({ privileged: true }, { asker: 'requester' }), 'recovery.privileged-account'],
    ['a mail went out seconds ago', 'send-recovery-link', facts({}, { uses: { 'account-mails': [new Date(NOW.getTime() - 5_000)] } }), 'recovery.cooling-down'],
    ['the account had three passwords today', 'issue-temporary-password', facts({}, { evidence: proved('mailbox'), uses: { 'account-credentials': [1, 2, 3].map((hours) => new Date(NOW.getTime() - hours * 3_600_000)) } }), 'recovery.limit-reached'],
  ] as [string, ActionType, ActionFacts, string][])('refuses when %s', (_why, type, given, refusal) => {
    expect(decideAction(type, given, NOW)).toMatchObject({ allowed: false, refusal });
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

  it('lets a holder of an expired link ask for a new one although the ticket is closed', () => {
    expect(decideAction('send-recovery-link', facts({}, { asker: 'requester', ticketIsClosed: true, caseState: 'closed' }), NOW)).toMatchObject({ allowed: true });
  });

  it('has a row with a risk entry for every action, and refuses one without (R1)', () => {
    for (const type of ACTION_TYPES) expect(ACTION_POLICY[type].risk.length).toBeGreaterThan(20);
    expect(decideAction('reset-second-factor' as ActionType, facts(), NOW)).toMatchObject({ refusal: 'recovery.no-policy' });
  });
});

it('never allows an action below its level, over all single and paired evidence, for every sort of account', () => {
  const sets = EVIDENCE_KINDS.flatMap((one) => EVIDENCE_KINDS.map((other) => proved(one, other)));
  for (const type of ACTION_TYPES) {
    for (const privileged of [false, true]) {
      for (const hasSecondFactor of [false, true]) {
        for (const evidence of sets) {
          const decision = decideAction(type, facts({ state: stateFor(type), privileged, hasSecondFactor }, { evidence, secondPersonApproved: true }), NOW);
          const needed = ACTION_POLICY[type].onFile.level + (privileged && type !== 'freeze' ? 1 : 0);
          expect(decision.allowed).toBe(levelOf(evidence, { privileged, hasSecondFactor }, NOW).level >= needed);
        }
      }
    }
  }
});
