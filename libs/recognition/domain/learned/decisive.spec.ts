import { expect, test } from '@jest/globals';
import { sentencesOf } from '../text/sentences.js';
import { placeOf } from './decisive.js';

const SENTENCES = sentencesOf('Passwort', 'Guten Tag,\n\nich habe mein Passwort vergessen. Mein Postfach bei der Firma liest jetzt Herr Köhler. Bitte schicken Sie mir an a.b@firma.example einen Link.');

test.each([
  ['Postfach bei der Firma liest jetzt Herr Köhler', 2], ['mein Passwort vergessen', 1], ['an a.b@firma.example einen Link', 3], ['Passwort', 0],
])('"%s" stands in sentence %i', (words, place) => expect(placeOf({ kind: 'mailbox', words }, SENTENCES)).toBe(place));

test('words that the mail does not have stand nowhere', () => expect(placeOf({ kind: 'other', words: 'ganz etwas anderes hier' }, SENTENCES)).toBe(-1));
