import { describe, expect, test } from '@jest/globals';
import { languageOf } from './language.js';

describe('language', () => {
  test.each([
    ['de', 'Hallo, ich habe mein Passwort vergessen und komme nicht mehr rein.'],
    ['de', 'passwort weg'],
    ['en', 'Hello, I forgot my password and cannot get in.'],
    ['en', 'need new login'],
    ['other', "Bonjour, j'ai oublié mon mot de passe et je ne peux pas me connecter, merci de votre aide."],
    ['other', 'Merhaba, şifremi unuttum ve bu hesap için yardım istiyorum, teşekkürler.'],
    ['other', 'Здравствуйте, я забыл пароль.'],
  ])('%s: %s', (expected, text) => expect(languageOf(text)).toBe(expected));
});
