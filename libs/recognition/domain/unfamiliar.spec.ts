import { describe, expect, test } from '@jest/globals';
import { recognise } from '../recognise.js';

const CONTEXT = { portalKey: 'school', vocabulary: [], ownAddresses: ['hilfe@stadtschule.example'] };

function instantOf(text: string, fromName = 'Horst Ohm'): readonly string[] {
  return recognise({ subject: 'Passwort', text, signature: '', quoted: '', fromAddress: 'h.ohm@post.example', fromName, replyTo: [], attachmentNames: [] }, CONTEXT).instant.because;
}

const notUnderstood = (text: string): boolean => instantOf(text).some((reason) => /(?:^|:)(?:words-not-understood|speaks-of-other-hands)/.test(reason));

describe('words that nobody needs to say that they cannot get in', () => {
  test.each([
    'Hallo, ich habe mein Passwort vergessen und es am Handy und am Laptop dreimal probiert. Bitte schicken Sie mir einen Link. Frohe Weihnachten!',
    'Sorry to bother you, I have forgotten my password after the holidays. Could you send me a reset link? Thanks in advance',
  ])('chatter of known kinds is none: %s', (text) => {
    expect(instantOf(text)).toEqual([expect.stringMatching(/^link-answers:/), expect.stringMatching(/^risk:/), expect.stringMatching(/^confidence:/), expect.stringMatching(/^like-link-mails:/)]);
  });

  test.each(['Ich bin hier die Zahnradfee und habe mein Passwort vergessen. Bitte einen Link.', 'Das Passwort für mein Knusperhaus habe ich vergessen. Bitte einen Link.', 'I forgot the password for the lighthouse. Please send a link.'])(
    'in a short mail one word is too many, though no cue knows it: %s', (text) => expect(notUnderstood(text)).toBe(true));

  test('a longer mail may have a word of its own, but a word of other hands is always a reason against a link', () => {
    const story = (word: string): string => `Hallo, ich habe mein Passwort vergessen. Ich habe gestern Abend und heute früh alles in Ruhe ausprobiert, am Laptop und am Handy, und in der Schublade war leider auch nichts. Da lag nur ${word}. Bitte schicken Sie mir einen Link.`;
    expect(notUnderstood(story('Lametta'))).toBe(false);
    expect(notUnderstood(story('die Kündigung'))).toBe(true);
  });

  test.each([
    'I forgot my password, my brother is to blame. Please send a link.', 'Ich habe das Passwort für mein Tablet vergessen. Bitte einen Link.', 'I forgot the password for my email. Please send a link.',
    'Passwort vergessen. Bitte den Link an das Büro, nicht an mich.', 'Our whole workshop uses one password and we forgot it. Please send a link.', 'Passwort vergessen. Woher weiß ich, dass die Mail wirklich von Ihnen ist?',
  ])('what is close to a plain word, or made of plain words only, is still for a person: %s', (text) => expect(instantOf(text)).not.toContainEqual(expect.stringMatching(/^link-answers:/)));

  test.each(['die Schulleitung braucht es', 'das Personalreferat wollte es wissen', 'wir haben morgen Identitätsprüfung', 'die Dienstgeräte sind weg', 'bitte auf dem Postweg'])(
    'a compound is known by its head only where the head is a thing: %s', (words) => expect(notUnderstood(`Ich habe mein Passwort vergessen, ${words}.`)).toBe(true));

  test.each(['Ich habe es nicht vergessen.', 'Das habe ich nie vergessen.'])('who forgot nothing needs no link: %s', (text) => expect(instantOf(`${text} Bitte schicken Sie mir einen Link für das Passwort.`)).toContain('caution:says-the-opposite'));

  test('letters drawn out are the same word', () => expect(notUnderstood('Hallooo, ich habe mein Passwort gaaanz vergessen. Biiitte einen Link!')).toBe(false));

  test('prose below the closing counts, a name and an office do not', () => {
    const plain = 'Hallo, ich habe mein Passwort vergessen. Bitte schicken Sie mir einen Link.\n\nViele Grüße\nHorst Ohm\n';
    expect(notUnderstood(`${plain}Knusperhaus Ohm`)).toBe(false);
    expect(notUnderstood(`${plain}Bitte legen Sie ihn in mein Knusperhaus`)).toBe(true);
  });
});
