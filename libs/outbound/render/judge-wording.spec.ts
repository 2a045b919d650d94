import { describe, expect, it } from '@jest/globals';
import { judgeWording } from './judge-wording.js';

const SHIPPED = {
  subject: 'Ihr Link zum Konto',
  until: 'Der Link gilt bis {expiresInWords}.',
  button: 'Neues Passwort vergeben',
  by: '{byWord, select, holder {Sie haben es gestoppt.} desk {Wir haben es gestoppt.} other {Es wurde gestoppt.}}',
};
const codes = (own: Record<string, string>) => judgeWording(SHIPPED, own, 'de', []).problems.map(({ key, code, what }) => `${key}: ${code}${what && ` ${what}`}`);

describe('a portal\'s own sentences', () => {
  it('may say the same in other words', () => {
    const own = { until: 'Bis {expiresInWords} gilt der Link von {organisation}.', by: '{byWord, select, holder {Von Ihnen gestoppt.} desk {Von uns gestoppt.} other {Gestoppt.}}' };
    expect(judgeWording(SHIPPED, own, 'de', [])).toEqual({ problems: [], hints: [], fitting: own });
  });

  it.each<[Record<string, string>, string]>([
    [{ intro: 'Hallo' }, 'intro: unknown-sentence'],
    [{ subject: '  ' }, 'subject: empty'],
    [{ until: 'Der Link gilt bis {expiresInWords' }, 'until: not-a-message'],
    [{ until: 'Der Link gilt nicht lange.' }, 'until: variable-lost expiresInWords'],
    [{ until: 'Der Link gilt bis {expiresInWords}, {username}.' }, 'until: variable-unknown username'],
    [{ until: 'Der Link {link} gilt bis {expiresInWords}.' }, 'until: variable-unknown link'],
    [{ until: 'Gilt bis {expiresInWords, date, short}.' }, 'until: variable-lost expiresInWords'],
    [{ by: 'Gestoppt.' }, 'by: variable-lost byWord'],
    [{ by: '{byWord, select, holder {Sie.} other {Wir.}}' }, 'by: choice-lost desk'],
    [{ subject: `Ihr Link ${'x'.repeat(120)}` }, 'subject: too-long 120'],
    [{ button: 'Ein neues Passwort vergeben und danach wieder anmelden' }, 'button: too-long 45'],
    [{ subject: 'Ihr Link\r\nBcc: x' }, 'subject: several-lines'],
    [{ subject: 'Ihr \u202eLink' }, 'subject: several-lines'],
    [{ subject: 'Mehr auf https://evil.example/x' }, 'subject: link https://evil.example/x'],
    [{ subject: 'Mehr auf evil.com' }, 'subject: link evil.com'],
    [{ subject: 'Mehr auf ｅvil．com' }, 'subject: link evil.com'],
    [{ subject: 'Schreiben Sie an chef@evil' }, 'subject: link chef@evil'],
    [{ subject: 'Mit <b>Nachdruck' }, 'subject: markup <b'],
    [{ subject: 'Mit &lt;b&gt;' }, 'subject: markup &lt;'],
    [{ subject: 'Bitte senden Sie uns Ihr Passwort.' }, 'subject: asks-for-secret Bitte senden Sie uns Ihr Passwort.'],
    [{ subject: 'Antworten Sie mit der PIN!' }, 'subject: asks-for-secret Antworten Sie mit der PIN!'],
  ])('%j is refused', (own, problem) => {
    expect(codes(own)).toContain(problem);
    expect(judgeWording(SHIPPED, own, 'de', []).fitting).toEqual({});
  });

  it.each([['Rufen Sie 0900 123456 an', 'phone 0900 123456'], ['Tel. +49 (0) 30 / 55 57-70', 'phone +49 (0) 30 / 55 57-70'], ['Mehr auf 192.0.2.7/login', 'link 192.0.2.7/login'], ['Tel. 555770', 'phone 555770'], ['Rufen Sie 0900\u2011123456 an', 'phone 0900\u2010123456'], ['Unter 0900·123·456', 'phone 0900·123·456'], ['Mehr auf [2001:db8::1]/x', 'link [2001:db8::1]/x']])('"%s" has a number or address that stands elsewhere', (subject, what) => {
    expect(codes({ subject })).toContain(`subject: ${what}`);
  });
  it.each(['Am 12.11.2026 um 10:30 Uhr', 'Raum 1.04, 45127 Essen', 'von 8–12 und 13–16 Uhr', 'Montag bis Freitag 8.00 - 12.00 Uhr', 'Mo-Fr 08.00-12.00 Uhr', 'vom 23.12.26 - 06.01.27', 'im Schuljahr 2026/2027', 'Aktenzeichen 2026-123456', 'Version 10.2.1'])('"%s" has none', (subject) => expect(codes({ subject })).toEqual([]));

  it.each(['z.B. morgens, d.h. vor 9 Uhr', 'Raum 1.04, Haus B. Bitte klingeln', 'Senden Sie uns nie ein Passwort.', '5 < 6 und 7 > 6'])('"%s" is no link, no markup and no request for a secret', (subject) => expect(codes({ subject })).toEqual([]));

  it('looks into every choice', () => {
    expect(codes({ by: '{byWord, select, holder {Siehe evil.com.} desk {b} other {c}}' })).toEqual(['by: link evil.com']);
    expect(judgeWording({ a: 'Tell us.' }, { a: 'Please reply with your password.' }, 'en', []).problems).toMatchObject([{ code: 'asks-for-secret' }]);
  });

  it('keeps the sentences that stay as shipped', () => {
    const judged = judgeWording(SHIPPED, { button: 'Alles in Ordnung', subject: 'Ihr Schlüssel' }, 'de', ['button', 'notYou']);
    expect(judged).toMatchObject({ problems: [{ key: 'button', code: 'always-as-shipped' }], fitting: { subject: 'Ihr Schlüssel' } });
    expect(judgeWording(SHIPPED, { button: SHIPPED.button }, 'de', ['button']).problems).toEqual([]);
  });

  it('hints at what could be plainer, and takes it all the same', () => {
    const judged = judgeWording(SHIPPED, { subject: 'Bezüglich Ihres Accounts' }, 'de', []);
    expect(judged.hints).toEqual(['bezüglich', 'accounts'].map((what) => ({ key: 'subject', code: 'hard-word', what })));
    expect(judged.fitting).toEqual({ subject: 'Bezüglich Ihres Accounts' });
  });
});
