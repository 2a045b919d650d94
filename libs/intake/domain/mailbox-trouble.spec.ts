import { describe, expect, it } from '@jest/globals';
import { troublesOf, type MailboxFacts } from './mailbox-trouble.js';

const now = new Date('2026-11-28T09:00:00Z');
const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const well: MailboxFacts = { enabled: true, addedAt: ago(1_000), caughtUpAt: ago(0.01), faultCodes: [], token: { faultSince: null, isRefused: false, mustAuthoriseBy: null }, followUpFaultSince: null, rhythm: { mails: 300, lastMailAt: ago(2), longestPauseMs: 62 * 3_600_000 } };
const troubles = (more: Partial<MailboxFacts>) => troublesOf({ ...well, ...more }, now);

describe('what ails a mailbox', () => {
  it('is nothing when it is read', () => expect(troubles({})).toEqual([]));
  it('is nothing when nobody wants it read', () => expect(troubles({ enabled: false, caughtUpAt: null, faultCodes: ['intake.folder-missing'] })).toEqual([]));
  it('is that nobody reads it, after a quarter of an hour, also when nobody ever did', () => {
    expect(troubles({ caughtUpAt: ago(0.24) })).toEqual([]);
    expect(troubles({ caughtUpAt: ago(0.26) })).toEqual(['not-read']);
    expect(troubles({ caughtUpAt: null, addedAt: ago(0.1) })).toEqual([]);
    expect(troubles({ caughtUpAt: null })).toEqual(['not-read']);
  });
  it('is a token that cannot be renewed, while mail still comes in: refused, or only not to be asked for', () => {
    expect(troubles({ token: { faultSince: ago(0.1), isRefused: true, mustAuthoriseBy: null } })).toEqual(['token-refused']);
    expect(troubles({ token: { faultSince: ago(0.1), isRefused: false, mustAuthoriseBy: null } })).toEqual(['token-service-away']);
  });
  it('is a permission that ends within two weeks', () => {
    expect(troubles({ token: { faultSince: null, isRefused: false, mustAuthoriseBy: ago(-24 * 15) } })).toEqual([]);
    expect(troubles({ token: { faultSince: null, isRefused: false, mustAuthoriseBy: ago(-24 * 13) } })).toEqual(['token-ending']);
  });
  it('is a silence far longer than any weekend it had', () => {
    expect(troubles({ rhythm: { mails: 300, lastMailAt: ago(180), longestPauseMs: 62 * 3_600_000 } })).toEqual([]);
    expect(troubles({ rhythm: { mails: 300, lastMailAt: ago(190), longestPauseMs: 62 * 3_600_000 } })).toEqual(['unusually-silent']);
    expect(troubles({ rhythm: { mails: 300, lastMailAt: ago(23), longestPauseMs: 60_000 } })).toEqual([]);
    expect(troubles({ rhythm: { mails: 5, lastMailAt: ago(1_000), longestPauseMs: 1 } })).toEqual([]);
  });
  it('is a mail that the server does not give, while the others are read', () => expect(troubles({ faultCodes: ['intake.mail-not-given'] })).toEqual(['mail-not-given']));
  it('is what the server said, by kind', () => expect(troubles({ faultCodes: ['intake.folder-missing', 'intake.mailbox-sign-in-refused'], followUpFaultSince: ago(1) })).toEqual(['sign-in-refused', 'folder-missing', 'follow-up-failing']));
});
