/** Words that stand where a password could stand and are none: "Passwort: vergessen", "my password is wrong". */
const WORDS = `
ich du er sie es wir ihr man mich mir dir uns euch ihm ihn ihnen mein meine meinen dein deine unser ihre ihren der die das den dem des ein eine einen einem einer kein keine keinen
dieser diese dieses wer was wo wie wann warum weshalb wieso welche welcher welches ob dass weil wenn aber und oder auch nur noch nicht nie nichts schon sehr so zu zum zur im in am an auf aus bei beim mit nach von vom vor
für fuer ueber über unter durch gegen ohne seit bis um als dann da dort hier jetzt nun heute gestern morgen immer wieder mehr leider bitte danke hallo guten liebe lieber moin servus ja nein doch ok okay gut
ist sind war waren bin wird wurde wurden werden kann konnte können koennen könnte muss müssen soll sollte will möchte moechte darf habe hat haben hatte hätte gibt geht ging kommt kam lautet heißt heisst steht liegt
funktioniert funktionieren klappt stimmt passt fehlt scheint bleibt hilft gilt läuft wurde erscheint siehe s.o s.u oben unten folgt anbei wie-folgt unbekannt bekannt vergessen vergesse verlegt verloren verschwunden gelöscht geloescht
falsch richtig korrekt inkorrekt ungültig ungueltig gültig gueltig abgelaufen gesperrt blockiert deaktiviert geändert geaendert zurückgesetzt zurueckgesetzt zurücksetzen zuruecksetzen ändern aendern neu neues neue neuen alt altes alte alten
weg leer kurz lang zu-kurz sicher unsicher geheim verschlüsselt privat gehackt geknackt gestohlen gespeichert hinterlegt erforderlich nötig noetig notwendig pflicht pflichtfeld möglich moeglich unmöglich anders gleich identisch dasselbe derselbe selbe
kaputt defekt tot hin egal einfach schwach stark schwierig kompliziert bereits angeblich vermutlich wohl vielleicht eigentlich nämlich genau abgelehnt akzeptiert angenommen anerkannt erkannt angezeigt verlangt verweigert verändert ersetzt eingegeben
reset problem probleme hilfe frage fragen link anfrage antwort änderung aenderung login anmeldung anmelden zugang zugangsdaten fehler ticket konto benutzername benutzer email e-mail mail mails passwort kennwort password pin passwörter passwortes code wiederherstellung
vergabe erneuerung verlust verwaltung manager generator regeln richtlinie kriterien hinweis wichtig dringend eilt betreff re aw wg fw fwd neusetzen neuanforderung zusenden senden schicken mitteilen erbeten gesucht benötigt beantragen anfordern bestätigen
i you he she it we they my your our their the a an this that these those who what where how when why which if because but and or also only not never nothing already very so to in on at by with after from of for about under without since
please thanks thank hello hi dear yes no is are was were be been being will would can could must should may might do does did have has had get gets got give need needs seems works work working doesn't isn't won't can't cannot still now again
wrong right correct incorrect invalid valid expired locked blocked disabled changed forgotten forgot lost missing unknown known new old too short long weak strong safe secure insecure secret empty required needed necessary possible impossible different same identical
broken dead gone hacked stolen compromised saved stored rejected accepted refused denied recognised recognized working fine good bad simple complicated set unset issue issues help question request change recovery reset-link username user account mail e-mail below above attached follows as protected encrypted
`.split(/\s+/).filter(Boolean);

const NO_SECRETS: ReadonlySet<string> = new Set(WORDS);

/** Endings of German and English adjectives and participles: what one says about a password rather than what it is. */
const SAID_ABOUT = /^(?:(?:ge|be|ver|er|ent|zer|ab|an|auf|aus|ein|vor|zurück|zurueck|nach|mit|um|un|über|hinter)\p{Ll}{2,}(?:t|en|et)|\p{Ll}{3,}(?:bar|lich|isch|haft|sam|iert|ierte|ing|able|ible|ful|less|ously|ed)|\p{Ll}{3,}(?:los|ig|ige|iges))$/u;

/** Whether a bare word says something about a secret instead of being one. */
export function isSaidAbout(word: string): boolean {
  const lower = word.toLowerCase().replace(/[’´`]/g, "'");
  return NO_SECRETS.has(lower) || SAID_ABOUT.test(word);
}

/** Whether a word cannot be an ordinary one: a digit, or a sign in the middle, or a capital behind a small letter. */
export function looksSecret(word: string): boolean {
  if (word.length < 4 || /^(?:https?:|www\.|mailto:)/i.test(word) || /^[^@\s]+@[^@\s]+\.\p{L}{2,}$/u.test(word)) return false;
  if (/^\d{1,2}[.:/]\d{1,2}([.:/]\d{2,4})?$/.test(word) || /^(?:19|20)\d\d$/.test(word)) return false;
  return /\d/.test(word) || /\p{L}[#$%&*+=!?_~^@§€]\p{L}?/u.test(word) || /\p{Ll}\p{Lu}/u.test(word);
}
