import { describe, expect, it } from '@jest/globals';
import { onlyAsksWhy } from './asks-why.js';
import { readSentences } from './score.js';
import { sentencesOf } from './text/sentences.js';

const asksWhy = (text: string): boolean => onlyAsksWhy(readSentences(sentencesOf('Kennwort', text)));

describe('who asks for the cause and for nothing else', () => {
  it.each([
    'Am Laptop sagt die Seite „falsch“, am Handy bin ich mit demselben Kennwort drin. Wie kann das sein', 'Mein Kennwort wird seit heute abgelehnt. Woran liegt das?', 'Schon wieder soll ich es ändern. Stimmt da etwas nicht?',
    'Mein Passwort wird seit heute nicht mehr angenommen. Woran könnte das liegen?', 'My password is rejected since today. Why could that be?', 'My password works on one computer and not on the other. What could it be?', 'The page made me choose a new password. Has something happened to my account?', 'Signing in fails since your update. Is something broken?',
    'Die Seite schreibt „Bitte ändern Sie Ihr Kennwort“. Warum denn?',
    'Die Seite nimmt mein Kennwort seit gestern nicht. Habt ihr da etwas geändert?', 'It turns down whatever I choose. What am I doing wrong?', 'Bei mir lehnt sie alles ab. Was mache ich falsch?',
  ])('a person answers: %s', (text) => expect(asksWhy(text)).toBe(true));

  it.each([
    'Mein Kennwort wird seit heute abgelehnt. Woran liegt das? Bitte schicken Sie mir einen Link.', 'Kennwort vergessen. Was muss ich tun?', 'I forgot my password, who knows why. What now?', 'Niemand weiß, warum mir mein Kennwort entfallen ist. Wie komme ich zu einem neuen?',
    'The link has expired, I wonder why. Could you send another?', 'Weshalb auch immer, mein Kennwort ist weg.', 'Mein Passwort stimmt hier wohl nicht mehr. Link genügt, danke.', 'Ich habe es vergessen, es stimmt hier nicht. Wie setze ich es zurück?', 'Woran es liegt, könnte mir gleich sein. Could you send a link? Why not today?',
  ])('a link may be enough: %s', (text) => expect(asksWhy(text)).toBe(false));
});
