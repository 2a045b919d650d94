import { describe, expect, test } from '@jest/globals';
import type { CaseType } from '#kernel';
import type { ExtractedFields, MailToRecognise } from '../recognition.js';
import { fieldsOf } from './fields.js';

function fields(text: string, caseType: CaseType = 'forgot-password', more: Partial<MailToRecognise> = {}): ExtractedFields {
  const mail: MailToRecognise = { subject: '', text, signature: '', quoted: '', fromAddress: 'mara.lenz@werk.example', fromName: 'Mara Lenz', replyTo: [], attachmentNames: [], ...more };
  return fieldsOf(mail, { portalKey: 'manufacturer', vocabulary: [], ownAddresses: ['desk@portal.example'] }, caseType);
}

describe('numbers', () => {
  test.each([['Gerät AB123Z', 'AB123Z'], ['serial number: kr482t', 'kr482t'], ['AB1234', undefined], ['XAB123Z', undefined]])('serial number in "%s"', (text, expected) => {
    expect(fields(text).serialNumber).toBe(expected);
  });

  test.each([['Kundennummer: K-204411', 'K-204411'], ['Betriebsnr. 0413390', '0413390'], ['customer no. 77120', '77120'], ['Ticket 12345', undefined]])('customer number in "%s"', (text, expected) => {
    expect(fields(text).customerNumber).toBe(expected);
  });

  test.each([['Tel.: 030 23125 642', '030 23125 642'], ['call me on +44 1632 960 417', '+44 1632 960 417'], ['Fax 030 23125 643', undefined], ['am 12.03.2026 um 10', undefined]])('phone in "%s"', (text, expected) => {
    expect(fields(text).phone).toBe(expected);
  });
});

describe('user name', () => {
  test.each([
    ['Benutzername: m.gross', 'm.gross'], ['my user name is aberg.', 'aberg'], ['Mein Login (zoe_panda) geht nicht', 'zoe_panda'], ['Benutzername vergessen', undefined], ['my account was blocked.', undefined],
    ['Benutzername ist mir entfallen', undefined], ['user name: mara@werk.example', undefined],
  ])('in "%s"', (text, expected) => expect(fields(text).username).toBe(expected));
});

describe('addresses', () => {
  test('from … to …', () => {
    expect(fields('Bitte ändern Sie die Adresse von alt@werk.example auf neu@werk.example.', 'email-change')).toMatchObject({ oldEmail: 'alt@werk.example', registeredEmail: 'alt@werk.example', newEmail: 'neu@werk.example' });
    expect(fields('I want to use new@work.example instead of old@work.example.', 'email-change')).toMatchObject({ oldEmail: 'old@work.example', newEmail: 'new@work.example' });
  });

  test('the mailbox that is gone is the old one', () => {
    expect(fields('Mein Postfach m.lenz@frueher.example wurde geschlossen. Meine neue Adresse: mara.lenz@werk.example', 'lost-email-access')).toMatchObject({ oldEmail: 'm.lenz@frueher.example', newEmail: 'mara.lenz@werk.example' });
  });

  test('registered only where the mail says so; our own address never', () => {
    expect(fields('Mein Konto läuft auf mara.lenz@werk.example.').registeredEmail).toBe('mara.lenz@werk.example');
    expect(fields('Ich habe an desk@portal.example geschrieben.').registeredEmail).toBeUndefined();
    expect(fields('Ich habe mein Passwort vergessen.').registeredEmail).toBeUndefined();
  });
});

describe('names', () => {
  test('the sender, without titles, turned round where the surname stands first', () => {
    expect(fields('Hallo', 'forgot-password', { fromName: 'Dr. Mara Lenz' }).fullName).toBe('Mara Lenz');
    expect(fields('Hallo', 'forgot-password', { fromName: 'Lenz, Mara (Gemeinde Ostufer)' })).toMatchObject({ fullName: 'Mara Lenz', organisation: 'Gemeinde Ostufer' });
  });

  test('a firm writes, a person signs', () => {
    expect(fields('Passwort weg.\n\nMit freundlichen Grüßen\nMara Lenz\nTischlerei Lenz GmbH', 'forgot-password', { fromName: 'Tischlerei Lenz' })).toMatchObject({ fullName: 'Mara Lenz', organisation: 'Tischlerei Lenz GmbH' });
  });

  test('the holder of the account, not who writes for them', () => {
    expect(fields('meine Tochter Ida Lenz hat ihr Passwort vergessen.').fullName).toBe('Ida Lenz');
  });
});
