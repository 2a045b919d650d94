import { describe, expect, it } from '@jest/globals';
import { moveAlone, neighbourOf, reversed, SameVersions } from './change-rules.js';

describe('the next ticket after one is done', () => {
  const order = ['SCH-3', 'SCH-2', 'SCH-1'];

  it('is the one below, and at the end the one above', () => {
    expect(neighbourOf('SCH-3', order)).toBe('SCH-2');
    expect(neighbourOf('SCH-1', order)).toBe('SCH-2');
  });

  it('is the first where the done one is no longer listed, and nothing in an empty list', () => {
    expect(neighbourOf('SCH-9', order)).toBe('SCH-3');
    expect(neighbourOf('SCH-1', ['SCH-1'])).toBeNull();
    expect(neighbourOf('SCH-1', [])).toBeNull();
  });
});

describe('taking a change back', () => {
  const before = { assignee: null, queue: 'triage', state: 'new', caseType: 'forgot-password', priority: 'normal' } as const;

  it('restores only what was changed', () => {
    expect(reversed({ assignee: 'mara' }, before)).toEqual({ assignee: null });
    expect(reversed({ queue: 'activation', priority: 'high' }, before)).toEqual({ queue: 'triage', priority: 'normal' });
  });

  it('gives a ticket that is moved back to whom the move took it from', () => {
    expect(reversed({ queue: 'activation' }, { ...before, assignee: { id: 'otto', displayName: 'Otto' } })).toEqual({ queue: 'triage', assignee: 'otto' });
  });

  it('moves a ticket back also where whom it was taken from may no longer have it', () => {
    expect(moveAlone({ queue: 'triage', assignee: 'otto' })).toEqual({ queue: 'triage' });
    for (const change of [{ assignee: 'otto' }, { queue: 'triage' }, { queue: 'triage', assignee: null }]) expect(moveAlone(change)).toBeUndefined();
  });

  it('goes on with the change before the last, and with no other', () => {
    const same = new SameVersions();
    // Assigned 4→5, moved 5→6, the move taken back 6→7, then assigned taken back 7→8.
    same.isBack('SCH-1', { before: 5, now: 7, already: false });
    expect([same.of('SCH-1', 5), same.of('SCH-1', 6), same.of('SCH-2', 5)]).toEqual([7, 6, 5]);
    same.isBack('SCH-1', { before: 4, now: 8, already: false });
    expect(same.of('SCH-1', 4)).toBe(8);
    same.isBack('SCH-1', { before: 9, now: 9, already: false });
    expect(same.of('SCH-1', 9)).toBe(9);
  });

  it('leaves what a colleague did, also where it made the ticket what taking back would have made it', () => {
    const same = new SameVersions();
    // Retyped 3→4 and moved 4→5 by me; moved back 5→6 and retyped 6→7 by a colleague. My move is back already; my type is theirs now.
    same.isBack('SCH-1', { before: 4, now: 7, already: true });
    expect(same.of('SCH-1', 4)).toBe(4);
  });

  it('makes a solved new ticket open: nobody can unsee it', () => {
    expect(reversed({ state: 'solved' }, before)).toEqual({ state: 'open' });
  });
});
