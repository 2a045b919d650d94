import { describe, expect, test } from '@jest/globals';
import { recognise } from '../recognise.js';

function reasons(text: string): readonly string[] {
  return recognise({ subject: '', text, signature: '', quoted: '', fromAddress: 'ada.lang@post.example', fromName: 'Ada Lang', replyTo: [], attachmentNames: [] }, { portalKey: 'chamber', vocabulary: [], ownAddresses: [] }).instant.because;
}

/** First what only sounds like the reason, then what gives it. */
const TURNS: readonly (readonly [reason: string, harmless: readonly string[], meant: readonly string[]])[] = [
  ['caution:suspicious', [
    'Nach der Schulung über Phishing habe ich mein Passwort besser versteckt als gedacht. Bitte einen Link.', 'We had a webinar on phishing, and now I have forgotten my password. Please send a link.', 'I fell asleep over your link and it expired. Please send another.',
    'Mein Kollege hat gut lachen, ich habe mein Passwort vergessen. Bitte einen Link.', 'Vor drei Jahren wurde mir im Bus die Tasche gestohlen. Heute habe ich nur mein Passwort vergessen, bitte einen Link.', 'Gehackt wurde ich nicht, ich habe nur mein Passwort vergessen. Bitte einen Link.',
    'Im Lehrgang zeigten sie uns einen ganzen Vormittag gefälschte Nachrichten, danach war mein Passwort vergessen. Bitte einen Link.', 'After the phishing drill I changed my password and forgot it. Please send a link.', 'Mein Laptop ist zurückgesetzt und verkauft, mein Passwort vergessen. Bitte einen Link.', 'My password is not stolen, I forgot it. Please send a link.', 'I forgot my password, the twins are finally asleep now, please send a link.',
    'In den Benutzernamen hat sich ein Leerzeichen eingeschlichen. Wie lautet er?', 'In der Schulung ging es um gefälschte Mails, seither weiß ich mein Passwort nicht mehr. Bitte einen Link.',
  ], [
    'Nach der Schulung über Phishing ist mir klar geworden, dass ich mein Passwort auf so einer Seite eingegeben habe. Bitte einen Link.', 'After the webinar on phishing I noticed that I fell for one. I forgot my password, please send a link.', 'The link was opened when I was asleep. Please send another link for my password.',
    'Gestern wurde mir im Bus die Tasche mit dem Handy gestohlen. Ich habe mein Passwort vergessen, bitte einen Link.', 'Die anderen lachen, seit sie mein Passwort kennen. Bitte einen Link.', 'Mein Laptop ist verkauft und war nicht zurückgesetzt. Passwort vergessen, bitte einen Link.', 'My password is not stolen but copied. Please send a link.', 'In the phishing drill I noticed that I had entered my password. Please send a link.', 'Vor zwei Jahren wurde mir das Handy gestohlen, es war nicht gesperrt und ist noch angemeldet. Passwort vergessen, bitte einen Link.',
  ]],
  ['caution:stands-in-for-someone', ['Frau Aumann hat nur gelacht, ich habe mein Passwort vergessen. Bitte einen Link.', 'Kollege Brehm hat mich aus dem Keller geholt, das Passwort hatte ich da schon vergessen. Bitte einen Link.', 'Man fragte, wer sein Passwort noch weiß. Ich habe meines vergessen, bitte einen Link.'],
    ['Frau Aumann hat ihr Passwort vergessen. Bitte einen Link.', 'Kollege Brehm hat mich gebeten zu schreiben. Passwort vergessen, bitte einen Link.', 'Herr Till hat mir seinen Zugang gegeben. Passwort vergessen, bitte einen Link.']],
  ['caution:somebody-else-gets-it', ['Mein Eltern-Konto: Ich habe das Passwort vergessen. Bitte einen Link.', 'The page said wrong, and my partner told me to breathe. I forgot my password, please send a link.', 'Drei Mann warten vor der Tür, ich habe mein Passwort vergessen. Bitte einen Link.', 'Our accountant wants the figures. I forgot my password, please send a link.'],
    ['My partner told me to ask for the link. I forgot my password.', 'Mein Mann wartet auf den Link für das Passwort.', 'Our accountant wants the password. Please send a link.']],
  ['caution:several-share-it', ['Das ist mein eigenes Postfach, kein Sammelpostfach. Passwort vergessen, bitte einen Link.', 'Seit dem Umzug der Abteilung habe ich mein Passwort vergessen. Bitte einen Link.'], ['Das Passwort vom Sammelpostfach ist vergessen. Bitte einen Link.', 'I forgot my password. It is for my head of department. Please send a link.']],
  ['caution:no-longer-entitled', ['Ich war ein halbes Jahr im Ausland und habe mein Passwort vergessen. Bitte einen Link.', 'I am on exchange from Bergen and forgot my password. Please send a link.', 'Wegen des Alarms musste ich das Gebäude verlassen, der Link ist abgelaufen. Bitte einen neuen.', 'Der Link ist mir auf dem Handy gestorben. Bitte einen neuen für das Passwort.'],
    ['Ich habe die Schule verlassen und mein Passwort vergessen. Bitte einen Link.', 'Ich arbeite an der neuen Schule und nimmer bei euch. Passwort vergessen, bitte einen Link.', 'Nächste Woche ist mein letzter Tag. Passwort vergessen, bitte einen Link.']],
  ['caution:legal', ['Ein Kater namens Mikesch lag auf der Tastatur, mein Passwort ist mir entfallen. Bitte einen Link.', 'Ich bitte um Mitteilung des Namens, mit dem ich mich anmelde. Das Passwort weiß ich.'], ['Namens der Firma Beil: Passwort vergessen, bitte einen Link.']],
  ['caution:asks-not-to', ['Bitte nicht schimpfen, ich habe mein Passwort vergessen. Bitte einen Link.'], ['Bitte nicht zurücksetzen, ich habe mein Passwort nur vergessen.', 'Bitte nicht wundern, ich schreibe von anderswo. Passwort vergessen, bitte einen Link.']],
  ['caution:threat', ['My link is gone, I forgot to press it in time. Please send another for my password.'], ['I forgot my password. Send the link or I go to the press.']],
  ['caution:did-not-ask-for-it', ['Den Link für das Passwort hatte ich angefordert und dann kein Netz. Bitte einen neuen.'], ['Den Link für das Passwort habe ich nicht angefordert.']],
  ['caution:other-mailbox', ['Meine Vorgängerin hat mir geraten, das Passwort nicht aufzuschreiben, und nun ist es vergessen. Bitte einen Link.', 'Den Zettel gibt es nicht mehr, und mein Passwort ist mir entfallen. Bitte einen Link.', 'They gave me my old mailbox back. I forgot my password, please send a link.'],
    ['Das Konto läuft noch auf meine Vorgängerin. Passwort vergessen, bitte einen Link.', 'Meine alte Mailbox gibt es nicht mehr. Passwort vergessen, bitte einen Link.', 'It went to my old mailbox. I forgot my password, please send a link.']],
  ['risk-signal:lost-device', ['In 2021 my laptop was stolen, and it was replaced. Today I just forgot my password, please send a link.', 'I opened the page on my phone, lost signal, and the link expired. Please send another.'], ['My laptop was stolen from the car. I forgot my password, please send a link.', 'In 2021 my phone was stolen, it had no lock. I forgot my password, please send a link.']],
  ['risk-signal:privileged-account', ['Unser Administrator hat Ihren Absender freigeschaltet. Passwort vergessen, bitte einen Link.'], ['Ich bin der Administrator und habe mein Passwort vergessen. Bitte einen Link.', 'I forgot the administrator password. Please send a link.']],
];

describe.each(TURNS)('%s', (reason, harmless, meant) => {
  test.each(harmless)('is not meant: %s', (text) => expect(reasons(text)).not.toContain(reason));
  test.each(meant)('is meant: %s', (text) => expect(reasons(text)).toContain(reason));
});
