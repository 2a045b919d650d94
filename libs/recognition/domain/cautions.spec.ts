import { describe, expect, test } from '@jest/globals';
import { recognise } from '../recognise.js';

function reasons(text: string, fromName = 'Ada Lang'): readonly string[] {
  return recognise({ subject: '', text, signature: '', quoted: '', fromAddress: 'ada.lang@post.example', fromName, replyTo: [], attachmentNames: [] }, { portalKey: 'chamber', vocabulary: [], ownAddresses: [] }).instant.because;
}

/** Turns that hold the words of a reason: first those that mean nothing of it, then those that do. */
const TURNS: readonly (readonly [reason: string, harmless: readonly string[], meant: readonly string[]])[] = [
  ['caution:suspicious', [
    'Ihre Mail mit dem Link für das Passwort hielt ich für Betrug und habe sie gelöscht. Bitte noch einmal.', 'We had a lesson about phishing, so I deleted your message with the link. Please send it again.', 'Eine Regel gegen Betrug hat Ihre Mail zum Passwort gelöscht. Die Regel ist weg, bitte noch einmal.',
    'Mein Benutzername war so ein komisches Kürzel. Bitte schicken Sie ihn mir.', 'The link came broken in two. Please send me a new link.', 'Ich habe mein Passwort vergessen, das war nicht meine Schuld. Bitte einen Link.',
    'Link already used, not by me. Our mail filter opens every link. Please send a new one.', 'Der Link war schon benutzt, aber nicht von mir: Unser Virenscanner öffnet alles. Bitte einen neuen.', 'I forgot my password, the browser always knew my password. Please send a link.',
    'Ich hatte mich noch nie angemeldet und mein Passwort vergessen. Bitte einen Link.', 'Ich hab mir nachts um zwei ein Passwort ausgedacht und es vergessen. Bitte einen Link.',
  ], [
    'Ihre Mail hielt ich für Betrug und habe sie gelöscht, vorher hatte ich mein Passwort dort eingegeben. Bitte noch einmal.', 'I took your message for phishing and deleted it, but I had clicked the button and put my password there. Please send a new link.', 'Ich habe mein Passwort vergessen. Vielleicht war es Betrug, bitte einen Link.', 'Komisch, mein Passwort geht nicht mehr. Bitte einen Link.', 'Link already used, not by me. Please send a new one.',
    'Bitte einen neuen Link, der Link zum Passwort zeigt mir Frau Adler, und so heißt hier im Haus niemand.', 'I forgot my password. A message said that my profile was updated. Please send a link.', 'My brother knew my password. Please send a link.',
    'Das Konto ist wegen falscher Passwörter gesperrt, nachts um drei war hier keiner. Bitte einen Link.', 'Der Zettel mit dem Passwort lag auf dem Pult und dann nicht mehr. Bitte einen Link.', 'Das Tablet ist noch angemeldet, das Passwort habe ich vergessen. Bitte einen Link.',
  ]],
  ['caution:second-wish', [
    'Ich habe mein Passwort vergessen. Bitte schicken Sie mir einen Link. Am Freitag brauche ich den Beamer für das Fest.', 'Ich habe mein Passwort vergessen, sonst hätte die Seite es angenommen. Bitte um einen Link.', 'Beim Umzug auf den neuen Rechner wurden die Passwörter nicht übernommen. Bitte einen Link.',
    'My passwords were not carried over to the new browser. Please send me a link.', 'The link has expired. Can I get a second one please?', 'I forgot my password, I only have the user name on paper. Please send me a link.', 'Passwort vergessen, bitte Link. Ada Lang, Klasse MFA 23', 'Die Mail zum Passwort ist beim Aufräumen gelöscht, ich habe die Werbung abbestellt. Bitte noch einmal.',
  ], [
    'Ich habe mein Passwort vergessen. Bitte schicken Sie mir einen Link. Für das Protokoll brauche ich die Ursache.', 'I forgot my password. Please send me a link. I need the invoices of March.', 'Ich habe mein Passwort vergessen. Bitte schicken Sie mir einen Link. Ich hätte gern die Filme vom letzten Jahr verlängert.', 'Bitte übertragen Sie mein altes Konto in das neue Portal. Passwort vergessen, bitte Link.',
    'Please merge my two accounts. I forgot my password, please send a link.', 'I forgot my password, please send a link. A second thing: my invoice.', 'Passwort vergessen, bitte Link. Bitte schicken Sie mir den Brief auf Papier.', 'Passwort vergessen, bitte Link. Die MFA auf dem Handy geht nicht.', 'Passwort vergessen, bitte Link. Bitte den Rundbrief abbestellen.',
  ]],
  ['caution:other-mailbox', [
    'Das Formular sagt, die Adresse existiert bereits. Ich habe mein Passwort vergessen, bitte einen Link.', 'Mit der Adresse lässt mich die Seite nicht mehr hinein, ich brauche den Benutzernamen.', 'Bitte schicken Sie den neuen Link auf den Weg, die Adresse ist gleich geblieben.',
    'Die Mail zur Aktivierung von damals habe ich gelöscht, das war die Mail von damals. Bitte eine neue Aktivierungsmail.', 'Dieser Link existiert nicht mehr, bitte schicken Sie einen neuen für das Passwort.',
  ], [
    'Meine alte Adresse existiert nicht mehr. Passwort vergessen, bitte einen Link.', 'Passwort vergessen, bitte Link. Da komme ich nicht mehr rein, in die Adresse. Ich komme da nicht mehr rein.', 'Passwort vergessen, bitte Link. Die Mail von damals habe ich nicht mehr.', 'I forgot my password. Please send a link, I can not open my mailbox.',
  ]],
  ['second-problem:lost-email-access', [
    'Die Mail mit dem neuen Passwort ist gelöscht, bitte noch einmal schicken.', 'My inbox was full and your mail with the new password was deleted. I have cleared 2 GB, please send it again.', 'Da kommt nur: Link ist nicht mehr gültig. Bitte einen neuen Link für das Passwort.',
  ], ['Ich habe mein Passwort vergessen und keinen Zugriff mehr auf mein Postfach.', 'I forgot my password and have no access to my mailbox any more.']],
  ['caution:no-longer-entitled', [
    'Die Seite sagt, mein Passwort ist abgelaufen und ich bin automatisch abgemeldet. Bitte einen Link.', 'My password has been retired, please send a link for a new one.', 'Den Zettel mit dem Passwort hat der Wind mitgenommen. Bitte einen Link.', 'The link said valid until noon. Please send a new one for my password.',
    'Die Schulkatze ist gestorben, und darüber ist der Link abgelaufen. Bitte einen neuen.', 'The password is no longer in my memory. Please send a link.', 'Die Seite hat mich nach sieben Minuten abgemeldet, und ich habe das Passwort vergessen. Bitte einen Link.', 'The old printer retired last week, and I forgot my password. Please send a link.',
  ], ['Ich bin in Rente und habe mein Passwort vergessen.', 'Ich habe mich abgemeldet und mein Passwort vergessen.', 'I retired and forgot my password.', 'My contract is valid until May and I forgot my password.', 'Mein Mann ist im Mai gestorben, und ich habe das Passwort vergessen.', 'I went over to a competitor and forgot my password.', 'Retirement suits me, but I forgot my password.', 'Ich bin vom Verein abgemeldet und habe mein Passwort vergessen.']],
  ['caution:says-the-opposite', [
    'Die Mail mit der Aktivierung habe ich erst heute wiedergefunden, der Link ist abgelaufen. Bitte einen neuen.', 'I chose a password that I would never forget, and forgot it. Please send a link.', 'If I can make a new password it is enough. I forgot mine.', 'Den Benutzernamen weiß ich auswendig, das Passwort habe ich vergessen. Bitte einen Link.',
  ], ['Das Passwort habe ich wiedergefunden, bitte keinen Link.', 'I did not forget my password, please send a link.', 'Ich habe das Passwort nicht vergessen, bitte einen Link.', 'Was passiert, wenn man ein Passwort vergisst?']],
  ['link-not-enough:mail-does-not-arrive', [
    'Die Mail zum Zurücksetzen des Passworts lag im Werbeordner, der sich jede Nacht selbst leert. Bitte noch einmal.', 'Your password reset mail never arrived. I have put you on the allow list now, please send it again.', 'Ein Link reicht, ich fasse auch nichts mehr an. Passwort vergessen.', 'Die Mail zum Zurücksetzen kam nicht an. Das Postfach war voll, ich habe 2 GB gelöscht und wieder Platz. Bitte noch einmal.',
  ], ['Die Mail zum Zurücksetzen des Passworts kommt nicht an, auch im Werbeordner ist nichts.', 'Your password reset mail never arrives. Please send it again.']],
  ['caution:somebody-else-gets-it', [
    'Der Steuerberater will bis Freitag den Beitragsbescheid. Ich habe mein Passwort vergessen, bitte einen Link.', 'The page wants me to set a new password. Please send me the link.', 'I forward the link to my pc and it is broken. Please send a new link.', 'Ich brauche einen Link für mein Konto, dessen Passwort ich vergessen habe. Es liegt in meinem Konto, dessen Passwort weg ist.',
  ], [
    'Der Steuerberater will den Link. Ich habe mein Passwort vergessen.', 'Der Steuerberater will bis Freitag den Bescheid selbst holen. Ich habe mein Passwort vergessen.', 'My boss wants me to get the link. I forgot my password.', 'Please forward the link to my colleague. I forgot my password.', 'Meine Freundin weiß es nicht, ich brauche dessen Passwort.',
  ]],
  ['risk-signal:third-party-wants-secret', [
    'Meine Tochter hat die Mail mit dem Passwort gelöscht. Bitte schicken Sie mir einen neuen Link.', 'My son wrote the password on a paper that is lost. Please send me a new link.', 'Meine Frau hat das Passwort für mich ausgedacht, ich habe es vergessen. Bitte schicken Sie mir einen Link.',
  ], [
    'Meine Tochter hat das Passwort vergessen. Bitte schicken Sie mir einen neuen Link.', 'My son forgot the password. Please send me a new link.', 'Das Passwort weiß nur mein Mann. Bitte schicken Sie mir einen Link.', 'Mein Mann ist krank, das Passwort hat er vergessen. Bitte schicken Sie mir einen Link.', 'Meine Tochter kommt nicht mehr ins Portal. Bitte schicken Sie mir einen Link.', 'My son now does the portal. I forgot my password, please send me the link.', 'Der Aktivierungslink unserer Auszubildenden ist abgelaufen. Bitte senden Sie uns einen neuen Link.',
  ]],
  ['caution:names-a-destination', ['Ich habe mir den Link per WhatsApp selbst geschickt und er ist kaputt. Bitte einen neuen.', 'What do you call me in the portal? I forgot my user name.'], ['Bitte schicken Sie mir den Link per WhatsApp, Passwort vergessen.', 'I forgot my password, please call me.', 'Passwort vergessen. Bitte schicken Sie den Link an ihn und nehmen Sie mich in Kopie.']],
  ['caution:legal', ['Nach dem Datenschutz-Audit waren die Zettel mit dem Passwort weg. Bitte einen Link.', 'Hiermit fordere ich den Link für ein neues Passwort an.'], ['Passwort vergessen. Sonst melde ich das dem Datenschutz.', 'Ich fordere eine Erklärung, und fordere ich nicht zu viel: Passwort vergessen.', 'I forgot my password and ask for my data under data protection law.']],
  ['link-not-enough:mail-is-filtered', ['Ihre Mail zum Passwort lag in der Quarantäne, Ihr Absender ist seit heute freigeschaltet. Bitte noch einmal.', 'Das Postfach löscht alles, was alt ist. Bitte einen neuen Link für das Passwort.'], ['Ihre Mail zum Passwort lag in der Quarantäne. Bitte noch einmal.', 'Unser Filter blockiert Ihre Mail zum Passwort. Bitte noch einmal.']],
  ['link-not-enough:several-links-failed', ['Die zweite Mail mit dem ersten Passwort habe ich gelöscht. Bitte noch einmal.', 'My link is cut in two. Please send the same again.'], ['Auch der zweite Link ist kaputt. Bitte noch einmal.', 'The third link failed, same result.', 'Der Link ist kaputt. Es bringt nichts, wenn Sie mir noch einen schicken.']],
  ['link-not-enough:link-already-worked', ['Das Konto ist gesperrt, bis ein neues Passwort gesetzt wurde. Bitte den Link.', 'The account is locked. It opens as soon as I set a new password by the link. Please send it.'], ['Mein neues Passwort gesetzt, danke. Wie lange gilt der Link?', 'I set a new password with the link. What I would like to understand is the time limit of the link.', 'Der Link für das Passwort war zerschnitten, seitdem ist alles gut und alle sind zufrieden.']],
];

describe.each(TURNS)('%s', (reason, harmless, meant) => {
  test.each(harmless)('is not meant: %s', (text) => expect(reasons(text)).not.toContain(reason));
  // What was a second problem may be seen as the first.
  test.each(meant)('is meant: %s', (text) => expect(reasons(text).map((one) => one.replace('case-needs-person:', 'second-problem:'))).toContain(reason));
});

test('a surname is no number of a bank', () => {
  expect(reasons('I forgot my password. Please send me a link. Ling Tan', 'Ling Tan')).not.toContain('caution:second-wish');
  expect(reasons('I forgot my password. Please send me a TAN.')).toContain('caution:second-wish');
});
