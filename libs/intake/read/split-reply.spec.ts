import { describe, expect, it } from '@jest/globals';
import { splitReply } from './split-reply.js';

const lines = (...all: string[]): string => all.join('\n');

describe('what is new in a mail', () => {
  it.each([
    ['Outlook, German', lines('Geht immer noch nicht.', '', 'Von: Support <s@desk.example>', 'Gesendet: Montag, 23. November 2026 09:00', 'An: Ada', 'Betreff: AW: Hilfe', '', 'Sehr geehrte …')],
    ['Outlook, English', lines('Geht immer noch nicht.', '', '________________________________', 'From: Support <s@desk.example>', 'Sent: Monday', 'To: Ada', 'Subject: Help', '', 'Dear …')],
    ['Outlook, divider', lines('Geht immer noch nicht.', '', '-----Ursprüngliche Nachricht-----', 'Von: Support', 'Hallo')],
    ['Thunderbird', lines('Geht immer noch nicht.', '', 'Am 23.11.26 um 09:00 schrieb Support:', '> Hallo', '> Ada')],
    ['Gmail, folded over two lines', lines('Geht immer noch nicht.', '', 'Am Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Support der Schule <', 'support@desk.example>:', '', '> Hallo')],
    ['Apple Mail, English', lines('Geht immer noch nicht.', '', 'On 23 Nov 2026, at 09:00, Support <s@desk.example> wrote:', '', '> Hello')],
    ['web mailer without >', lines('Geht immer noch nicht.', '', 'On Mon, Nov 23, 2026 at 9:00 AM Support <s@desk.example> wrote:', 'Hello', 'Ada')],
  ])('%s', (_, text) => {
    const split = splitReply(text);
    expect(split.fresh).toBe('Geht immer noch nicht.');
    expect(split.quoted).toMatch(/Hallo|Hello|geehrte|Dear/);
  });

  it('keeps answers between quoted lines', () => {
    const { fresh, quoted } = splitReply(lines('Am 23.11.26 schrieb Support:', '> Wie heißt Ihr Benutzername?', '', 'ada.l', '', '> Welche Adresse?', '', 'ada@home.example'));
    expect(fresh).toBe('ada.l\n\nada@home.example');
    expect(quoted).toContain('Wie heißt Ihr Benutzername?');
  });

  it('finds the signature and keeps a postscript', () => {
    expect(splitReply(lines('Bitte helfen.', '', 'Mit freundlichen Grüßen', 'Ada Lovelace', 'Tel. 030 1234', '', 'PS: Benutzername ada.l'))).toMatchObject({ fresh: 'Bitte helfen.\n\nPS: Benutzername ada.l', signature: 'Mit freundlichen Grüßen\nAda Lovelace\nTel. 030 1234' });
    expect(splitReply(lines('Please help.', '', 'Best regards', 'Ada')).signature).toBe('Best regards\nAda');
    expect(splitReply(lines('Hilfe!', '-- ', 'Ada', 'Firma')).fresh).toBe('Hilfe!');
    expect(splitReply(lines('Hilfe!', '', 'Von meinem iPhone gesendet')).fresh).toBe('Hilfe!');
  });

  it('leaves a mail that only forwards as quoted, and plain mails whole', () => {
    expect(splitReply(lines('---------- Forwarded message ---------', 'Von: Ada', 'Passwort vergessen'))).toMatchObject({ fresh: '' });
    expect(splitReply('Vielen Dank für Ihre Mühe, aber:\nes geht nicht.').fresh).toContain('es geht nicht.');
  });
});
