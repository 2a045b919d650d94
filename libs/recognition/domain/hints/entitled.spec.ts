import { describe, expect, test } from '@jest/globals';
import { PhraseIndex, holds } from '../text/phrase-index.js';
import { foldedWords } from '../text/sentences.js';
import { ENTITLED } from './entitled.js';

const INDEX = new PhraseIndex<string>(() => ENTITLED.map(([owner, patterns]) => ({ owner, patterns })));

function hintsIn(text: string): readonly string[] {
  const said = foldedWords(text);
  return INDEX.in(said).filter(([, expression]) => holds(expression, said.text)).map(([name]) => name);
}

describe('whoever may no longer be entitled', () => {
  test.each([
    'Den Kurs habe ich nach drei Wochen geschmissen.', 'Ich bin in der Freistellungsphase.', 'Seit ich nicht mehr unterrichte, habe ich Zeit.', 'Bei der Stadt fange ich offiziell erst im Juli an.', 'I sold my half of the business.', 'I finished at Harbour Tools last week.', 'The lease has run out and they now work with another.', 'I turned in my badge on Monday.',
    'Ich bin seit Pfingsten nicht mehr an der Schule.', 'Die Ausbildung habe ich im Herbst abgebrochen.', 'Mein Arbeitsvertrag lief leider nur bis Februar.', 'Das Praktikum ist seit Freitag zu Ende.',
    'Die Stadt hat mich vorige Woche freigestellt.', 'Ich wurde vom Vorstand abgewählt.', 'Meinen Laden habe ich im Mai zugesperrt.', 'Unsere Schreinerei ist auf meinen Neffen überschrieben.', 'Der Verein hat sich im Winter aufgelöst.',
    'Den Dienstausweis habe ich am Montag abgegeben.', 'Ich bin zum Landkreis gewechselt.', 'Mein neuer Arbeitgeber braucht die Nachweise.', 'Nach meinem Ausscheiden möchte ich noch etwas sichern.', 'Meine Registrierung wurde abgelehnt.',
    'I no longer work for the council, as of Monday.', 'My contract with the museum ran out in March.', 'I was made redundant last week.', 'I dropped out of the programme.', 'We sold the family bakery.', 'I handed in my badge on Friday.',
    'My membership lapsed in the spring.', 'I moved over to a rival firm.', 'I have been suspended pending an inquiry.', 'I retired in autumn.', 'They struck us off the register.', 'My last day with the firm is Tuesday.',
    'Since May I am employed by the canton, and only my mail has stayed.', 'Nur meine Mailadresse ist mir geblieben.',
  ])('is heard: %s', (text) => expect(hintsIn(text)).toContain('no-longer-entitled'));

  test.each([
    'Das Formular ist offiziell erst ab Juli gültig.', 'I finished at noon, and by then the link was gone.', 'The call dropped in the tunnel.', 'Die Leihzeit der Filme läuft noch.',
    'Ich bin umgezogen und habe beim Packen das Passwort verlegt.', 'Seit Mai leite ich in derselben Firma den Einkauf.', 'Unsere Hausmeisterin ist im Mai in Rente gegangen und hat den Zettel mitgenommen.', 'Nach der Elternzeit arbeite ich seit Montag wieder.', 'Der Link ist abgelaufen, bitte einen neuen.',
    'Mein Laptop ist in der Werkstatt abgegeben.', 'Das Passwort hat sich in den Ferien verabschiedet.', 'Am letzten Schultag habe ich es zuletzt benutzt.', 'Bei der Wahl des Passworts hat die Seite gestreikt.', 'Die Datei wurde in der Liste gelöscht.',
    'We moved house and the note got lost.', 'I am back from a sabbatical and forgot my password.', 'I have a new job title, same desk.', 'I left my password at home.', 'The page kicked me out and the link has expired.', 'My colleague retired and took her jokes along.', 'I was discharged from hospital yesterday.',
  ])('is not heard: %s', (text) => expect(hintsIn(text)).toEqual([]));
});

describe('whoever presses or threatens', () => {
  test.each([
    ['threat', 'Sonst wende ich mich an die Bezirksregierung.'], ['threat', 'Ihren Namen lese ich dann in der Zeitung.'], ['threat', 'Dann rede ich mit Ihrem Chef.'], ['threat', 'Für den Schaden mache ich Sie persönlich verantwortlich.'], ['threat', 'Mein Anwalt ist verständigt.'],
    ['threat', 'Send it by noon or I shall report this to the board.'], ['threat', 'I will hold you personally responsible.'], ['threat', 'I know your boss rather well.'], ['threat', 'We will cancel the contract.'], ['threat', 'Kündigen wir eben den Wartungsvertrag.'],
    ['asks-not-to', 'Sparen Sie sich den Rückruf.'], ['asks-not-to', 'Lassen Sie die Kontrolle heute weg.'], ['asks-not-to', 'Meine Chefin darf davon nichts erfahren.'], ['asks-not-to', 'Davon muss keiner erfahren.'], ['asks-not-to', 'Bitte kein Wort zu meinem Ausbilder.'], ['asks-not-to', 'Ein Vermerk darüber ist nicht nötig.'],
    ['asks-not-to', 'Neu setzen möchte ich es nicht.'], ['asks-not-to', 'Ich will das Passwort nicht zurücksetzen.'], ['asks-not-to', 'Sehen Sie bitte nach, statt noch einmal eine zu schicken.'], ['asks-not-to', 'I do not want another link.'], ['asks-not-to', 'We would rather not wish to reset it.'],
    ['asks-not-to', 'Please skip the usual verification.'], ['asks-not-to', 'Nobody needs to know about this.'], ['asks-not-to', 'Please keep this between us.'], ['asks-not-to', 'There is no need to involve the head office.'], ['asks-not-to', 'Do not tell my manager.'], ['asks-not-to', 'Turn a blind eye for once.'],
    ['asks-not-to', 'Please stop sending me those mails.'], ['asks-not-to', 'Hören Sie bitte auf, mir Links zu schicken.'],
  ])('%s: %s', (name, text) => expect(hintsIn(text)).toContain(name));

  test.each([
    'Bis Freitag muss ich die Anmeldung abschicken, bitte bald.', 'Danke für die schnelle Hilfe, Sie sind ein Schatz.', 'Die Prüfung ist am Montag, und die Bestätigung ist weg.', 'Lassen Sie mir die Bestätigung bitte noch einmal zukommen.', 'Niemand hier weiß, wie mein Benutzername lautet.', 'Ich schreibe die Anleitung gern für die Kollegen auf.',
    'Es tut mir leid, Sie damit zu behelligen.', 'I need it by five, the form closes tonight.', 'I always forget my security question.', 'The code vanished without a trace.', 'I keep it secret from now on.', 'My password was not written down anywhere.', 'You need not hurry, thank you.',
  ])('is not pressure: %s', (text) => expect(hintsIn(text)).toEqual([]));
});
