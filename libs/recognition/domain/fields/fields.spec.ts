import { describe, expect, test } from '@jest/globals';
import type { CaseType } from '#kernel';
import type { ExtractedFields, MailToRecognise } from '../recognition.js';
import { fieldsOf } from './fields.js';

function fields(text: string, caseType: CaseType = 'forgot-password', more: Partial<MailToRecognise> = {}): ExtractedFields {
  const mail: MailToRecognise = { subject: '', text, signature: '', quoted: '', fromAddress: 'mara.lenz@werk.example', fromName: 'Mara Lenz', replyTo: [], attachmentNames: [], ...more };
  return fieldsOf(mail, { portalKey: 'manufacturer', vocabulary: [], ownAddresses: ['desk@portal.example'] }, caseType);
}

describe('numbers', () => {
  test.each([['Gerät AB123Z', 'AB123Z'], ['serial number: kr482t', 'kr482t'], ['AB1234', undefined], ['XAB123Z', undefined], ['a number like AB123Z', undefined], ['a 6-character serial (AB123Z)', undefined]])('serial number in "%s"', (text, expected) => {
    expect(fields(text).serialNumber).toBe(expected);
  });

  test.each([['Kundennummer: K-204411', 'K-204411'], ['Betriebsnr. 0413390', '0413390'], ['customer no. 77120', '77120'], ['Ticket 12345', undefined], ['Tischlerei Lenz, Nr. 0455120', '0455120'], ['Kd. 44120', '44120'], ['my firm Lenz Joinery, number 0455120', '0455120'], ['BN 0455120', '0455120'], ['Es geht um Nummer 2455120. Danke', '2455120'], ['please do it for number 2455120 today', '2455120'], ['Rufen Sie mich unter der Nummer 2455120 an', undefined], ['the order number 2455120 is fine', undefined]])('customer number in "%s"', (text, expected) => {
    expect(fields(text).customerNumber).toBe(expected);
  });

  test.each([['Tel.: 030 23125 642', '030 23125 642'], ['call me on +44 1632 960 417', '+44 1632 960 417'], ['Fax 030 23125 643', undefined], ['per SMS auf 01570 264', '01570 264'], ['am 12.03.2026 um 10', undefined]])('phone in "%s"', (text, expected) => {
    expect(fields(text).phone).toBe(expected);
  });
});

describe('user name', () => {
  test.each([
    ['Benutzername: m.gross', 'm.gross'], ['my user name is aberg.', 'aberg'], ['Mein Login (zoe_panda) geht nicht', 'zoe_panda'], ['Benutzername vergessen', undefined], ['my account was blocked.', undefined],
    ['Benutzername ist mir entfallen', undefined], ['user name: mara@werk.example', undefined], ['User mlenz, password unknown', 'mlenz'], ['for user mlenz4', 'mlenz4'], ['mlenz is my user', 'mlenz'], ['my user see above', undefined],
    ['im Portal heiße ich m.alt, lieber wäre mir m.lenz', 'm.alt'], ['Benutzername weg. War es m.lenz oder lenz.m?', undefined], ['den Zugang "werk_pruef"', 'werk_pruef'],
  ])('in "%s"', (text, expected) => expect(fields(text).username).toBe(expected));
});

describe('addresses', () => {
  test('from … to …', () => {
    expect(fields('Bitte ändern Sie die Adresse von alt@werk.example auf neu@werk.example.', 'email-change')).toMatchObject({ oldEmail: 'alt@werk.example', registeredEmail: 'alt@werk.example', newEmail: 'neu@werk.example' });
    expect(fields('I want to use new@work.example instead of old@work.example.', 'email-change')).toMatchObject({ oldEmail: 'old@work.example', newEmail: 'new@work.example' });
  });

  test.each([
    ['Meine Mailadresse geht nicht mehr, bitte stellen Sie sie auf neu@werk.example um.', 'email-change'], ['Ändern Sie die Adresse auf neu@werk.example und schicken mir ein neues Passwort.', 'forgot-password'],
    ['I cannot sign in any more, change it to neu@werk.example please.', 'forgot-password'],
  ] as const)('what shall stand there never passes for what does: "%s"', (text, caseType) => {
    expect(fields(text, caseType)).toMatchObject({ newEmail: 'neu@werk.example' });
    expect(fields(text, caseType).registeredEmail).toBeUndefined();
  });

  test('a link that is wanted somewhere changes no address', () => {
    expect(fields('Please send the change link to neu@werk.example', 'forgot-password').newEmail).toBeUndefined();
    expect(fields('Stellen Sie den Link bitte auf neu@werk.example zu.', 'forgot-password').newEmail).toBeUndefined();
  });

  test('the mailbox that is gone is the old one', () => {
    expect(fields('Mein Postfach m.lenz@frueher.example wurde geschlossen. Meine neue Adresse: mara.lenz@werk.example', 'lost-email-access')).toMatchObject({ oldEmail: 'm.lenz@frueher.example', newEmail: 'mara.lenz@werk.example' });
  });

  test('registered only where the mail says so; our own address never', () => {
    expect(fields('Mein Konto läuft auf mara.lenz@werk.example.').registeredEmail).toBe('mara.lenz@werk.example');
    expect(fields('Ich habe an desk@portal.example geschrieben.').registeredEmail).toBeUndefined();
    expect(fields('Ich habe mein Passwort vergessen.').registeredEmail).toBeUndefined();
  });

  test.each([
    ['Bei Ihnen stehe ich noch als alt@frueher.example.', 'alt@frueher.example'], ['It is still registered to alt@frueher.example.', 'alt@frueher.example'],
    ['Gemeldet bin ich mit der Absenderadresse.', 'mara.lenz@werk.example'], ['Ida Kamp (ida.kamp@werk.example) has forgotten her password.', 'ida.kamp@werk.example'],
    ['Bitte schicken Sie den Link an meine andere Adresse privat@post.example.', undefined], ['Please put copy@post.example in copy.', undefined], ['Schicken Sie es ihm, hilfe@fremd.example.', undefined],
  ])('on file in "%s"', (text, expected) => expect(fields(text).registeredEmail).toBe(expected));

  test.each([
    ['Please swap alt@frueher.example for neu@werk.example.', 'alt@frueher.example', 'neu@werk.example'],
    ['Meine private, alt@frueher.example, soll heraus und diese, von der ich schreibe, hinein.', 'alt@frueher.example', 'mara.lenz@werk.example'],
    ['On the form it says mara.lens@werk.example, the right one is mara.lenz@werk.example.', 'mara.lens@werk.example', 'mara.lenz@werk.example'],
  ])('old and new in "%s"', (text, oldEmail, newEmail) => expect(fields(text, 'email-change')).toMatchObject({ oldEmail, registeredEmail: oldEmail, newEmail }));

  test('a lost mailbox without another is on file, and nothing is replaced; where all is as before, nothing is new', () => {
    expect(fields('An alt@frueher.example komme ich nicht mehr heran.', 'lost-email-access')).toEqual({ registeredEmail: 'alt@frueher.example', fullName: 'Mara Lenz' });
    expect(fields('Same inbox (mara.lenz@werk.example) as ever.', 'email-change')).toEqual({ registeredEmail: 'mara.lenz@werk.example', fullName: 'Mara Lenz' });
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

  test.each([
    'meine Tochter Ida Lenz hat ihr Passwort vergessen.', 'unser Kassenwart Ida Lenz kommt nicht hinein.', 'Ida Lenz (ITF 11) has forgotten her password.', "Ida Lenz's reset link is expired.",
    'Frau Ida Lenz, unsere Leiterin, hat ihr Kennwort nicht.', 'wir vertreten Frau Ida Lenz.', 'Es geht um den Zugang von Ida Lenz.', 'I keep the books for Mrs Ida Lenz.', 'am Empfang sitzt Ida Lenz und hat ihr Passwort vergessen.',
  ])('the holder of the account, not who writes for them: "%s"', (text) => expect(fields(`${text}\n\nGruß\nOtto Kamp`, 'forgot-password', { fromName: 'Otto Kamp' }).fullName).toBe('Ida Lenz'));

  test('somebody in the story is no holder', () => {
    expect(fields('ich habe mein Passwort vergessen, Frau Ida Kamp aus dem Sekretariat riet mir zu schreiben.').fullName).toBe('Mara Lenz');
    expect(fields('My colleague laughs, but send me a new link, I forgot my password.', 'forgot-password', {}).fullName).toBe('Mara Lenz');
  });

  test.each([
    ['Stadtbücherei Wald, M. Lenz', 'M. Lenz', 'Stadtbücherei Wald'], ['Tomasz L.', 'Tomasz Lenz', undefined], ['Rechtsanwältin Dr. Mara Lenz', 'Mara Lenz', undefined], ['Petra Holzmann', 'Petra Holzmann', undefined],
  ])('shown as "%s"', (fromName, fullName, organisation) => {
    const signature = fromName.startsWith('Tomasz') ? 'Tomasz Lenz' : '';
    const found = fields(`Hallo\n\n${signature}`, 'forgot-password', { fromName, fromAddress: 'p.holzmann@post.example' });
    expect([found.fullName, found.organisation]).toEqual([fullName, organisation]);
  });
});

describe('organisations', () => {
  const signed = (below: string, more: Partial<MailToRecognise> = {}): string | undefined => fields(`Passwort weg.\n\nGruß\n${below}`, 'forgot-password', more).organisation;

  test.each([
    ['Mara Lenz, Prüflabor, Werk Ostufer', 'Werk Ostufer'], ['Mara Lenz\nTest engineer, Ostufer Lines s.r.o.', 'Ostufer Lines s.r.o.'], ['M. Lenz\nSBBZ Ostufer', 'SBBZ Ostufer'], ['Mara Lenz\nNotenwart im Chor Ostufer', 'Chor Ostufer'],
    ['Mara Lenz\nBüro Brunnenbau Lenz', 'Brunnenbau Lenz'], ['Mara Lenz (Gemeinde Ostufer, Bauamt)', 'Gemeinde Ostufer'], ['Mara Lenz, Malermeisterin', undefined], ['Mara Lenz\nSozialassistenz 12c', undefined], ['Mara Lenz, Kurs AP 25-2', undefined], ['Mara Lenz\nFachschule Technik', undefined],
  ])('below the name: "%s"', (below, expected) => expect(signed(below)).toBe(expected));

  test('of several names the one that the domain has, too', () => {
    expect(signed('Mara Lenz\nWelle und Wind\nOstufer Linien', { fromAddress: 'lenz@ostufer-linien.firma.example' })).toBe('Ostufer Linien');
    expect(fields('Seit Mai arbeite ich beim Kreis Ostufer.', 'forgot-password', { fromAddress: 'mara.lenz@kreis-ostufer.example' }).organisation).toBe('Kreis Ostufer');
    expect(fields('Seit Mai arbeite ich beim Kreis Ostufer.', 'forgot-password', { fromAddress: 'mara.lenz@post.example' }).organisation).toBeUndefined();
  });

  test('a firm in the shown name, if nothing else says more; the firm of the holder, not of who looks after it', () => {
    expect(fields('Passwort weg.', 'forgot-password', { fromName: 'Zimmerei Mara Lenz', fromAddress: 'info@zimmerei.example' })).toMatchObject({ fullName: 'Mara Lenz', organisation: 'Zimmerei Mara Lenz' });
    expect(fields('Passwort weg.\n\nMara Lenz', 'forgot-password', { fromName: 'Welle Nord', fromAddress: 'info@welle.example' })).toMatchObject({ fullName: 'Mara Lenz', organisation: 'Welle Nord' });
    expect(signed('Mara Lenz', { fromName: 'Bäckerei Ostufer', fromAddress: 'info@baeckerei.example' })).toBe('Bäckerei Ostufer');
    expect(fields('wir vertreten Herrn Otto Kamp, Tischlerei Kamp, Betriebsnummer 0455120.\n\nKanzlei Lenz & Partner', 'forgot-password', { fromName: 'Kanzlei Lenz & Partner' })).toMatchObject({ fullName: 'Otto Kamp', organisation: 'Tischlerei Kamp' });
  });
});
