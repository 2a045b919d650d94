import { describe, expect, it } from '@jest/globals';
import { digestOfWords } from './same-text.js';

describe('whether two mails say the same (R70)', () => {
  const said = digestOfWords('Guten Tag,\n\nich habe mein Passwort vergessen.\n\nVera', 'Hilfe');

  it.each([
    ['wrapped anew', 'Guten Tag, ich habe mein\r\nPasswort vergessen. Vera', 'Hilfe'], ['with other capitals and points', 'GUTEN TAG - ich habe mein Passwort vergessen!!! Vera', 'Hilfe'],
    ['under another subject', 'Guten Tag, ich habe mein Passwort vergessen. Vera', '[#4711] Ihre Anfrage'],
  ])('it does %s', (_, text, subject) => expect(digestOfWords(text, subject)).toBe(said));

  it.each([['one word more', 'Guten Tag, ich habe mein neues Passwort vergessen. Vera'], ['another number', 'Guten Tag, ich habe mein Passwort vergessen. Vera 2'], ['nothing', '']])('it does not with %s', (_, text) => {
    expect(digestOfWords(text, 'Hilfe')).not.toBe(said);
  });

  it('goes by the subject where there are no words', () => {
    expect(digestOfWords(' \n', 'Hilfe!')).toBe(digestOfWords('', 'hilfe'));
    expect(digestOfWords('', 'Hilfe')).not.toBe(digestOfWords('', 'Passwort'));
  });
});
