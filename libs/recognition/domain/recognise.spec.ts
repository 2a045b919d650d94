import { describe, expect, test } from '@jest/globals';
import { CASE_TYPES, type CaseType } from '#kernel';
import { recognise } from '../recognise.js';
import type { MailToRecognise, RecognitionContext } from './recognition.js';
import { leastCpu } from '../../../test/support/cpu-ms.js';

const CONTEXT: RecognitionContext = { portalKey: 'manufacturer', vocabulary: [], ownAddresses: ['desk@portal.example'] };

function mail(text: string, more: Partial<MailToRecognise> = {}): MailToRecognise {
  return { subject: '', text, signature: '', quoted: '', fromAddress: 'mara.lenz@werk.example', fromName: 'Mara Lenz', replyTo: [], attachmentNames: [], ...more };
}

const typeOf = (text: string, more: Partial<MailToRecognise> = {}): CaseType => recognise(mail(text, more), CONTEXT).caseType;

test('says by which words a case type was learned', () => {
  const { signals } = recognise({ subject: 'Portal', text: 'Ich habe mein Kennwort vergessen.', signature: '', quoted: '', fromAddress: 'a@b.example', fromName: 'A B', replyTo: [], attachmentNames: [] }, { portalKey: 'school', vocabulary: [], ownAddresses: [] });
  expect(signals.find(({ name }) => name === 'case.forgot-password.learned')?.text).toMatch(/kennw|vergess/);
});

describe('case types', () => {
  test.each<[CaseType, string]>([
    ['forgot-password', 'Ich habe mein Passwort vergessen.'],
    ['forgot-password', 'I forgot my password.'],
    ['reset-mail-missing', 'Ich habe keine Passwort-zurücksetzen Mail erhalten.'],
    ['reset-link-failed', 'Der Link zum Zurücksetzen des Passworts funktioniert nicht.'],
    ['forgot-username', 'Ich kann mich nicht an meinen Benutzernamen erinnern.'],
    ['forgot-identity', 'Ich kann mich weder an meine E-Mail-Adresse noch an meinen Benutzernamen erinnern.'],
    ['lost-email-access', 'Ich habe keinen Zugang mehr zu meiner registrierten E-Mail-Adresse.'],
    ['lost-email-access', 'I can no longer read my old mailbox.'],
    ['email-change', 'Bitte ändern Sie meine E-Mail-Adresse.'],
    ['activation-mail-missing', 'Ich habe den Aktivierungslink nicht bekommen.'],
    ['activation-link-failed', 'Der Link in meiner Bestätigungs-E-Mail funktioniert nicht.'],
    ['activation-expired', 'Mein Aktivierungslink ist abgelaufen.'],
    ['registration-data-changed', 'Ich habe bei der Registrierung meine Daten geändert, jetzt ist der Vorgang gesperrt.'],
    ['registration-not-accepted', 'Meine Registrierung wurde nicht angenommen.'],
    ['registration-form-blocked', 'Ich kann das Registrierungsformular nicht abschicken.'],
    ['registration-incomplete', 'Meine Registrierung ist noch nicht abgeschlossen.'],
    ['serial-number-help', 'Wo finde ich die Seriennummer?'],
    ['username-change', 'Ich möchte einen anderen Benutzernamen, bitte ändern.'],
    ['new-credentials', 'Benötige neue Zugangsdaten.'],
    ['wrong-credentials', 'Ich erhalte ständig die Meldung "Falsche Zugangsdaten".'],
    ['initial-credentials', 'Ich habe den Zettel mit den ersten Zugangsdaten von der Lehrerin nicht bekommen.'],
    ['pin-activation', 'Die PIN für den Bereich Mein Betrieb fehlt uns.'],
    ['forced-reset', 'Wegen sicherheitsrelevanter Änderungen muss ich ein neues Passwort vergeben.'],
    ['account-migration', 'Wie kann ich meinen existierenden Kundenbereich-Account migrieren?'],
    ['account-deletion', 'Bitte löschen Sie mein Konto.'],
    ['profile-data-change', 'Unsere Anschrift im Profil hat sich geändert, bitte anpassen.'],
    ['staff-account', 'Ich bin Mitarbeiter mit AD-Konto und komme nicht in Jira.'],
    ['stay-logged-in', 'Wie kann ich eingeloggt bleiben?'],
    ['wrong-site', 'Bin ich auf der falschen Website gelandet?'],
    ['captcha-problem', 'Das Captcha lässt sich nicht lösen.'],
    ['password-criteria', 'Welche Kriterien muss das neue Passwort erfüllen?'],
    ['account-locked', 'Mein Konto ist nach zu vielen Fehlversuchen gesperrt.'],
    ['two-factor-lost', 'Ich habe ein neues Handy und die Authenticator-App ist weg.'],
    ['suspected-compromise', 'Mein Konto wurde gehackt.'],
    ['not-account-related', 'Wir möchten einen Beamer ausleihen, was kostet das?'],
    ['spam', 'Jetzt Kredit ohne Schufa sichern, hier klicken!'],
  ])('%s: %s', (expected, text) => expect(typeOf(text)).toBe(expected));

  test('every case type that content can tell has a mail above or is a machine mail', () => {
    expect(typeOf('Ich bin bis Montag nicht im Büro.', { subject: 'Automatische Antwort: Ihr Zugang' })).toBe('auto-reply');
    expect(typeOf('The message could not be delivered: 550 user unknown', { subject: 'Undelivered Mail Returned to Sender' })).toBe('bounce');
    expect(CASE_TYPES).toHaveLength(36);
  });
});

describe('what people do to words', () => {
  test('a negation turns the statement round', () => {
    expect(typeOf('Ich habe mein Passwort nicht vergessen, nur den Benutzernamen weiß ich nicht mehr.')).toBe('forgot-username');
  });

  test.each(['Ich hab mein Passwrot vergesen', 'ich hab mein paßwort vergeßen', 'KENNWORT VERGESSEN!!!', 'Mein Passwort habe ich leider vergessen .'])('typos, spellings, shouting: %s', (text) => {
    expect(typeOf(text)).toBe('forgot-password');
  });

  test.each([['Aktivierungs-Mail nicht angekommen'], ['Aktivierungsmail kam nicht an'], ['Die Mail zum Aktivieren ist nicht angekommen']])('compounds: %s', (text) => {
    expect(typeOf(text)).toBe('activation-mail-missing');
  });

  test('thanks alone are nothing to do, thanks with a new problem are the problem', () => {
    expect(typeOf('Vielen Dank, jetzt funktioniert es wieder!', { quoted: 'Sie haben Ihr Passwort vergessen?' })).toBe('not-account-related');
    expect(typeOf('Danke, der Link kam an. Jetzt wird aber jedes neue Passwort als zu schwach abgelehnt.')).toBe('password-criteria');
  });

  test('a quoted mail does not decide, a forward without own words does', () => {
    expect(typeOf('Ich habe mein Passwort vergessen.', { quoted: 'Bitte löschen Sie mein Konto.' })).toBe('forgot-password');
    expect(typeOf('', { subject: 'WG: Frage', quoted: 'Von: Ines Thoma <i.thoma@werk.example>\nBetreff: Frage\n\nIch habe mein Kennwort vergessen.\n\nInes Thoma' })).toBe('forgot-password');
  });

  test('several problems: the one to deal with first, the others beside it', () => {
    const seen = recognise(mail('Ich habe mein Passwort vergessen. An das Postfach, das bei Ihnen hinterlegt ist, komme ich auch nicht mehr heran, es wurde geschlossen.'), CONTEXT);
    expect(seen.caseType).toBe('lost-email-access');
    expect(seen.instant.allowed).toBe(false);
  });
});

describe('why and how sure', () => {
  test('signals carry name, weight and the words of the mail', () => {
    const seen = recognise(mail('Ich habe mein Paßwort vergessen.'), CONTEXT);
    expect(seen.signals[0]).toMatchObject({ weight: expect.any(Number), name: expect.stringMatching(/^case\.forgot-password\./) });
    expect(seen.signals.some((signal) => signal.text.includes('Paßwort'))).toBe(true);
    expect(seen.signals.every((signal) => signal.text.length <= 80)).toBe(true);
  });

  test('a mail that says nothing is not sure of anything', () => {
    expect(recognise(mail('Hallo, ich habe eine Frage.'), CONTEXT).confidence).toBeLessThan(0.5);
  });

  test('confidence stays within 0 and 1, the same mail gives the same answer', () => {
    const one = recognise(mail('I forgot my password and my account is locked.'), CONTEXT);
    expect(one.confidence).toBeGreaterThan(0);
    expect(one.confidence).toBeLessThanOrEqual(1);
    expect(recognise(mail('I forgot my password and my account is locked.'), CONTEXT)).toEqual(one);
  });
});

describe('what is said outright', () => {
  test.each<[CaseType, string, string]>([
    ['forgot-password', 'sign in', 'Hi,\n\nI have forgotten my password for the portal. Can you help me to sign in again?\n\nMara Lenz'],
    ['forgot-password', 'Anmeldung', 'Hallo, ich weiß mein Kennwort leider nicht mehr. Wie kann ich mich wieder anmelden?'],
    ['forgot-username', 'Portal', 'Das Passwort habe ich, nur der Benutzername ist mir entfallen.'],
    ['forgot-identity', 'Konto', 'Weder die Mailadresse noch der Benutzername sind bekannt, nur das Gerät mit der Seriennummer AB123Z.'],
    ['email-change', 'Adresse', 'Bitte ändern Sie unsere Mailadresse von alt@werk.example auf neu@werk.example.'],
    ['password-criteria', 'Danke', 'Der Link ging. Nun ist aber jedes Passwort angeblich zu einfach.'],
  ])('%s leads over what the mail resembles: %s', (expected, subject, text) => {
    const seen = recognise(mail(text, { subject }), CONTEXT);
    expect(seen.caseType).toBe(expected);
    expect(seen.confidence).toBeGreaterThan(0.5);
  });

  test('a button of that name is not a statement', () => {
    expect(typeOf('Ich habe auf „Passwort vergessen“ geklickt, es kommt aber keine Mail an.')).toBe('reset-mail-missing');
    expect(typeOf('I pressed "forgot password" but no mail arrives.')).toBe('reset-mail-missing');
  });

  test('a mail of no machine does not become a machine mail by likeness', () => {
    expect(typeOf('Wird das Konto automatisch in das neue Portal übernommen?')).toBe('account-migration');
  });
});

describe('a stranger in the account', () => {
  test.each([
    'somebody changed my password and I can not get in any more. I think my account was hacked! Please help quickly.',
    'Ich habe mein Passwort vergessen, und mein Konto wurde gehackt, jemand hat sich damit angemeldet.',
  ])('is dangerous whatever else the mail asks for: %s', (text) => {
    expect(recognise(mail(text), CONTEXT)).toMatchObject({ risk: 'high', riskSignals: expect.arrayContaining(['stranger-in-account']), instant: { allowed: false } });
  });

  test('is not whoever speaks of a training or did not press a button', () => {
    for (const text of ['Nach der Schulung über Phishing habe ich mein Passwort geändert und vergessen. Bitte einen Link.', 'It says the link was used already, but I did not make any password. Please send a new link.']) expect(recognise(mail(text), CONTEXT).riskSignals).not.toContain('stranger-in-account');
  });
});

describe('hostile input', () => {
  test.each([['Ich habe mein Passwort nicht mehr und der Link geht nicht, bitte schicken Sie mir einen neuen. '], ['kein zugang zu meinem alten postfach '], ['not able to access my old mailbox any more '], ['Frau Kol '], ['a@'], ['wo welche wie kann ich das ']])('time grows with the length, not faster: %s', async (piece) => {
    const time = async (length: number, enoughMs: number): Promise<number> => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const { ms } = await leastCpu(enoughMs, (tried) => {
        for (let round = 0; round < 3; round += 1) recognise(mail(text.slice(0, length - tried), { subject: text.slice(0, 400) }), CONTEXT);
      });
      return ms;
    };
    await time(2_000, 0);
    // Ten times the text in at most thirty times the time (a square would be a hundred), and room for a busy machine.
    const most = 30 * (await time(2_000, 0)) + 300;
    expect(await time(20_000, most)).toBeLessThan(most);
  });

  test.each(['a', ' ', '@', '7', '> ', '\u00ad', 'aа', 'a\u00ad', '„', 'Von: a@b.example\n', 'a_b.', '\nMit freundlichen Grüßen '])('a megabyte of %j takes no longer than what is read of it', async (piece) => {
    const time = async (length: number, more: (text: string) => Partial<MailToRecognise>, enoughMs: number): Promise<number> => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const { ms } = await leastCpu(enoughMs, (tried) => recognise(mail('', more(text.slice(tried))), CONTEXT));
      return ms;
    };
    for (const more of [(text: string) => ({ text, signature: text, subject: text }), (quoted: string) => ({ subject: 'WG: Zugang', quoted })]) {
      // Fifty times the text, at most five times the time, and room for a busy machine.
      const most = 5 * (await time(20_000, more, 0)) + 300;
      expect(await time(1_000_000, more, most)).toBeLessThan(most);
    }
  });

  test.each([
    ['a'.repeat(200_000)],
    ['passwort '.repeat(20_000)],
    ['nicht '.repeat(20_000) + 'bekommen'],
    ['@'.repeat(50_000)],
    [`${'a.'.repeat(30_000)}@x`],
    ['0 '.repeat(40_000)],
    [`${'Guten Tag '.repeat(10_000)}`],
    ['\n'.repeat(100_000)],
    ['„'.repeat(30_000)],
    [`user name ${'(a'.repeat(20_000)}`],
  ])('long mail %# is read in bounded time', async (text) => {
    const { ms } = await leastCpu(2_500, (tried) => {
      const other = text.slice(tried);
      return recognise(mail(other, { signature: other, quoted: other, subject: other.slice(0, 5_000) }), CONTEXT);
    });
    expect(ms).toBeLessThan(2_500);
  });
});
