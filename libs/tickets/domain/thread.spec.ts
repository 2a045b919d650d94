import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '#kernel';
import { decideThread, type ThreadFacts, type ThreadTicket } from './thread.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const ada: ThreadTicket = { id: 'id-1', number: 'SCH-1001', requesterCanonical: 'ada@home.example', state: 'waiting', closedAt: null, subject: 'Passwort vergessen', caseType: 'forgot-password', participants: ['cc@home.example'] };
const nothing: ThreadFacts = { sender: 'ada@home.example', isAuthenticated: true, fromMachine: false, replyAddress: undefined, ours: [], received: [], tagged: undefined, subject: 'Re: Passwort vergessen', caseType: undefined, closedForGoodMs: 14 * DAY_MS, now: NOW };

describe('a mail finds its ticket', () => {
  it('opens a new one when it names nothing of ours', () => {
    expect(decideThread(nothing)).toEqual({ kind: 'new', link: undefined, because: 'names no ticket of ours' });
  });

  it('goes where the signed reply address says, before anything else', () => {
    const other = { ...ada, id: 'id-2', number: 'SCH-1002' };
    expect(decideThread({ ...nothing, replyAddress: { ticket: ada, madeForSender: true }, ours: [{ ticket: other, sentToSender: true }] })).toMatchObject({ kind: 'append', ticketId: 'id-1', by: 'reply-address' });
  });

  it.each([
    ['our message-id', { ours: [{ ticket: ada, sentToSender: true }] }, 'our-message-id'],
    ['a received message-id', { received: [ada] }, 'received-message-id'],
    ['the subject tag', { tagged: ada }, 'subject-tag'],
  ])('is added by %s when the requester wrote it', (_, facts, by) => {
    expect(decideThread({ ...nothing, ...facts })).toMatchObject({ kind: 'append', ticketId: 'id-1', by });
  });

  it.each([
    ['a reply address made for somebody else', { replyAddress: { ticket: ada, madeForSender: false } }],
    ['our message-id sent to somebody else', { ours: [{ ticket: ada, sentToSender: false }] }],
    ['a received message-id', { received: [ada] }],
    ['the subject tag', { tagged: ada }],
  ])('keeps strangers out who have %s, and links their own ticket to the one they name', (_, facts) => {
    expect(decideThread({ ...nothing, sender: 'eve@elsewhere.example', ...facts })).toMatchObject({ kind: 'new', link: { kind: 'claims', ticketId: 'id-1', number: 'SCH-1001' } });
  });

  it('believes a forged sender only with a proof that we signed (T14)', () => {
    const forged = { ...nothing, isForged: true, isAuthenticated: false };
    expect(decideThread({ ...forged, received: [ada], tagged: ada })).toMatchObject({ kind: 'new', link: { kind: 'claims', number: 'SCH-1001' } });
    expect(decideThread({ ...forged, ours: [{ ticket: ada, sentToSender: true }] })).toMatchObject({ kind: 'append' });
  });

  it('keeps out mails without exactly one author', () => {
    expect(decideThread({ ...nothing, sender: undefined, received: [ada], tagged: ada })).toMatchObject({ kind: 'new' });
  });

  it('lets a bounce in by a message-id that we signed, but no robot by anything weaker', () => {
    const robot = { ...nothing, sender: 'mailer-daemon@mx.example', fromMachine: true };
    expect(decideThread({ ...robot, ours: [{ ticket: ada, sentToSender: false }] })).toMatchObject({ kind: 'append' });
    expect(decideThread({ ...nothing, fromMachine: true, received: [ada], tagged: ada })).toMatchObject({ kind: 'new' });
  });

  it('does not wake what is closed for more than two weeks', () => {
    const closed = (days: number): ThreadTicket => ({ ...ada, state: 'closed', closedAt: new Date(NOW.getTime() - days * DAY_MS) });
    expect(decideThread({ ...nothing, received: [closed(13)] })).toMatchObject({ kind: 'append' });
    expect(decideThread({ ...nothing, received: [closed(15)] })).toMatchObject({ kind: 'new', link: { kind: 'closed', number: 'SCH-1001' } });
  });

  it('takes the subject for a hint: the requester, too, must be proven (case 11)', () => {
    expect(decideThread({ ...nothing, isAuthenticated: false, tagged: ada })).toMatchObject({ kind: 'new', link: { kind: 'claims' } });
    expect(decideThread({ ...nothing, isAuthenticated: false, received: [ada] })).toMatchObject({ kind: 'append' });
  });

  it('lets in whom the requester brought along, when it is them (case 15, T14)', () => {
    const cc = { ...nothing, sender: 'cc@home.example' };
    expect(decideThread({ ...cc, received: [ada] })).toMatchObject({ kind: 'append', by: 'received-message-id' });
    expect(decideThread({ ...cc, tagged: ada })).toMatchObject({ kind: 'append', by: 'subject-tag' });
    expect(decideThread({ ...cc, isAuthenticated: false, received: [ada], tagged: ada })).toMatchObject({ kind: 'new', link: { kind: 'claims' } });
  });

  it('opens a linked ticket when an old thread is taken for a new letter, and not for an addition (case 14)', () => {
    const letter = { ...nothing, subject: 'Seriennummer meines Geräts', received: [ada] };
    expect(decideThread({ ...letter, caseType: 'serial-number-help' })).toMatchObject({ kind: 'new', link: { kind: 'topic', number: 'SCH-1001' } });
    expect(decideThread({ ...letter, received: [{ ...ada, state: 'solved' }] })).toMatchObject({ kind: 'new', link: { kind: 'topic' } });
    for (const same of [
      letter, { ...letter, caseType: 'forgot-password' as const }, { ...letter, caseType: 'serial-number-help' as const, subject: 'AW: Seriennummer' },
      { ...letter, caseType: 'serial-number-help' as const, subject: '' }, { ...letter, caseType: 'serial-number-help' as const, subject: 'Passwort: Seriennummer' },
      { ...letter, caseType: 'serial-number-help' as const, tagged: ada }, { ...letter, caseType: 'serial-number-help' as const, fromMachine: true, ours: [{ ticket: ada, sentToSender: true }] },
    ]) expect(decideThread(same)).toMatchObject({ kind: 'append' });
  });
});
