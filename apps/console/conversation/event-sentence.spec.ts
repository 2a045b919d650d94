import { describe, expect, it } from '@jest/globals';
import { de } from '../texts/de.js';
import { en } from '../texts/en.js';
import { eventInWords } from './event-sentence.js';

const names = { agent: (id: string) => (id === 'a-1' ? 'Mara Feld' : undefined), queue: (key: string) => (key === 'triage' ? 'Sichtung' : undefined) };

describe('one event in words', () => {
  it('names people and queues instead of ids', () => {
    const assigned = { verb: 'ticket.assigned', actorKind: 'agent', actorName: 'Jo Berg', detail: { from: null, to: 'a-1' } } as const;
    expect(eventInWords(assigned, de, names)).toBe('Jo Berg hat an Mara Feld zugewiesen');
    expect(eventInWords({ ...assigned, detail: { to: null } }, en, names)).toBe('Jo Berg removed the assignment');
    expect(eventInWords({ ...assigned, verb: 'ticket.moved', detail: { to: 'triage' } }, de, names)).toBe('Jo Berg hat nach „Sichtung“ verschoben');
  });

  it('puts kinds and states into words', () => {
    expect(eventInWords({ verb: 'evidence.recorded', actorKind: 'rekey', actorName: null, detail: { kind: 'call-back' } }, en, names)).toBe('Evidence recorded: Call-back');
    expect(eventInWords({ verb: 'ticket.state-changed', actorKind: 'agent', actorName: 'Jo', detail: { to: 'solved' } }, de, names)).toBe('Jo: Stand jetzt „Gelöst“');
  });

  it('says by which ways the holder was told of a hold, and that nobody could be', () => {
    const told = { verb: 'notice.told', actorKind: 'rekey', actorName: null, detail: { event: 'hold-started', actionId: 'x', mails: 2, phones: '…34', smsMessageIds: ['y'], letter: 'none' } } as const;
    expect(eventInWords(told, de, names)).toMatch(/: Mails an 2 Adressen, SMS an …34$/);
    expect(eventInWords({ ...told, detail: { ...told.detail, mails: 1, phones: '', letter: 'due' } }, en, names)).toMatch(/: mail to 1 address, letter to the postal address on file$/);
    expect(eventInWords({ ...told, verb: 'notice.nobody', detail: { event: 'hold-started', because: 'recovery.no-postal-address' } }, en, names)).toMatch(/a letter is not possible either: there is no postal address on file$/);
    expect(eventInWords({ ...told, verb: 'notice.sms-failed', detail: { event: 'hold-started', state: 'refused' } }, de, names)).toMatch(/\(abgelehnt\)$/);
    expect(eventInWords({ ...told, verb: 'notice.sms-failed', detail: { event: 'hold-started', state: 'overtaken' } }, de, names)).toMatch(/^SMS nicht mehr gesendet: .* \(eine neuere sagt, was gilt\)$/);
    expect(eventInWords({ ...told, verb: 'notice.sms-failed', detail: { event: 'hold-started', state: 'expired' } }, de, names)).toMatch(/\(nicht rechtzeitig übergeben\)$/);
  });

  it('says whose room for text messages was used up: the account, the number, the portal; and that a young number is not a young postal address', () => {
    const said = (t: typeof de, missing: string, because = 'recovery.limit-reached') => eventInWords({ verb: 'notice.not-sent', actorKind: 'rekey', actorName: null, detail: { event: 'hold-started', phone: '…34', because, missing } }, t, names);
    const limits = ['notice-sms-account', 'notice-sms-number', 'notice-sms-portal', 'notice-sms-young'] as const;
    for (const t of [de, en]) expect(new Set(limits.map((name) => said(t, `limit:${name}`))).size).toBe(limits.length);
    expect(said(de, 'limit:notice-sms-portal')).toBe('Benachrichtigung nicht gesendet (SMS an …34): dieses Portal verschickt in so kurzer Zeit nicht mehr SMS');
    for (const name of limits) expect({ name, ofAccount: [/dieses Konto/.test(said(de, `limit:${name}`)), /this account/.test(said(en, `limit:${name}`))] }).toEqual({ name, ofAccount: name === 'notice-sms-account' ? [true, true] : [false, false] });
    expect([said(de, 'phone:young', 'recovery.channel-too-new'), said(en, 'phone:young', 'recovery.channel-too-new')].join()).not.toMatch(/Postanschrift|postal/);
    // Events of before say no more than they know.
    expect(said(de, '')).toBe('Benachrichtigung nicht gesendet (SMS an …34): in so kurzer Zeit gehen nicht mehr SMS hinaus');
  });

  it('says until when a mailbox wants no mails that others set off, and that an agent’s own leave (T12)', () => {
    const quiet = { verb: 'request.quiet', actorKind: 'rekey', actorName: null, detail: { until: '2026-12-02T09:30:00.000Z' } } as const;
    expect(eventInWords(quiet, de, names)).toMatch(/hat eine Pause gewählt bis Mittwoch, 2\. Dezember 2026 .*\. Was Sie auslösen, geht trotzdem hinaus$/);
    expect(eventInWords({ ...quiet, detail: {} }, en, names)).toBe('Nothing left by itself: whoever reads the mailbox chose a pause. What you start leaves all the same');
  });

  it('shows a verb that it does not know', () => {
    expect(eventInWords({ verb: 'moon.landed', actorKind: 'rekey', actorName: null, detail: {} }, en, names)).toBe('Rekey: moon landed');
  });
});
