import { describe, expect, test } from '@jest/globals';
import { readSentences, wholeOf } from '../score.js';
import { holds, PhraseIndex } from '../text/phrase-index.js';
import { sentencesOf } from '../text/sentences.js';
import { INTRUDER } from './intruder.js';

const HINTS = new PhraseIndex<string>(() => INTRUDER.map(([owner, patterns]) => ({ owner, patterns })));

function hints(text: string): readonly string[] {
  const whole = wholeOf(readSentences(sentencesOf('', text)));
  return HINTS.in(whole).filter(([, expression]) => holds(expression, whole.text)).map(([name]) => name);
}

describe('somebody got in, or could', () => {
  test.each([
    // Sign-ins, notices and messages out of nowhere.
    'Es gab eine Anmeldung aus Vietnam, ich sitze in Bielefeld.', 'The overview lists a recent login from a city I have never been to.', 'Ich bekam eine Loginwarnung, die habe ich weggeklickt.',
    'Um diese Uhrzeit schlafe ich, trotzdem war da etwas.', 'I got a text saying that I reset it on Monday.', 'Um die zweite Nachricht hatte ich nie gebeten.', 'The mail arrived unsolicited with a code.', 'Mich fragt jede Nacht eine Stimme, die Codes hören will.',
    // Somebody was there.
    'Irgendwer hat meine Lieferadresse geändert.', 'Somebody had already redeemed the link.', 'Bei uns will es keiner gewesen sein.', 'None of us did it, and yet it says done.', 'Ein Fremder muss meinen Zettel abfotografiert haben, sagt der Pförtner.',
    'My screen was on and the colleague sat down at my keyboard.', 'Drei Bestellungen, die nicht von mir sind, stehen darin.', 'There are messages I never sent.', 'Auf meinem Namen steht ein Gerät, das ich nicht kenne, also ein Handy, das ich nicht besitze.',
    // Others know it, saw it, were told it.
    'Mein Passwort kennt leider auch die Aushilfe.', 'Der entlassene Hausmeister kennt es noch.', 'One of the pupils copied my password from the desk.', 'Die halbe Klasse hat es mitgelesen.', 'Das Kennwort steht mit Kreide an der Tafel.', 'Mein Kennwort wurde im Klassenchat geteilt.',
    'I gave my neighbour my password last summer.', 'Einem Anrufer, angeblich von Ihnen, habe ich alles diktiert.', 'A man who said he was from your support had me spell everything.',
    // Devices and papers in other hands, pages that were not ours, strangers at the controls.
    'I forgot my tablet in a taxi.', 'In my hurry I left it on the bus.', 'Das Handy habe ich im Zug liegen lassen.', 'Der Zettel ist in der Bahn liegen geblieben.',
    'My rucksack went missing on the ferry.', 'Mir wurde das Diensttelefon an der Haltestelle aus der Hand gerissen.', 'Last night the van was broken into.', 'Der Umschlag kam aufgerissen bei mir an.', 'Am Gästerechner im Hotel blieb ich angemeldet.',
    'Ich habe alles auf einer nachgebauten Seite eingegeben.', 'The page looked just like yours.', 'Auf dem Rechner fand sich ein Keylogger.', 'He took control of my mouse with AnyDesk.', 'My former partner still knows it, and my ex knows my passwords.',
    'Der alte Verwalter meldet sich mit meinem Namen noch manchmal an.', 'I think the previous tenant still signs in.', 'Ich hatte es der Aushilfe auf einen Bierdeckel geschrieben.', 'I wrote it down for our summer temp.', 'The sexton knows it, sadly.', 'Der Imker kennt es auch.', 'A man from your support asked me for it.',
  ])('%s', (text) => expect(hints(text)).toContain('suspicious'));
});

describe('sounds alike', () => {
  test.each([
    'Ich habe mein Passwort vergessen, das kannte nur mein alter Rechner.', 'Meine Kollegin hat herausgefunden, dass man einen Link bekommen kann.', 'The lady on the phone said I should write to you for a new link.', 'I keep getting links that have expired before I open them.',
    'Ich saß am Sonntag im Zug nach Wien, da lief Ihr Link ab.', 'The library computer is slow, so my link timed out.', 'Meine letzte Anmeldung ist zwei Jahre her, das Passwort weiß ich nicht mehr.', 'Der Zettel mit dem Kennwort ist beim Umzug in den Müll geraten.',
    'I sat down at my desk and could not remember the password.', 'A rule I made puts all your mails into a folder that empties itself.', 'Unsere IT hat den Laptop neu aufgesetzt, seitdem fehlt mein gespeichertes Kennwort.', 'I told myself I would never forget my password.',
    'Die Anmeldung aus dem Browser klappt nicht, der Link ist abgelaufen.', 'Last week my inbox was emptied, and your mail with it.', 'Ich habe nachts um eins ein Kennwort gewählt und es am Morgen nicht mehr gewusst.', 'My wife chose a new phone for me and it does not have my password.',
    'Mein Bruder hat die Mail aus Versehen gelöscht.', 'The page turned out to be no longer valid.', 'Mein Mantel war in der Reinigung, der Zettel mit dem Kennwort auch.', 'Someone on the bus recommended a password manager, now I do not know any password.',
  ])('%s', (text) => expect(hints(text)).toEqual([]));
});
