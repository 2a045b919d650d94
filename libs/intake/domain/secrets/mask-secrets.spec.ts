import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { findSecrets, MASK, maskSecrets, maskText } from './mask-secrets.js';
import { ibanFits, luhnFits, mrzFits } from './numbers.js';

describe('what people send unasked (recovery-security 5.11)', () => {
  test.each([
    ['Mein Passwort ist Sommer2024!', 'Mein Passwort ist [•••]'],
    ['Passwort: Sommer2024', 'Passwort: [•••]'],
    ['Kennwort:\nhund', 'Kennwort:\n[•••]'],
    ['Passwort lautet sonnenschein', 'Passwort lautet [•••]'],
    ['mein passwort ist mausi', 'mein passwort ist [•••]'],
    ['Mein Passwort war bisher immer Hamster7.', 'Mein Passwort war bisher immer [•••].'],
    ['Ich habe mich mit dem Passwort Bello#99 angemeldet', 'Ich habe mich mit dem Passwort [•••] angemeldet'],
    ['Das Passwort, das ich benutze, ist Sommer2024.', 'Das Passwort, das ich benutze, ist [•••].'],
    ['Passwort – Sommer2024', 'Passwort – [•••]'],
    ['das alte Kennwort (Winter2023) geht nicht mehr', 'das alte Kennwort ([•••]) geht nicht mehr'],
    ['Mein altes Passwort für das Portal war Winter23', 'Mein altes Passwort für das Portal war [•••]'],
    ['ich habe „Sonne12“ als Passwort eingegeben', 'ich habe „[•••]“ als Passwort eingegeben'],
    ['Sommer2024 ist mein Passwort', '[•••] ist mein Passwort'],
    ['Login: max.muster / Sommer2024!', 'Login: max.muster / [•••]'],
    ['my password is hunter2', 'my password is [•••]'],
    ['The password I use is Winter!2020', 'The password I use is [•••]'],
    ['Password = Tr0ub4dor&3', 'Password = [•••]'],
    ['PIN: 4711', 'PIN: [•••]'],
    ['meine PIN ist 12 34 56', 'meine PIN ist [•••]'],
    ['Die PIN lautet 4711.', 'Die PIN lautet [•••].'],
    ['Aktivierungscode: A1B2-C3D4', 'Aktivierungscode: [•••]'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN [•••]'],
    ['Karte 4111 1111 1111 1111', 'Karte [•••]'],
    ['Ausweisnummer: L01X00T471', 'Ausweisnummer: [•••]'],
    ['Mein Personalausweis hat die Nummer T22000129', 'Mein Personalausweis hat die Nummer [•••]'],
    ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP', '[•••]'],
    ['Geheimer Schlüssel: JBSW Y3DP EHPK 3PXP', 'Geheimer Schlüssel: [•••]'],
    ['> https://desk.example/r/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg', '> https://desk.example/r/[•••]'],
    ...[...'aspctvdn'].map((kind): [string, string] => [`http://localhost:3000/${kind}/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg?lang=en`, `http://localhost:3000/${kind}/[•••]?lang=en`]),
    ['https://portal.example/reset?user=max&token=8f14e45fceea167a5a36', 'https://portal.example/reset?user=max&token=[•••]'],
  ])('masks %j', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  test.each([
    'Passwort vergessen', 'Ich habe mein Passwort vergessen', 'Mein Passwort ist falsch.', 'mein Passwort ist weg', 'Mein Passwort ist seit gestern ungültig', 'Passwort: vergessen', 'Passwort: funktioniert nicht',
    'Passwort: Bitte neu zusenden', 'Passwort: ********', 'Passwort muss 8 Zeichen haben', 'Passwort 3 mal falsch eingegeben', 'Passwort 2024 geändert', 'Passwort am 24.11. geändert', 'Passwort zurücksetzen für KD-107919',
    'Was ist mein Passwort?', 'Wie lautet mein Passwort?', 'Das Passwort ist mir entfallen.', 'Frage zum Passwort: Wo finde ich es?', 'Das Passwort lautet nicht mehr so', 'my password is not working', 'My password is wrong', 'Password: incorrect',
    'password expired on 12.05.2024', 'Die PIN ist nicht angekommen', 'PIN: nicht erhalten', 'PIN vom 12.05.2024', 'Seriennummer AB123Z', 'Kundennummer KD-107919', 'Kundennummer: 4111111111111111', 'Bestellnummer 5500000000000004',
    'Tel. 0301234567', '+49 30 1234567890', 'Telefon: 030 123 456 7890', 'Ticket SCH-1042', 'Re: Passwort [SCH-1042]', 'Fehlercode: 404', 'DE89 3704 0044 0532 0130 01', 'Benutzername: max01', 'https://portal.example/hilfe/passwort?lang=de',
  ])('leaves %j', (text) => {
    expect(maskText(text)).toBe(text);
  });

  it('takes a password that was said once out of the rest of the mail, too', () => {
    const { texts, kinds } = maskSecrets({ subject: 'Sommer2024! geht nicht', text: 'Hallo,\nPasswort: Sommer2024!\nNoch einmal: Sommer2024!' });
    expect(JSON.stringify(texts)).not.toContain('Sommer');
    expect(kinds).toEqual(['password']);
  });

  it('checks check digits as the norms say', () => {
    expect([ibanFits('GB82WEST12345698765432'), ibanFits('GB82WEST12345698765433')]).toEqual([true, false]);
    expect([luhnFits('4012888888881881'), luhnFits('4012888888881882')]).toEqual([true, false]);
    // ICAO 9303 part 5, the specimen of a German identity card, and of a Utopian passport.
    expect([mrzFits('L01X00T471'), mrzFits('L898902C36'), mrzFits('L898902C37')]).toEqual([true, true, false]);
  });

  it('finds whatever stands behind "Passwort:", in any mail around it, and changes nothing else', () => {
    const secret = fc.stringMatching(/^[A-Z][a-z]{3,8}[0-9]{2,4}[!#$]?$/);
    fc.assert(fc.property(secret, fc.lorem({ maxCount: 20 }), fc.lorem({ maxCount: 20 }), (value, before, after) => {
      const text = `${before}\nPasswort: ${value}\n${after}`;
      expect(maskText(text)).toBe(`${before}\nPasswort: ${MASK}\n${after}`);
    }));
  });

  it('never throws, is done soon, and masks what is masked no further', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(maskText(maskText(text))).toBe(maskText(text));
    }));
    for (const one of ['Passwort ', 'PIN 1', 'DE89', '1 ', 'https://a/r/', 'login: a/', 'JBSW ', '"']) findSecrets(one.repeat(20_000));
  });
});
