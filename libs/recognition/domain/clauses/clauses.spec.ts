import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSentences } from '../score.js';
import { sentencesOf } from '../text/sentences.js';
import { recognise } from '../../recognise.js';
import { clausesOf, speaksOfGroup, type ClauseKind } from './clauses.js';
import { wishesNotUnderstood } from './wishes.js';

const read = (text: string): ReturnType<typeof readSentences> => readSentences(sentencesOf('', text));
const kindsOf = (text: string): readonly ClauseKind[] => read(text).flatMap(clausesOf).map(({ kind }) => kind);
const wishes = (text: string): readonly string[] => wishesNotUnderstood(read(text), new Set(), () => new Set());
const allows = (text: string): boolean =>
  recognise({ subject: '', text, signature: '', quoted: '', fromAddress: 'mara.lenz@werk.example', fromName: 'Mara Lenz', replyTo: [], attachmentNames: [] }, { portalKey: 'school', vocabulary: [], ownAddresses: [] }).instant.allowed;

describe('what a clause does', () => {
  test.each<readonly [string, readonly ClauseKind[]]>([
    ['Der Wasserhahn ist geplatzt, deshalb habe ich mein Passwort vergessen.', ['background', 'access']],
    ['Ich wollte den Märchenfilm ansehen.', ['use']],
    ['Könnten Sie die Lampe umhängen?', ['wish']],
    ['Danke und einen ruhigen Dienst', ['courtesy', 'courtesy']],
    ['Sie hat es jedem gesagt', ['others']],
    ['The puppy was very hungry and he ate it', ['background', 'others']],
  ])('%s', (text, kinds) => expect(kindsOf(text)).toEqual(kinds));

  test.each(['Die halbe Schule kennt mein Passwort.', 'Our office uses the password.', 'Das Passwort unserer Klasse ist weg.'])('a group is at it: %s', (text) => expect(speaksOfGroup(read(text))).toBe(true));
  test.each(['Ich habe in der Schule mein Passwort vergessen.', 'My school mailbox has the link.', 'I forgot my password at the office.'])('a place is none: %s', (text) => expect(speaksOfGroup(read(text))).toBe(false));
});

describe('a wish', () => {
  test.each([
    'Bitte schicken Sie mir einen Link.', 'könnt ihr mir bitte ganz schnell nen neuen link schicken', 'Was muss ich jetzt tun?', 'Could you please send me a new reset link as soon as possible?', 'Wie lautet mein Benutzername?', 'Ich bräuchte neue Zugangsdaten.',
    'Über einen frischen Link würde ich mich sehr freuen.', 'Ich möchte die Garantie meiner Bohrmaschine ansehen.',
    'Die Seite zeigt "Bitte wenden Sie sich an den Hausmeister".', 'Es erscheint die Meldung:\n\n    Bitte holen Sie den Hausmeister\n\nBitte einen neuen Link.', 'Ich brauche die Messprotokolle, habe aber mein Passwort vergessen.', 'Could you nudge it along?',
  ])('that a link fulfils is understood: %s', (text) => expect(wishes(text)).toEqual([]));

  test.each([
    'Bitte hängen Sie die Lampe um.', 'Könnten Sie den Raumplan drucken?', 'Ich brauche die Seriennummern aus dem Konto.', 'Please water my plants.', 'Could you stop sending me these links?', 'Gib mir den Schlüssel zum Tresor.', 'Bitte setzen Sie es auf Sommer2026.',
    '"Bitte holen Sie den Hausmeister."', 'Bitte holen Sie den Hausmeister. Die Seite zeigt "Fehler".', 'Ich brauche die Messprotokolle von Ihnen, habe aber mein Passwort vergessen.', 'Stimmt es, dass man bei Ihnen zahlen muss?', 'Send me the invoices of March.', 'Ich wünsche die Löschung aller Daten.',
  ])('of any other kind is not: %s', (text) => expect(wishes(text).length).toBeGreaterThan(0));
});

/** Each is answered by a machine as it stands. */
const GERMAN = ['Ich habe mein Passwort vergessen. Bitte schicken Sie mir einen Link.', 'Der Aktivierungslink ist abgelaufen, bitte schicken Sie mir einen neuen.'];
const ENGLISH = ['I forgot my password. Please send me a link.', 'My activation link has expired, please send me a new one.'];
const PLAIN = [...GERMAN, ...ENGLISH];
/** Words of no list, in clauses that tell a story. */
const GERMAN_STORIES = ['Der Wasserhahn ist geplatzt.', 'Das Aquarium ist umgekippt.', 'Die Zugbrücke war oben.', 'Ich war im Nebel.', 'Nach dem Frühjahrshochwasser war alles nass.', 'Wir hatten Stromausfall.', 'Wir waren mit dem Schlitten im Wald.', 'Ich wollte den Märchenfilm ansehen.', 'Vielen Dank und einen ruhigen Dienst!'];
const ENGLISH_STORIES = ['The aquarium was leaking.', 'I was stranded on an island.', 'I wanted to read the almanac.', 'The drawbridge was icy.', 'Many thanks and a peaceful Sunday!'];
/** Words of no list that make another's affair of it, or another wish. */
const AFFAIRS = [
  'Der Fischhändler braucht den Link.', 'Das ist für den Fischhändler.', 'Die Fischhändlerin wartet darauf.', 'Als Zunftmeister darf ich das.', 'Bitte gießen Sie die Geranien.', 'Könnten Sie den Zaun streichen?', 'Bitte an das Fischgeschäft.',
  'Please water the geraniums.', 'It is for the fishmonger.', 'The fishmonger needs the link.', 'Could you paint the fence?', 'As the fishmonger I may.', 'Das Passwort der Zunft ist gemeint.', 'Schicken Sie ihn an Lügendetektor AG.',
  'Den Link klickt der Küster an.', 'Ein Imker hat es mir abgeschaut.', 'Den Laptop hat jetzt der Imker.', 'Mein Zettel liegt beim Küster.', 'Vom Imker habe ich das Konto.', 'Die Fischhändlerin bestellt damit.', 'Der Küster hat es für mich angelegt.',
  'The beekeeper took over my address.', 'The beekeeper has the laptop now.', 'The sexton knows it, sadly.', 'The sexton will open it then.', 'My note is with the sexton.', 'I got the account from the beekeeper.',
];
/** What somebody tells of themselves in words that no list has: alone beside the wish it is half of the mail, among other things it is one of them. */
const OWN_AFFAIRS = ['Ich bin Fischhändler.', 'Ich brauche eine Leiter.', 'I am a fishmonger.', 'Ich habe den Kahn gepachtet.', 'I leased the barge.', 'Wir pachten den Kahn.'];
const RUNS = { numRuns: 200, seed: 20261128 };

describe('a mail that a machine answers', () => {
  test.each([...GERMAN.flatMap((text) => GERMAN_STORIES.map((story) => [text, story] as const)), ...ENGLISH.flatMap((text) => ENGLISH_STORIES.map((story) => [text, story] as const))])('still is, with a harmless clause: %s %s', (text, story) => expect(allows(`${text} ${story}`)).toBe(true));

  test('whatever the order of harmless clauses', () => {
    fc.assert(fc.property(fc.constantFrom(...GERMAN), fc.shuffledSubarray(GERMAN_STORIES, { minLength: 1 }), fc.nat(10), (text, stories, at) => {
      const told = stories.toSpliced(at % (stories.length + 1), 0, text);
      expect({ told, allowed: allows(told.join(' ')) }).toEqual({ told, allowed: true });
    }), { ...RUNS, numRuns: 60 });
  });

  test('is for a person with any clause of somebody else or another wish, wherever it stands and whatever else is told', () => {
    fc.assert(fc.property(fc.constantFrom(...PLAIN), fc.constantFrom(...AFFAIRS), fc.shuffledSubarray([...GERMAN_STORIES, ...ENGLISH_STORIES], { maxLength: 2 }), fc.boolean(), (text, affair, stories, isFirst) => {
      const told = isFirst ? [affair, ...stories, text] : [text, ...stories, affair];
      expect({ told, allowed: allows(told.join(' ')) }).toEqual({ told, allowed: false });
    }), RUNS);
  });

  test.each(OWN_AFFAIRS.flatMap((affair) => PLAIN.map((text) => [text, affair] as const)))('is for a person with a matter of its writer beside the wish and nothing else: %s %s', (text, affair) => {
    expect([`${text} ${affair}`, `${affair} ${text}`].filter(allows)).toEqual([]);
  });
});
