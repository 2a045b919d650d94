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

  it.each([
    ['GMX and Web.de', lines('Geht immer noch nicht.', '', 'Gesendet: Montag, 23. November 2026 um 09:00 Uhr', 'Von: "Support" <s@desk.example>', 'An: ada@home.example', 'Betreff: Aw: Hilfe', '', 'Sehr geehrte')],
    ['Outlook on the web, with a rule above', lines('Geht immer noch nicht.', '', '________________________________________', 'Von: Support <s@desk.example>', 'Gesendet: Montag, 23. November 2026 09:00', 'An: Ada', 'Betreff: AW: Hilfe', '', 'Hallo')],
    ['Outlook, bold fields', lines('Geht immer noch nicht.', '', '*Von:* Support <s@desk.example>', '*Gesendet:* Montag', '*An:* Ada', '*Betreff:* Hilfe', '', 'Hallo')],
    ['Outlook, the sender folded', lines('Geht immer noch nicht.', '', 'From: Human Resources', '<support@desk.example>', 'Sent: Monday', 'To: Ada', 'Subject: Help', '', 'Hello')],
    ['Thunderbird, forwarded', lines('Geht immer noch nicht.', '', '-------- Weitergeleitete Nachricht --------', 'Betreff: Hilfe', 'Hallo')],
    ['Apple Mail, forwarded', lines('Geht immer noch nicht.', '', 'Anfang der weitergeleiteten Nachricht:', '', 'Hallo')],
    ['Samsung', lines('Geht immer noch nicht.', '', '-------- Ursprüngliche Nachricht --------', 'Von: Support', 'Hallo')],
    ['Notes', lines('Geht immer noch nicht.', '', 'Support/Desk/Firma schrieb am 23.11.2026 09:00:00:', '', 'Hallo')],
    ['a date and an address, no verb', lines('Geht immer noch nicht.', '', '23.11.2026, 09:00, "Support" <s@desk.example>:', '', 'Hallo')],
    ['without a colon', lines('Geht immer noch nicht.', '', 'On Mon, 23 Nov 2026 09:00:00 +0100 Support <s@desk.example> wrote', '', 'Hello')],
    ['the line right below the text', lines('Geht immer noch nicht.', 'Am 23.11.2026 um 09:00 schrieb Support <s@desk.example>:', '> Hallo')],
    ['the address broken off before its bracket', lines('Geht immer noch nicht.', '', 'man. 23. nov. 2026 kl. 09:00 skrev Support <s@desk.example', '>:', '', '> Hallo')],
    ['French', lines('Geht immer noch nicht.', '', 'Le lun. 23 nov. 2026 à 09:00, Support <s@desk.example> a écrit :', '', '> Hallo')],
    ['Chinese', lines('Geht immer noch nicht.', '', 'Support <s@desk.example> 于2026年11月23日周一 09:00写道：', '', '> Hallo')],
    ['a language nobody knows', lines('Geht immer noch nicht.', '', 'Support <s@desk.example> zxcv 23.11.2026 09:00 qwe:', '', '> Hallo')],
    ['Polish', lines('Geht immer noch nicht.', '', 'W dniu 2026-11-23 09:00 użytkownik Support <s@desk.example> napisał:', '', 'Hallo')],
  ])('%s', (_, text) => {
    const split = splitReply(text);
    expect(split.fresh).toBe('Geht immer noch nicht.');
    expect(split.quoted).toMatch(/Hallo|Hello|geehrte/);
  });

  it.each([
    ['a sentence about what somebody wrote', lines('Am Montag schrieb mir Ihr Kollege, dass es wieder geht.', 'Es geht aber nicht.')],
    ['a form with a name and a subject', lines('Betreff: Passwort', 'Name: Ada Lovelace', 'Von: Schule am See', '', 'Ich komme nicht hinein.')],
    ['greetings that are the whole mail', lines('Herzliche Grüße aus Tannwald sendet', 'Ada')],
    ['a list of facts', lines('Von: Montag', 'bis: Freitag', '', 'war ich nicht da.')],
    ['on, in the middle of a sentence', lines('On 3 May I reset it. He wrote it down:', 'user ada, and it works.')],
    ['a question that names dates', lines('Am 3.5.2026 um 14:00 habe ich folgendes getan:', 'Passwort geändert.')],
  ])('keeps %s', (_, text) => expect(splitReply(text)).toMatchObject({ fresh: text, quoted: '' }));

  it('keeps short pieces that a program tore from a quoted line with the quotation', () => {
    const { fresh } = splitReply(lines('Danke.', '', 'Am 23.11.2026 um 09:00 schrieb Support <s@desk.example>:', '> Dies ist eine sehr lange Zeile, die der Umbruch des Programms zerriss,', 'weil sie zu lang war', '> und weiter geht es.'));
    expect(fresh).toBe('Danke.');
  });

  it('takes a PGP armour for what it is', () => {
    const { fresh, signature } = splitReply(lines('-----BEGIN PGP SIGNED MESSAGE-----', 'Hash: SHA256', '', 'Bitte helfen.', '-----BEGIN PGP SIGNATURE-----', '', 'iQEz', '-----END PGP SIGNATURE-----'));
    expect(fresh).toBe('Bitte helfen.');
    expect(signature).toContain('iQEz');
  });

  it.each(['Gesendet mit der GMX Mail App', 'Von meinem Samsung Galaxy Smartphone gesendet.', 'Outlook für iOS beziehen', 'Get Outlook for Android<https://aka.example/x>', 'Envoyé de mon iPhone', 'Inviato dal mio iPhone', 'Sent via the Yahoo Mail app'])('takes off what a program appends: %s', (line) => {
    expect(splitReply(lines('Hilfe!', '', line)).fresh).toBe('Hilfe!');
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
