import { describe, expect, it } from '@jest/globals';
import { neighbourOf, reversed } from './change-rules.js';

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

  it('makes a solved new ticket open: nobody can unsee it', () => {
    expect(reversed({ state: 'solved' }, before)).toEqual({ state: 'open' });
  });
});
