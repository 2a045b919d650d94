import { describe, expect, it } from '@jest/globals';
import { judgeReplay, type Replayed } from './replay.js';

const then = { caseType: 'forgot-password', queue: 'links', instant: true } as const;
const replayed = (now: Partial<Replayed['now']>, more: Partial<Replayed> = {}): Replayed => ({ then, now: { ...then, ...now }, corrected: null, risk: 'low', ...more });

describe('what a changed rule set does to a ticket', () => {
  it.each([
    ['nothing', replayed({}), 'same'],
    ['another case type, which nobody labelled', replayed({ caseType: 'account-locked' }), 'changed'],
    ['another queue', replayed({ queue: 'triage' }), 'changed'],
    ['an instant answer is lost', replayed({ instant: false }), 'changed'],
    ['an instant answer by content, where directory or limits said no', replayed({ instant: true }, { then: { ...then, instant: false } }), 'same'],
    ['what the agent said', replayed({ caseType: 'account-locked' }, { corrected: 'account-locked' }), 'now-right'],
    ['neither what it was nor what the agent said', replayed({ caseType: 'spam' }, { corrected: 'account-locked' }), 'now-wrong'],
    ['still not what the agent said', replayed({}, { corrected: 'account-locked' }), 'same'],
    ['answers danger at once', replayed({}, { risk: 'high' }), 'unsafe'],
  ] as const)('%s', (_, given, expected) => expect(judgeReplay(given)).toBe(expected));
});
