import { describe, expect, it } from '@jest/globals';
import { isForOthers } from './for-others.js';
import { foldedWords } from './text/sentences.js';

describe('what we send is for somebody else', () => {
  it.each([
    'Meine Kollegin braucht einen neuen Link.', 'Bitte ein neues Passwort für meinen Sohn.', 'Das Konto gehört meiner Tochter.', 'Ich schreibe für meine Chefin.', 'Bitte geben Sie den Link weiter.', 'Können Sie ihn an die Werkstatt weiterleiten?',
    'Der Fischhändler braucht den Link.', 'Das Sekretariat will den Zugang.', 'Wir nutzen den Zugang gemeinsam.', 'Ich brauche sein Passwort.', 'Die Fischhändlerin wartet darauf.',
    'My colleague needs a new link.', 'Please send it, I will pass it on.', 'It is my daughter’s account.', 'She asked me to write.', 'The office needs access.', 'We share the account.',
  ])('%s', (text) => expect(isForOthers(foldedWords(text))).toBe(true));
});

describe('somebody merely occurs in the story', () => {
  it.each([
    'Mein Sohn hat beim Aufräumen Ihre Mail gelöscht.', 'Meine Frau meint, ich hätte das Passwort im Herbst geändert.', 'Die Seite will einen Benutzernamen.', 'Unsere IT hat mein Notebook getauscht.', 'Der Hausmeister hat die Zettel entsorgt.',
    'Ich habe die beiden Hälften des Links zusammengesetzt.', 'My little sister played with my laptop and now the account is locked.', 'I put the three lines together by hand.', 'The page wants a password.', 'Our apprentice binned the mail.',
  ])('%s', (text) => expect(isForOthers(foldedWords(text))).toBe(false));
});
