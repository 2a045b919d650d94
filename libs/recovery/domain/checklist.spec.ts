import { describe, expect, it } from '@jest/globals';
import { SHIPPED_PLAYBOOKS } from '#portals';
import { checklistOf, proposedAction, type ChecklistFacts } from './checklist.js';
import { EVIDENCE_KINDS } from './evidence.js';

const nothing: ChecklistFacts = { accountIsLinked: false, missing: [], asked: false, actions: new Map(), proof: 'missing', answered: false, hasAnswer: false, ticked: [], solved: false };
const lost = SHIPPED_PLAYBOOKS.get('lost-email-access')!;
const stateOf = (key: string, facts: Partial<ChecklistFacts>, book = lost) => checklistOf(book, { ...nothing, ...facts }).find((step) => step.key === key)?.state;

describe('the checklist of a case', () => {
  it('begins with what is missing, then who it is, then the proof, then the action', () => {
    expect(checklistOf(lost, { ...nothing, missing: ['newEmail'], hasAnswer: true }).map(({ key }) => key)).toEqual(['ask:username|registeredEmail', 'ask:newEmail', 'link-account', 'prove', 'act', 'answer', 'solved']);
  });

  it('says whose turn it is', () => {
    expect(stateOf('ask:newEmail', { missing: ['newEmail'] })).toBe('open');
    expect(stateOf('ask:newEmail', { missing: ['newEmail'], asked: true })).toBe('waiting');
    expect(stateOf('ask:newEmail', { missing: ['newEmail'], accountIsLinked: true })).toBe('open');
    expect(stateOf('ask:username|registeredEmail', { missing: ['username|registeredEmail'], accountIsLinked: true })).toBe('done');
    expect(stateOf('prove', {})).toBe('later');
    expect(stateOf('prove', { accountIsLinked: true })).toBe('open');
    expect(stateOf('prove', { accountIsLinked: true, proof: 'there' })).toBe('done');
    expect(stateOf('prove', { accountIsLinked: true, proof: 'not-needed' })).toBeUndefined();
  });

  it('is kept by hand where only a person can tell', () => {
    const book = SHIPPED_PLAYBOOKS.get('registration-not-accepted')!;
    expect(stateOf('manual:check-entitlement', {}, book)).toBe('open');
    expect(stateOf('manual:check-entitlement', { ticked: ['manual:check-entitlement'] }, book)).toBe('done');
  });

  it('is over when the requester can do what they could not do', () => {
    expect(stateOf('solved', { solved: true })).toBe('done');
    expect(stateOf('solved', {})).toBe('later');
  });
});

describe('the action to take now', () => {
  it('is the first that is unlocked', () => {
    expect(proposedAction({ proposes: ['a', 'b'] }, new Map([['a', 'locked'], ['b', 'unlocked']]))).toBe('b');
    expect(proposedAction({ proposes: ['a', 'b'] }, new Map([['a', 'locked']]))).toBeUndefined();
  });
  it('is none once one has helped, or waits for somebody', () => {
    expect(proposedAction({ proposes: ['a', 'b'] }, new Map([['a', 'done'], ['b', 'unlocked']]))).toBeUndefined();
    expect(proposedAction({ proposes: ['a', 'b'] }, new Map([['a', 'waiting'], ['b', 'unlocked']]))).toBeUndefined();
  });
});

describe('the playbooks that come with Rekey', () => {
  it('name only proofs that there are', () => {
    for (const { evidence } of SHIPPED_PLAYBOOKS.values()) expect(evidence.filter((kind) => !(EVIDENCE_KINDS as readonly string[]).includes(kind))).toEqual([]);
  });
});
