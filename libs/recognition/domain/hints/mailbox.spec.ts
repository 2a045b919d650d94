import { describe, expect, test } from '@jest/globals';
import { PhraseIndex, holds } from '../text/phrase-index.js';
import { readSentences, wholeOf } from '../score.js';
import { sentencesOf } from '../text/sentences.js';
import { MAILBOX } from './mailbox.js';

const INDEX = new PhraseIndex<string>(() => MAILBOX.map(([owner, patterns]) => ({ owner, patterns })));

function hintsIn(text: string): readonly string[] {
  const whole = wholeOf(readSentences(sentencesOf('', text)));
  return INDEX.in(whole).filter(([, expression]) => holds(expression, whole.text)).map(([owner]) => owner);
}

describe('the mailbox on file is not the writer\'s alone, or not for long', () => {
  test.each([
    'Montags leert die Kollegin mein Postfach.', 'Der Praktikant schaut zweimal täglich in meine Mails.', 'Die Adresse wird von der Chefin mitbenutzt.',
    'Mein Postfach liest zur Zeit mein Schwager.', 'Die Aushilfe öffnet morgens unsere Mails.', 'In dieses Postfach schauen auch die Lehrlinge.', 'Solange ich krank bin, sortiert Frau Kern meine Post.', 'Da schaut jeder aus der Werkstatt rein.',
    'Unsere Hausmeisterin hat Zugriff auf mein Postfach.', 'Das Passwort vom Postfach kennt auch mein Neffe.', 'Meine Mails laufen auf dem Rechner in der Küche, dem Küchenrechner.', 'Meine Mails werden an die Vertretung weitergeleitet.', 'Das Postfach ist randvoll, alles kommt zurück.',
    'Meine Adresse wird am Freitag abgeschaltet.', 'Das Postfach gibt es bald nicht mehr.', 'Die Adresse gehört meiner Schwester.', 'Wir teilen uns zu dritt das Postfach.', 'Das ist ein Sammelpostfach, hier ist ein Sammelpostfach.', 'An mein Dienstpostfach komme ich von hier nicht heran.',
    'My wife reads this inbox.', 'Our trainee sorts my mail on Mondays.', 'This mailbox is read by whoever sits at the desk.', 'My brother has the password to my mailbox.', 'My mails are forwarded to our office.', 'My inbox is completely full.',
    'The address was switched off in May.', 'They are closing this mailbox tonight.', 'I share this inbox with two colleagues.', 'All five of us open this mailbox.', 'This mailbox belongs to my uncle.', 'I am writing from a friend of mine, a friend account.',
    'Das Postfach lesen mein Bruder und ich im Wechsel.', 'It is the mail I share with the night shift.', 'We check the inbox by turns.',
  ])('hits: %s', (text) => {
    expect(hintsIn(text)).not.toEqual([]);
  });

  test.each([
    'Mein Postfach war voll, jetzt ist wieder Platz.', 'Ich habe mein Postfach aufgeräumt und dabei Ihre Mail gelöscht.', 'Das Postfach lese nur ich.', 'In mein Postfach schaut niemand außer mir.', 'Ihre Mail lag im Ordner für Werbung.', 'Der Filter hat Ihre Mail aussortiert, ich habe ihn geändert.', 'Meine Kollegin hat ihr eigenes Postfach.', 'Postfach wie gehabt.',
    'Bitte schicken Sie den Link an mein Dienstpostfach.', 'My inbox was full, it is empty again.', 'I tidied my inbox and deleted your mail.', 'Nobody else reads this mailbox.', 'This mailbox is mine alone.', 'My colleague has a mailbox of her own.', 'A rule moved your message into a folder.', 'Same desk, same mailbox.', 'Please send the link to this mailbox.', 'I share an office with a colleague.',
    'Meine Mails lese ich abwechselnd am Handy und am Laptop.',
  ])('leaves alone: %s', (text) => {
    expect(hintsIn(text)).toEqual([]);
  });
});
