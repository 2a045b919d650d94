import { describe, expect, it } from '@jest/globals';
import { leastCpu } from '../../../test/support/cpu-ms.js';
import { secretAskedFor } from './asks-for-secret.js';

const asks = (text: string, locale: 'de' | 'en') => secretAskedFor(text, locale, new Set());

describe('a request for a secret is seen', () => {
  it.each([
    'Bitte senden Sie uns Ihr Passwort.', 'Antworten Sie mit der PIN!', 'Bitte schicken Sie uns Ihr Passwort, damit wir Ihnen helfen können.', 'Wir fragen Sie am Telefon nach Ihrem Passwort.', 'Lesen Sie uns den Code am Telefon vor.',
    'Halten Sie bitte Ihr Passwort bereit.', 'Ohne Ihr Passwort geht es nicht, antworten Sie damit.', 'Nennen Sie den Code nur unserem Mitarbeiter.', 'Warum nicht gleich das Passwort mitschicken?', 'Wir brauchen die PIN.', 'Bitte geben Sie uns den Code durch.',
    'Wir bitten Sie, uns das Kennwort zu schicken.', 'Wir fragen nie umsonst, schicken Sie uns das Passwort.', 'Schicken Sie uns Ihr Portalpasswort.', 'Nennen Sie uns Ihr WLAN-Passwort.', 'Schicken Sie uns Ihr Benutzerkennwort.', 'Schicken Sie uns die SMS-TAN.',
    'Sie bekommen einen Code. Nennen Sie ihn uns am Telefon.', 'Hier steht Ihr Code. Lesen Sie ihn uns vor.', 'Schicken Sie uns das Passwort und niemandem sonst.', 'Keine Sorge und schicken Sie uns das Passwort.', 'Wir senden Ihnen einen Code und Sie antworten mit dem Code.',
    'Bitte geben Sie in Ihrer Antwort den Code ein.', 'Geben Sie Ihr Passwort in der Antwort ein.', 'Schicken Sie uns Ihr Pass\u00adwort.', 'Schicken Sie uns Ihr Pаsswort.', 'Schicken Sie uns Ihr Ｐａｓｓｗｏｒｔ.', 'Lassen Sie uns Ihr Passwort wissen.', 'Uns fehlt noch Ihr Passwort.',
    'Bestätigen Sie uns Ihr Passwort.', 'Fügen Sie Ihr Passwort an.', 'Ihr Passwort, bitte.', 'Schicken Sie uns Namen und Passwort.', 'Wenn der Link nicht geht schicken Sie uns das Passwort.', 'Vergessen Sie nie, uns das Passwort zu schicken.',
  ])('"%s"', (text) => expect(asks(text, 'de')).toBeDefined());

  it.each([
    'Please send us your password so that we can help you.', 'If the link does not work, reply with your password.', 'We will ask you for the code.', 'Have your password ready when we call.', 'Without your PIN we cannot help, so share it with us.', 'Read the code to our colleague.',
    'Why not text us the code?', 'We need your password.', 'We give you a code. Read it to us.', 'Never forget to send us your password.', 'We send you a code and you reply with the code.', 'Nobody but us needs it: send your password.', 'Let us know your password.', 'We want your portal-password.',
    'Supply your SMS-code.', 'Your password, please.', 'Please include your credentials.', 'Call us and tell us the code.',
  ])('"%s"', (text) => expect(asks(text, 'en')).toBeDefined());
});

describe('what an honest administrator says is none', () => {
  it.each([
    'Antworten Sie nicht mit Ihrem Passwort.', 'Verraten Sie den Code nicht.', 'Verraten Sie den Code auch uns nicht.', 'Teilen Sie den Code nicht mit anderen.', 'Senden Sie das Passwort nicht per E-Mail.', 'Senden Sie uns nie ein Passwort.', 'Sie brauchen den Code nur einmal.',
    'Fragen zum Passwort? Antworten Sie auf diese E-Mail.', 'Wenn Sie Ihr Passwort vergessen haben, antworten Sie einfach auf diese E-Mail.', 'Geben Sie den Code auf der Seite ein und wählen Sie ein neues Passwort.', 'Mit diesem Link vergeben Sie ein neues Passwort.',
    'Geben Sie den Code auf der Seite ein.', 'Wir schicken Ihnen gern ein vorläufiges Passwort.', 'Geben Sie Ihr Passwort nicht weiter.', 'Sagen Sie den Code niemandem.', 'Das alte Passwort gilt nicht mehr.', 'Wählen Sie „Passwort vergessen“.', 'Schreiben Sie uns kein Passwort.',
    'Passwort vergessen? Bitte klicken.', 'Wir fragen Sie nie nach Ihrem Passwort!', 'Sie bekommen von uns ein neues Passwort.', 'Das Passwort dürfen Sie nicht weitergeben.',
  ])('"%s"', (text) => expect(asks(text, 'de')).toBeUndefined());

  it.each([
    'Please do not send us your password.', 'We will send you a temporary password.', 'Never share the code with anyone.', 'Type the code on the page.', 'Tell the code to nobody.', 'You should not share your password.', 'You do not have to send us your password.', 'You need the code only once.',
    'You asked for a new password.', 'You forgot your password? Reply to this e-mail.', 'Choose a new password with this link.', 'We never ask for your password.', 'You get a new password from us.',
  ])('"%s"', (text) => expect(asks(text, 'en')).toBeUndefined());

  it('nor is what was shipped', () => {
    const text = 'Wir brauchen die PIN.';
    expect(secretAskedFor(text, 'de', new Set([text]))).toBeUndefined();
  });
});

it.each(['-'.repeat(560), ' -a'.repeat(180), 'a-'.repeat(280), ' a'.repeat(280), 'halt '.repeat(110), 'geb '.repeat(140), ' nicht'.repeat(90)])('no sentence of six hundred characters keeps the judge busy: "Passwort schicken%s"', async (rest) => {
  for (const [text, locale] of [[`Passwort schicken${rest}`, 'de'], [`password send${rest}`, 'en']] as const) expect((await leastCpu(100, () => asks(text, locale))).ms).toBeLessThan(500);
});
