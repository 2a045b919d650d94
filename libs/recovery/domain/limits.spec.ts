import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '#kernel';
import { factsOffUntil, halfOf, LIMITS, WRONG_IN_A_ROW, withinLimit } from './limits.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const ago = (ms: number): Date => new Date(NOW.getTime() - ms);

describe('mails to one account', () => {
  it('leave half of their room to others where somebody asks for that', () => {
    const uses = Array.from({ length: 60 }, () => NOW);
    expect(withinLimit('notice-sms-portal', uses, NOW)).toEqual({ within: true });
    expect(withinLimit('notice-sms-portal', uses, NOW, halfOf('notice-sms-portal'))).toMatchObject({ within: false, because: 'too-many' });
    expect(withinLimit('notice-sms-portal', uses.slice(1), NOW, halfOf('notice-sms-portal'))).toEqual({ within: true });
  });

  it('lets the first through', () => {
    expect(withinLimit('account-mails', [], NOW)).toEqual({ within: true });
  });

  it('keeps 60 seconds between two and says when', () => {
    expect(withinLimit('account-mails', [ago(59_000)], NOW)).toEqual({ within: false, because: 'too-soon', until: new Date(NOW.getTime() + 1_000) });
    expect(withinLimit('account-mails', [ago(60_000)], NOW)).toEqual({ within: true });
  });

  it('stops the fourth within an hour until the first is an hour old', () => {
    const uses = [ago(50 * 60_000), ago(30 * 60_000), ago(10 * 60_000)];
    expect(withinLimit('account-mails', uses, NOW)).toEqual({ within: false, because: 'too-many', until: new Date(NOW.getTime() + 10 * 60_000) });
  });

  it('stops the sixth within a day', () => {
    const uses = [2, 5, 8, 11, 14].map((hours) => ago(hours * HOUR_MS));
    expect(withinLimit('account-mails', uses, NOW)).toEqual({ within: false, because: 'too-many', until: new Date(NOW.getTime() + 10 * HOUR_MS) });
  });

  it('names the later end when several windows are full', () => {
    const uses = [0.1, 0.2, 0.3, 5, 6].map((hours) => ago(hours * HOUR_MS));
    expect(withinLimit('account-mails', uses, NOW)).toMatchObject({ until: new Date(NOW.getTime() + 18 * HOUR_MS) });
  });

  it('takes a use by somebody who was let in first and is younger for nothing worse than a use', () => {
    expect(withinLimit('code-entry', [new Date(NOW.getTime() + 1)], NOW)).toEqual({ within: true });
    expect(withinLimit('account-mails', [new Date(NOW.getTime() + 1)], NOW)).toMatchObject({ within: false, because: 'too-soon' });
  });

  it('forgets what is older than the window, to the millisecond', () => {
    expect(withinLimit('account-mails', [ago(HOUR_MS), ago(HOUR_MS), ago(HOUR_MS)], NOW)).toEqual({ within: true });
  });
});

describe('facts', () => {
  it('are off for 30 days after five tries within a week', () => {
    const tries = [1, 2, 3, 4, 5].map((days) => ago(days * DAY_MS));
    expect(factsOffUntil(tries, NOW)).toEqual(new Date(NOW.getTime() + 29 * DAY_MS));
  });

  it('stay on for five tries spread over more than a week, and come back after 30 days', () => {
    expect(factsOffUntil([1, 2, 3, 4, 9].map((days) => ago(days * DAY_MS)), NOW)).toBeUndefined();
    expect(factsOffUntil([31, 32, 33, 34, 35].map((days) => ago(days * DAY_MS)), NOW)).toBeUndefined();
  });
});

it('never allows more wrong codes in a row than NIST does (R4)', () => {
  expect(WRONG_IN_A_ROW).toBeLessThanOrEqual(100);
  expect(LIMITS['code-entry'].windows[0].most).toBeLessThanOrEqual(10);
});
