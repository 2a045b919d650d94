import { describe, expect, test } from '@jest/globals';
import { ENOUGH } from './enough.js';
import { readSentences, wholeOf } from '../score.js';
import { PhraseIndex, holds } from '../text/phrase-index.js';
import { sentencesOf } from '../text/sentences.js';

const SAID = new PhraseIndex<string>(() => ENOUGH.map(([owner, patterns]) => ({ owner, patterns })));

function hintsIn(text: string): readonly string[] {
  const whole = wholeOf(readSentences(sentencesOf('', text)));
  return SAID.in(whole).filter(([, said]) => holds(said, whole.text)).map(([name]) => name);
}

describe('What a link would not answer', () => {
  test.each([
    ['link-not-enough:wants-explanation', 'Bevor ich etwas anfordere: Wie lange gilt so ein Link bei Ihnen?'],
    ['link-not-enough:wants-explanation', 'Mich würde nur interessieren, warum das Kennwort nach einem Jahr verfällt.'],
    ['link-not-enough:wants-explanation', 'Ich möchte gern vorher wissen, ob die gespeicherten Listen erhalten bleiben.'],
    ['link-not-enough:wants-explanation', 'Werden dabei meine Entwürfe gelöscht?'],
    ['link-not-enough:wants-explanation', 'I would only like to know whether a reset signs out my tablet.'],
    ['link-not-enough:wants-explanation', 'Does the link work on a second computer as well?'],
    ['link-not-enough:wants-explanation', 'What happens to my drafts if I choose another password?'],
    ['link-not-enough:link-already-worked', 'Ich wollte Sie eben um einen neuen Link bitten, aber beim Schreiben fiel mir das Kennwort wieder ein.'],
    ['link-not-enough:link-already-worked', 'Der Link hat dann doch noch funktioniert, ich bin wieder drin.'],
    ['link-not-enough:link-already-worked', 'Das Anliegen hat sich erledigt, Sie brauchen mir nichts mehr zu schicken.'],
    ['link-not-enough:link-already-worked', 'The second try did the trick, I am logged in now.'],
    ['link-not-enough:link-already-worked', 'While writing this I found the note, so the portal let me straight in.'],
    ['link-not-enough:needs-diagnosis', 'Nach dem Speichern kommt jedes Mal ein interner Fehler.'],
    ['link-not-enough:needs-diagnosis', 'Ich habe die Mail schon fünfmal angefordert, angekommen ist nichts.'],
    ['link-not-enough:needs-diagnosis', 'Unser Mailfilter entfernt jeden Link aus Nachrichten von draußen.'],
    ['link-not-enough:needs-diagnosis', 'Each link opens a blank page, whichever browser I use.'],
    ['link-not-enough:needs-diagnosis', 'This is the fourth mail I have asked for since Sunday.'],
    ['link-not-enough:needs-diagnosis', 'Our gateway strips every link from what you send.'],
    ['caution:second-wish', 'Bitte einen neuen Link, und ändern Sie bei der Gelegenheit unsere Lieferanschrift.'],
    ['caution:second-wish', 'Außerdem bräuchte ich die Rechnung vom April noch einmal.'],
    ['caution:second-wish', 'Und tragen Sie mich bitte aus der Warteliste aus.'],
    ['caution:second-wish', 'Könnten Sie mir gleich den Kurs im Mai stornieren?'],
    ['caution:second-wish', 'A new link please, and remove my old phone number from the profile.'],
    ['caution:second-wish', 'While you are at it, add my colleague as a second user.'],
    ['caution:second-wish', 'I also need the certificate from last year.'],
    ['caution:second-wish', 'Could someone ring me about the price of a bigger set?'],
    ['caution:second-wish', 'Also the list of my orders shows the wrong year.'],
    ['link-not-enough:wants-explanation', 'What do I do if I ever forget it?'],
  ])('%s: %s', (name, text) => {
    expect(hintsIn(text)).toContain(name);
  });

  test.each([
    'Könnten Sie mir bitte noch einen Link schicken?',
    'Darf ich noch einen haben? Der letzte ist abgelaufen.',
    'Was muss ich tun, um wieder hineinzukommen?',
    'Ich habe mein Kennwort vergessen und komme nicht mehr hinein. Bitte einen Link.',
    'Der Link war nach der Mittagspause abgelaufen. Würden Sie mir einen neuen senden?',
    'Den Benutzernamen weiß ich, nur das Kennwort fällt mir nicht wieder ein.',
    'Sobald ich drin bin, lade ich die Bescheinigung für meinen Chef herunter.',
    'Im Portal will ich mich dann für den Kurs im Mai anmelden, dazu brauche ich ein neues Kennwort.',
    'Die Mail habe ich beim Aufräumen gelöscht. Bitte schicken Sie sie noch einmal.',
    'Could you please send me another link? The last one has expired.',
    'Is there any chance of a fresh link for my account?',
    'What do I have to do to get a new password?',
    'I tried once with my old password and it was refused. Please send a link.',
    'Once I am in I will upload the contract and book the course myself.',
    'Our filter held your mail back until the link was too old. The rule is gone, please send it again.',
    'I need a new password, I have to download my certificate before Friday.',
    'I knew I might forget my password over the summer, please send a link.',
  ])('A plain request for a link: %s', (text) => {
    expect(hintsIn(text)).toEqual([]);
  });
});
