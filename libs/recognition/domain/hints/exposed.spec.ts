import { describe, expect, test } from '@jest/globals';
import { readSentences, wholeOf } from '../score.js';
import { holds, PhraseIndex } from '../text/phrase-index.js';
import { sentencesOf } from '../text/sentences.js';
import { EXPOSED } from './exposed.js';

const HINTS = new PhraseIndex<string>(() => EXPOSED.map(([owner, patterns]) => ({ owner, patterns })));

function hints(text: string): readonly string[] {
  const whole = wholeOf(readSentences(sentencesOf('', text)));
  return HINTS.in(whole).filter(([, expression]) => holds(expression, whole.text)).map(([name]) => name);
}

describe('others could read it, have used it, or were in the account', () => {
  test.each([
    'Auf dem Gruppenfoto im Netz ist mein Zettel zu lesen.', 'Beim Elternabend lief der Beamer mit, als ich es eintippte.', 'Mein Kennwort hing wochenlang an der Tür.', 'In der Werkhalle kursiert mein Passwort.',
    'Der Azubi hat es abgeschaut und seitdem zweimal benutzt.', 'Meine Freundin hat aus Spaß selbst ein neues eingestellt.', 'Sie verrät es mir nicht.', 'In der Liste stehen Filme, die wir nie ausgeliehen haben.', 'Somebody is posting comments in my name.',
    'I typed my details into the other page.', 'A quiz wanted my real password.', 'The laptop I lent to a friend never came back.', 'My wallet was lifted on the bus.',
    'Auf der Seite aus der Mail hatte ich noch das alte eingegeben.', 'I typed my old password into the form of that mail.', 'Darin stand Ihr Firmenname mit zwei n.', 'The sender was written with a double t.', 'It was a scam and I clicked.', 'Die Mail war gefälscht, und ich habe geantwortet.', 'There was a series of fake mails and I answered one.',
  ])('%s', (text) => expect(hints(text)).toContain('suspicious'));

  test.each([
    'Bitte schicken Sie mir einen Link, damit ich ein neues vergeben kann.', 'Wenn Sie mich ein neues setzen lassen, bin ich froh.', 'I did not write it down.', 'The page does not say why.', 'Mein Zettel ist verschwunden, ich hatte ihn zu Hause.',
    'I was stuck outside all day and the link expired.', 'Der Beamer geht, nur mein Kennwort habe ich vergessen.',
  ])('sounds alike: %s', (text) => expect(hints(text)).toEqual([]));
});
