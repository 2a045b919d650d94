import { describe, expect, it } from '@jest/globals';
import type { ActionState } from '../../domain/actions.js';
import { stateOf } from './read-checklist.js';

const EVERY: Readonly<Record<ActionState, ReturnType<typeof stateOf>>> = {
  'awaiting-approval': 'waiting', held: 'waiting', approved: 'waiting', undoing: 'waiting', done: 'done',
  failed: 'unlocked', cancelled: 'unlocked', refused: 'unlocked', expired: 'unlocked', undone: 'unlocked',
};

describe('the step of an action in the checklist', () => {
  it.each(Object.entries(EVERY) as [ActionState, string][])('after %s is %s: it never waits for what nobody brings to an end', (state, step) => {
    expect(stateOf('unlock', [{ type: 'unlock', locked: false }], [{ type: 'unlock', state }])).toBe(step);
  });

  it('stands as the newest try does, whatever became of the first', () => {
    expect(stateOf('unlock', [{ type: 'unlock', locked: true }], [{ type: 'unlock', state: 'refused' }, { type: 'unlock', state: 'held' }])).toBe('waiting');
    expect(stateOf('unlock', [{ type: 'unlock', locked: true }], [{ type: 'unlock', state: 'refused' }])).toBe('locked');
  });
});
