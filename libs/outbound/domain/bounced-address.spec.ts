import { describe, expect, it } from '@jest/globals';
import { saysNobodyIsThere, suppressedUntil } from './bounced-address.js';
import { isOptional, MAIL_KINDS, warns, type MailKind } from './mail-kinds.js';

describe('an address that does not exist', () => {
  it.each(['550 5.1.1 <a@b.example>: user unknown', '550-5.1.1 no such user', '553 5.1.3 bad address', '556 5.1.10 null MX', '551 5.1.6 moved'])('is told by %s', (reply) => {
    expect(saysNobodyIsThere(reply)).toBe(true);
  });

  it.each(['550 5.7.1 spam', '552 5.2.2 mailbox full', '450 4.1.1 try later', '550 user unknown', '550 5.1.8 bad sender', '554 5.1.12 x', 'said 550 5.1.1', '250 2.1.5 ok'])('is not told by %s', (reply) => {
    expect(saysNobodyIsThere(reply)).toBe(false);
  });

  it('is still sent every warning, every link and code, and whatever an agent has a hand in', () => {
    const kinds = Object.keys(MAIL_KINDS) as MailKind[];
    const optional = kinds.filter((kind) => isOptional(kind, { agentCode: null }));
    expect(optional).toEqual(['request-received', 'answer', 'form-request']);
    expect(optional.filter((kind) => warns(kind) || MAIL_KINDS[kind].group !== 'conversation' || !MAIL_KINDS[kind].automatic)).toEqual([]);
    expect(kinds.filter((kind) => isOptional(kind, { agentCode: 'ma' }))).toEqual([]);
  });

  it('gets nothing optional for fourteen days', () => {
    expect(suppressedUntil(new Date('2026-11-28T09:00:00Z'))).toEqual(new Date('2026-12-12T09:00:00Z'));
  });
});
