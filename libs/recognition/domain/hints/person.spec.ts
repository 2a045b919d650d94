import { describe, expect, test } from '@jest/globals';
import { foldedWords } from '../text/sentences.js';
import { PhraseIndex, holds } from '../text/phrase-index.js';
import { PERSON } from './person.js';

const INDEX = new PhraseIndex<string>(() => PERSON.map(([owner, patterns]) => ({ owner, patterns })));

function found(text: string): readonly string[] {
  const passage = foldedWords(text);
  return INDEX.in(passage).filter(([, expression]) => holds(expression, passage.text)).map(([name]) => name);
}

describe('the account is somebody else’s, or somebody acts for somebody', () => {
  test.each([
    'Das Konto läuft auf meinen Schwager, der ist gerade im Wald.',
    'Der Zugang gehört unserer Kassenwartin.',
    'Mir fehlt der Benutzername, und zwar der für unseren Seniorchef.',
    'Es geht um das Kennwort von meiner Schwägerin.',
    'Meine Nichte hat ihr Passwort verlegt.',
    'Unser Praktikant traut sich nicht zu fragen.',
    'Schicken Sie es her, ich lege es ihm dann auf die Werkbank.',
    'Ich schreibe für meinen Nachbarn.',
    'Die Chefin steht auf der Leiter und hat mich gebeten, das zu erledigen. Bitte einen Link, ich mache es für sie mit.',
    'My uncle has forgotten his password.',
    'The account is in the name of our treasurer.',
    'It belongs to my landlady, who dislikes computers.',
    'I am writing on behalf of my foreman.',
    'She is too shy to write, so I do it for her.',
    'Mr Abbot asked me to get him a new password.',
    'Whose login it is, you will see: my brother-in-law registered it.',
    'The account is my head nurse, she is off.', 'It is my daughter who starts with you in spring.', 'I do her paperwork.', 'Als Obermeister darf ich das.', 'As the harbour master I may.', 'Das Konto der Gilde ist gemeint.',
  ])('%s', (text) => expect(found(text)).toContain('stands-in-for-someone'));
});

describe('somebody else gets it, or several use it', () => {
  test.each([
    'Wir benutzen den Zugang zu dritt.', 'Unsere Auszubildende wartet auf den Link.', 'We all use one login here.', 'My deputy will click it for us.', 'Keiner von uns weiß das Kennwort noch.',
    'Es ist eigentlich für den Imker.', 'It is for the beekeeper.',
  ])('%s', (text) => expect(found(text)).toContain('somebody-else-gets-it'));
});

describe('it shall go elsewhere', () => {
  test.each([
    'Schicken Sie den Link bitte an meinen Steuerberater.', 'Am besten gleich an unsere Buchhalterin.', 'Simsen Sie mir den neuen auf die 0155 7782210.', 'Den nächsten bitte per Fax.', 'Diesmal lieber an paul@zuhause.example.',
    'Bitte an meine private Adresse.', 'Nehmt bitte die Adresse von meiner Schwester.', 'Could you text it to my phone?', 'Send it to my wife, please.', 'Please make it go to bob@elsewhere.example instead.', 'Put my colleague in copy.', 'Read it to me over the phone.',
    'Issue another to the official address of my deputy.',
  ])('%s', (text) => expect(found(text)).toContain('names-a-destination'));
});

describe('others merely occur, have access of their own, or wait for something from the portal', () => {
  test.each([
    'Mein Sohn hat beim Spielen Ihre Mail gelöscht, bitte noch einmal.', 'Meine Kollegin hat ihren eigenen Zugang, nur meiner klemmt.', 'Der Chef wartet auf die Unterlagen, mein Passwort ist weg.', 'Meine Lehrerin meinte, ich soll euch schreiben.', 'Ich vertrete seit Montag eine Kollegin und habe mein eigenes Konto.',
    'Mein Mann lacht, weil ich mein Kennwort vergessen habe.', 'Den Link habe ich auf dem Handy meiner Tochter geöffnet, jetzt ist er verbraucht.', 'Ich muss den Vertrag für meinen Lehrling hochladen und weiß das Passwort nicht.', 'Bitte an meine hinterlegte Adresse.', 'Ich habe das Passwort von Hand abgeschrieben und den Zettel verloren.',
    'My wife says I should use a manager. I forgot my password.', 'My brother has his own account and it works.', 'A friend told me to ask you for a new link.', 'Please send the link for my teacher account.', 'My boss needs the invoice by Friday and I have lost my password.', 'Please send it to the same address as always.', 'The cat sat on my phone, and I deleted your text.',
    'Das Passwort ist für das Kundenportal.', 'It is for the customer area.', 'Das ist für die Prüfung am Montag.',
  ])('%s', (text) => expect(found(text)).toEqual([]));
});
