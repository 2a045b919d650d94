import { describe, expect, it } from '@jest/globals';
import { recognise } from '../../recognise.js';

/** What is wished for after "I forgot my password", in a mail that is plain otherwise. */
function against(wish: string): readonly string[] {
  const isGerman = !/^[A-Z][a-z]+ (?:[a-z]+ )*(?:the|me|it|my)\b/u.test(wish);
  const text = isGerman ? `Guten Tag,\n\nich habe mein Passwort vergessen. ${wish}\n\nViele Grüße\nAda Lang` : `Hello,\n\nI forgot my password. ${wish}\n\nKind regards\nAda Lang`;
  const mail = { fromAddress: 'ada.lang@post.example', fromName: 'Ada Lang', subject: 'Passwort vergessen', text, quoted: '', signature: '', attachmentNames: [], replyTo: [] };
  const { instant } = recognise(mail, { portalKey: 'chamber', vocabulary: [], ownAddresses: ['kundenportal@kammer.example'] });
  return instant.allowed ? [] : instant.because;
}

describe('a wish that a link fulfils', () => {
  it.each([
    'Bitte schicken Sie mir einen neuen Link.', 'Könnt ihr den nochmal rausschicken?', 'Falls möglich, bitte heute noch einen neuen losschicken.', 'Würden Sie mir bitte den Tag retten und einen neuen Link rübermailen?',
    'Können Sie das bei sich mal gegenprüfen und mir einen neuen Link zukommen lassen?', 'Hiermit bitte ich höflich um eine Neuausstellung des Links.', 'Wären Sie so nett, mir aus der Patsche zu helfen?',
    'Would you mind issuing me a new link?', 'Could I get a new link started?', 'A new link for me would be grand.',
  ])('%s', (wish) => expect(against(wish)).toEqual([]));
});

describe('a wish that is for a person', () => {
  it.each([
    'Bitte schicken Sie den Link dorthin, wo ich jetzt arbeite.', 'Bitte melden Sie mich ab.', 'Bitte bearbeiten Sie meine E-Mail-Adresse.', 'Bitte erstellen Sie mir ein neues Konto.', 'Bitte zeigen Sie mir die Daten.',
    'Schreibt mir einfach das neue Passwort hier in die Mail.', 'Schicken Sie kein Formular, der Link dauert zu lang.', 'Please start forwarding it to me.', 'Please reset the users for me.', 'Please reset my accounts.', 'Please change my settings.', 'Please send the link to my hero.', 'Please send the link to the ladies, it is me.', 'Bitte geben Sie den Link dem Rest.', 'Bitte schicken Sie allen Schuler einen Link.', 'Schicken Sie ihn bitte dem Engel hier.',
  ])('%s', (wish) => expect(against(wish)).not.toEqual([]));
});
