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
    ['what a colleague wrote to me, with the data below', lines('Hallo,', '', 'am 23.11.2026 schrieb mir Ihr Kollege, ich solle Ihnen folgendes schicken:', '', 'Benutzername: ada.lovelace', 'Kundennummer: KD-107919')],
    ['what the system wrote to me, and that the account may be hacked', lines('Guten Tag,', '', 'Am 23.11.2026 hat mir Ihr System folgendes geschrieben:', '', 'Benutzername oder Passwort falsch', '', 'Ich habe mein Passwort vergessen. Mein Konto wurde vielleicht gehackt.')],
    ['what the page wrote to me', lines('Hallo,', 'am Dienstag, 12.11. um 10:15 Uhr schrieb die Seite mir diese Meldung:', 'Fehler 403', 'Was soll ich tun? Benutzername ada.lovelace')],
    ['what your system wrote me', lines('Hello,', '', 'On 11/23/2026 your system wrote me this:', '', 'Invalid token', '', 'I did not change anything. My user name is ada.lovelace.')],
    ['what the system wrote, with nobody named', lines('Es geht nicht.', '', 'Am 23.11.2026 hat das System geschrieben:', 'Konto gesperrt', 'Mein Benutzername ist ada.')],
    ['what an address wrote to me', lines('Es geht nicht.', '', 'Am 23.11.2026 hat mir support@desk.example geschrieben:', 'Konto gesperrt', 'Mein Benutzername ist ada.')],
    ['who was given something on a day', lines('Hallo,', 'ada@web.de hat am Montag einen Link bekommen:', 'https://portal.example/a/123', 'Der geht nicht.')],
    ['whose wife was given something on a day', lines('Hallo,', '', 'meine Frau anna@web.de hat am 3.5. einen Link bekommen:', '', 'Der geht nicht. Bitte neuen schicken an ada@web.de')],
    ['a contact form below a line of its own', lines('Neue Nachricht über das Kontaktformular', '', 'Von: Ada Lovelace', 'Datum: 23.11.2026', 'Betreff: Passwort', 'Nachricht: Ich habe mein Passwort vergessen. Benutzername ada.')],
    ['a contact form with other fields and blank lines between', lines('New enquiry', '', 'From: Ada Lovelace', '', 'E-Mail: ada@home.example', '', 'Date: 2026-11-23', '', 'Subject: Password', '', 'Message:', 'I forgot it. User name ada.')],
    ['a question that names dates', lines('Am 3.5.2026 um 14:00 habe ich folgendes getan:', 'Passwort geändert.')],
  ])('keeps %s', (_, text) => expect(splitReply(text)).toMatchObject({ fresh: text, quoted: '' }));

  it.each([
    ['a name behind the verb', 'Am 23.11.26 um 09:00 schrieb Support der Schule:'],
    ['a name before the verb', 'On 23 Nov 2026, at 09:00, Support wrote:'],
    ['an address whose name is a word for me', 'On 23 Nov 2026, at 09:00, <me@desk.example> wrote:'],
    ['an address and a verb in two parts', 'support@desk.example hat am 23.11.2026 um 09:00 geschrieben:'],
  ])('takes %s for an attribution, without a mark below', (_, line) => expect(splitReply(lines('Geht immer noch nicht.', '', line, '', 'Hallo'))).toMatchObject({ fresh: 'Geht immer noch nicht.' }));

  it('takes what is quoted below a sentence of theirs for quoted, and what they go on with for theirs', () => {
    const { fresh, quoted } = splitReply(lines('Hello,', '', 'On 11/23/2026 your system wrote me this:', '', '> Invalid token', '', 'My user name is ada.'));
    expect(fresh).toBe('Hello,\n\nMy user name is ada.');
    expect(quoted).toContain('Invalid token');
  });

  it('does not take a form that stands in a quoted mail for what is new', () => {
    const { fresh } = splitReply(lines('Geht immer noch nicht.', '', 'Von: Formular <form@desk.example>', 'Gesendet: Montag', 'An: Ada', 'Betreff: Hilfe', '', 'Nachricht: Ich komme nicht hinein.'));
    expect(fresh).toBe('Geht immer noch nicht.');
  });

  it.each([
    ['greets only', 'Sehr geehrte Damen und Herren,'], ['says next to nothing', 'Bitte helfen!'],
  ])('gives back what stands below a sentence where a mail that answers nothing %s', (_, above) => {
    const text = lines(above, '', 'Am 3.5.2026 schrieb Frau Müller:', 'Ihr Konto ist gesperrt', 'Mein Konto wurde gehackt. Benutzername ada.');
    expect(splitReply(text, { standsAlone: true })).toMatchObject({ fresh: text, quoted: '' });
    expect(splitReply(text)).toMatchObject({ fresh: above });
  });

  it('gives nothing back below lines that only programs write, or where something is said', () => {
    const forwarded = lines('Hallo,', '', '---------- Forwarded message ---------', 'Von: Ada', 'Passwort vergessen');
    expect(splitReply(forwarded, { standsAlone: true }).fresh).toBe('Hallo,');
    expect(splitReply(lines('Es geht immer noch nicht.', '', 'Am 23.11.26 schrieb Support:', 'Hallo'), { standsAlone: true }).fresh).toBe('Es geht immer noch nicht.');
  });

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
