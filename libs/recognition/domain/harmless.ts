import type { HintList } from './hints/index.js';
import type { Passage } from './text/passage.js';
import { PhraseIndex, holds, matchesOf, type Expression } from './text/phrase-index.js';

const SECRETS = '(?:passwor[a-z]{0,4}|kennwor[a-z]{0,4}|password|zugang|zugangsdaten|konto|account|login|kennung|link|mails?|post|daten)';
/** What somebody of the house did to the writer, who asks for themselves: laughed, showed, replaced them. Not: gave, asked, allowed. */
const DONE_TO_ME = `(mir|mich|uns|sich ueber mich)(?! (?:[a-z]{1,20} ){0,8}(?:${SECRETS}|gebeten|beauftragt|gegeben|erlaubt|aufgetragen|ueberlassen|gesagt|geschickt|weitergeleitet|beauftragte|genannt)(?![a-z]))`;
const LAUGHED = '(?:nur |bloss |herzlich |laut )?(applaudiert|gelacht|geschmunzelt|gegrinst|gekichert|gestaunt|die augen verdreht|den kopf geschuettelt)';

/** What says nothing of suspicion as long as it was only heard of. */
const HEARD_OF = 'suspicious, heard of';
/** What was taught in a course had happened to the writer as well. */
const BEFELL = /\b(?:eingegeben(?! (?:auch |habe ich |hab ich )?nichts)|eingetippt|ausgefuellt|beantwortet|reingefallen|hereingefallen|aufgesessen|verraten|preisgegeben|geklickt|clicked|geantwortet|answered|replied|geoeffnet|opened|entered|typed in|filled|fell for|was caught|got caught|fallen for|taken in|saw that|klar geworden|aufgegangen|begriffen|gemerkt(?! , (?:was|welches) ich (?:[a-z]{1,8} ){0,3}(?:genommen|gewaehlt|ausgedacht))|merkte|aufgefallen|ueberall|everywhere|survey|umfrage|gewinnspiel|raffle|genau so|genauso|so eine[rsnm]?(?! (?:[a-z]{1,12} )?(?:schulung|uebung|fortbildung|unterweisung|kurs|training|vortrag)(?![a-z]))|solche[rsnm]?|such an?|one of those|just like|exactly like|identical|identisch|bekannt vor|familiar|gezeigt|shown|showed|(?<!(?:bestaetigt|weiss jetzt) , dass (?:er|sie|es) )echt war|whether it was|war es doch|zu spaet|too late|letzte woche angemeldet|reported it too)\b|\b(?:realised|realized|noticed|recognised|understood) (?:[a-z]{1,12} ){0,5}(?:mail|message|page|link|site|form)\b/;

/** Whether nothing in a mail says that what it speaks of befell the writer. */
export function hasOnlyHeard(text: string): boolean {
  return !BEFELL.test(text);
}

/**
 * Turns that hold the words of a reason and mean nothing of it, whoever says them. What is left of the mail without them has to
 * give the reason by itself. As tight as can be: a turn covers the words that say nothing, never what stands around it.
 */
const HARMLESS = new PhraseIndex<string>(() => ([
  ['suspicious', [
    // Who laughs, sleeps or reads along.
    '(vor|zum|gut|leicht) lachen', 'lachen sie (nicht|ruhig|bitte nicht)', '(fell|fall|falls|fallen|falling|found|be|ll be) asleep', '(brother|sister|baby|child|son|daughter|dog|cat|kids|children) (?:, [a-z]{1,12} [a-z]{1,12} , )?(is|was|are|were) (?:still |finally |already )?asleep', '(niemand|niemand anderes|keiner|nicht|nobody|no one|noone) _ (liest|reads?) _ (mit|along)', '(liest|lese|lesen) (?:hier )?(nicht|niemand|keiner) mit',
    'they (?:are |re )?(?:both |all |finally )?asleep', '(twins|boys|girls|little ones|toddlers?) (is|are|were) (?:still |finally |already |both )?asleep', 'my (face|foot|leg|arm|hand|jaw|brain|head) (is |was |still )?asleep',
    '(opened|shut|closed|zu) (and closed |and shut )?before any(one|body) could (read|see)',
    // What things know, and what is said to nobody.
    '(laptop|phone|browser|computer|machine|tablet|fingers?|brain|memory|plant|dog|cat|goldfish|thing|calendar) (?:(?:that|which|has|had|always|already|itself|still|only|no|longer) ){0,3}(knew|knows|know|forgotten|forgot) my (password|login)', '(was|das) (man |ich )?von mir nicht (behaupten|sagen)',
    '(durfte|darf|duerfe) mir (?:meinen|den|meine|die) (benutzernamen|anmeldenamen|namen|kennung) (?:am telefon )?nicht (vorlesen|sagen|nennen|verraten|durchsagen|durchgeben)',
    // Signing in before it came to nothing.
    'noch (schnell|eben|kurz|rasch) __ (angemeldet|eingeloggt)', '(leerzeichen|fehler|tippfehler|zeichen|buchstabe|zahlendreher) eingeschlichen',
    // What is over, or did not happen.
    '(gehackt|hacked) (wurde|wurden|worden) (ich|wir|es|er) _ nicht', 'aus der ferne _ (geloescht|geleert|gesperrt)', '(vor (zwei|drei|vier|fuenf|sechs|zehn|[2-9]|[1-4][0-9]|vielen|einigen|mehreren) jahren|voriges jahr|letztes jahr|(in|seit|anno|die) (19[0-9][0-9]|20[01][0-9]|202[0-4])) (?:[a-z]{1,14} ){0,7}(gestohlen|geklaut|stolen)', '(gestohlen|geklaut|stolen) in (19[0-9][0-9]|20[01][0-9]|202[0-4])', 'had (theirs|his|hers) stolen',
    '(nicht|not) meine (absicht|idee|entscheidung|erste|einzige|handschrift)',
    '(not|nicht) (stolen|gestohlen|geklaut) , (and |und )?(i|ich|merely|simply) (forgot|forgotten|have (?:seen|forgotten)|habe? (?:es|das|mein)|never written)',
    '(burgled|broken into) (?:[a-z]{1,10} ){0,2}(two|three|four|five|six|seven|eight|nine|ten|[2-9]|some|several|many) (years|winters|summers) (back|ago)',
    // A device that was made empty before it went.
    '(handy|telefon|tablet|laptop|notebook|rechner|geraet|phone) (?:(?!nicht|nie|nur|kaum|not|never|ohne|without)[a-z]{1,12} ){0,4}(zurueckgesetzt|geloescht|geleert|leer gemacht|formatiert|wiped|erased|reset) (und|and|,) (?:[a-z]{1,8} )?(verkauft|verschenkt|weggegeben|sold|given away|donated)', '(handy|telefon|tablet|laptop|notebook|rechner|geraet|phone) (?:(?!nicht|nie|kaum|not|never|ohne|without)[a-z,]{1,12} ){0,4}(verkauft|verschenkt|sold) (und|and|,) (?:(?:vorher|zuvor|davor|ganz|komplett) )?(zurueckgesetzt|geloescht|geleert|leer gemacht|formatiert|wiped|erased)',
    '(ist|war|is|was) (nichts|nix|nothing) mehr (von mir )?(da )?drauf( von mir)?',
    '(ist|war|sei|wurde) laut (dem |unserem )?aushang (abgeschlossen|beendet|vorbei|fertig|behoben)',
  ]],
  // Of false mails one heard in a talk.
  [HEARD_OF, ['(vortrag|vortraege|kurs|schulung|unterweisung|fortbildung|training|erkennen|seminar|video) __ gefaelschte[nrs]?', 'gefaelschten? mails? zum (ueben|trainieren)', '(kurs|schulung|unterweisung|fortbildung|training|seminar|lehrgang|uebung) (?:[a-z0-9]{1,14} ){0,10}gefaelschte[nrs]? (mails?|nachrichten|seiten)']],
  ['stands-in-for-someone', [
    `(frau|herrn?|kollege|kollegin) [a-z]{3,20} hat ${DONE_TO_ME}`, `(frau|herrn?|kollege|kollegin) [a-z]{3,20} hat ${LAUGHED}`, '(frau|herrn?|kollege|kollegin) [a-z]{3,20} hat (seins|seines|ihres|den gleichen|das gleiche|dasselbe)(?! (?:[a-z]{1,20} ){0,6}(?:vergessen|verloren|verlegt|gesperrt|auch|ebenfalls)(?![a-z]))',
    '(frau|herrn?|kollege|kollegin) [a-z]{3,20} hat (seinen|seine|ihre|ihren|eigene[nrs]?)(?= (?:[a-z]{1,20} ){0,4}(?:schon|rechtzeitig|bekommen|erneuert|erhalten|eingeloest|geklickt)(?![a-z]))(?! (?:[a-z]{1,20} ){0,8}(?:vergessen|verloren|verlegt|gesperrt|nicht|nie|keine[nr]?|kein|mir|uns|gegeben|gesagt|braucht|abgelaufen|verfallen|weg|falsch|wartet|bittet)(?![a-z]))',
    '(anyone|anybody|everyone|someone|somebody) (could|should) have told (me|us)', '(man|jeder|one) (solle|soll|muss|moege|sollte|should) (sein|seine|seinen|your|one s) (postfach|mails?|eingang|spamordner|passwort|kennwort|inbox|mailbox)',
    // Anybody's.
    '(wer|jeder|jede) (sein|seine|seinen) (passwort|kennwort|daten|zugang|zugangsdaten)', '(jeder|jede|everyone|everybody|each) _ (hat|has) (seinen?|ihren?|his|her|their) (own )?(zugang|konto|passwort|account|login|password)',
    '(his|her|their) (account|login) (is|was) (gone|closed|deleted)', '(im namen) der (klasse|kinder|schueler*)',
  ]],
  ['somebody-else-gets-it', [
    '(eltern|azubi|mitarbeiter|kollegen) (konto|zugang|account|portal)', '(zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf|zwanzig|hundert|[0-9]{1,3}) mann', '(told|asked) me to (use a (?:[a-z]{2,10} )?browser|choose (?:something|a password i)|pick something|eat|wait|relax|breathe|calm|sit|slow|be patient|hurry|smile|click)',
    '(wer|jeder|jede) (sein|seine|seinen) (passwort|kennwort|daten|zugang|zugangsdaten)', '(sein|ihr|his|her) (konto|account|zugang|login) (is|was|ist|war|wurde) _ (gone|closed|deleted|zu|weg|geschlossen|geloescht|abgemeldet)', '(sein|ihr) konto (selbst|selber|laengst) _ (geloescht|geschlossen|gekuendigt|abgemeldet)',
    '(anyone|anybody|everyone|someone|somebody) (could|should) have told (me|us)',
    '(accountant|steuerberater*|auditor|boss|chef|chefin) (wants|needs|will|braucht) (?:[a-z]{1,14} ){0,4}(certificates?|figures|statements?|zertifikat[a-z]{0,2}|bescheinigung(?:en)?|nachweise|bilanz|belege)',
  ]],
  ['several-share-it', [
    // A mailbox of many that this is not.
    '(kein|keine|nicht das|nicht im|nicht ins|nichts im|nie im|trennung vom|statt des|statt im|statt ins|not a|not the|no) (sammel|funktions|gruppen|team|gemeinschafts|shared |group |team )[- ]?(postfach|konto|adresse|mailbox|inbox|account|address)', '(sammel|funktions|gruppen|team|gemeinschafts)postfach (?:aber )?(?:das (?:is|ist) )(das )?(nicht|hier nicht)',
    '(?<!(?:for|fuer|of|von) (?:my|our|the|die|den|meine|unsere|meinen|unseren) )(head|leiter|leiterin|leitung|secretary|umbenennung|umzug|zusammenlegung|renaming|move) (of|der|unserer) (the |our )?(department|abteilung)', 'of the (month|week|year|day) our department', 'teilen s (mir|uns)',
  ]],
  ['no-longer-entitled', [
    // Who was away for a while and is not gone.
    '(war|waren|was|been|after|nach|seit|before|vor) (?:[a-z]{1,10} ){0,3}(jahr|semester|year|term) _ (austausch|exchange|abroad|ausland)', '(bin|am|been|war|was) (?:[a-z]{1,10} ){0,2}(auf austausch|on exchange)', 'on exchange (from|at your|with you)', '(halbes|ganzes) jahr _ (austausch|ausland)',
    '(gebaeude|raum|zimmer|saal|halle|labor|platz|room|building) _ (verlassen|left)', '(hat|haben|hatte) mich (?:[a-z]{1,8} )?(kennwort|passwort|gedaechtnis|glueck|kopf|erinnerung|mut) verlassen', 'letzter tag (fuer|hat (er|sie))',
    '(link|kopierer|drucker|rechner|akku|laptop|browser|verbindung|vorige|letzte) __ gestorben', 'kopierer gestorben', '(link|einladung|mail|code|frist|nachricht) __ gueltig bis', 'gueltig bis [0-9]{1,2} [0-5][0-9]( uhr| stand| und)', '(retired|retires?) (their|my|our|all|all our|the) (old )?(passwords?|phones?|laptops?|printers?)', 'retired (ten|twenty|two|three|four|five|six|seven|eight|nine|[0-9]{1,2}|many|some) years ago', '(mouse|keyboard|link|printer|tablet|notebook|book) _ (has been|is|was|and is|is now) retired', 'brav (wieder )?abgemeldet',
    '(account|konto|zugang) __ (was|wurde|is|ist) (never|nie|nicht) (closed|geschlossen|removed|disabled|deaktiviert)',
  ]],
  ['legal', ['vertreten (hat|haben|hatte) mich (?:[a-z]{1,16} ){1,4}, (mit|ueber|unter) (ihrem|seinem) eigenen (zugang|konto)', 'jury duty', '(jahr|ordner|raum|programm|stadt|hund|kater) namens', '(?<!im )namens (?!de[rsm] |unsere|meine|einer |und |frau |herrn? )[a-z]{2,20}', '(mitteilung|angabe|nennung|eingabe) des namens']],
  ['asks-not-to', ['(bitte|please) (do )?(nicht|not) (werfen|schimpfen|lachen|boese|uebelnehmen|traurig|to confuse|laugh|judge|scold|be cross|be angry)']],
  ['threat', ['(something|nothing|button|link|thing) to press', '(stand|las|gelesen) (?:[a-z]{1,8} ){0,2}in der zeitung', 'eine zeitung schrieb', 'presse [a-z]{1,4} [0-9]{2,6}', '(promise|promised|need|needs|needed|have|had|how|where|forgot|remember|going|want|wanted|managed|dare|afraid|able|only|supposed|meant|button) to press']],
  ['names-a-destination', ['per mail an mich(?! (?:privat|persoenlich|hier|unter|an)(?![a-z]))', '(private[ns]?|privates) (handy|telefon|phone) (nicht|not|ausschalten|aus)', 'durch (die lappen|vorschau|einen|den|unseren|das|die)']],
  ['other-mailbox', ['umzug hierher', '(hierher|hierhin) (, )?(wie (gehabt|immer|sonst|ueblich|gewohnt)|an die (gewohnte|uebliche|hinterlegte|registrierte|bekannte|gemeldete) adresse)']],
  ['did-not-ask-for-it', ['(kein|keine|keinen|no|not) (netz|empfang|internet|signal|wlan|verbindung|reception|connection|patient)']],
] satisfies readonly HintList[]).map(([owner, patterns]) => ({ owner, patterns })));

/** Whether a list of a reason still has something to say once the turns that mean nothing are left out. */
export function isMeant(reason: string, expression: Expression, passage: Passage): boolean {
  if (!holds(expression, passage.text)) return false;
  const turns = HARMLESS.in(passage).filter(([name]) => name === reason || (name === HEARD_OF && reason === 'suspicious' && hasOnlyHeard(passage.text)));
  const left = turns.reduce((said, [, one]) => without(one, said), passage.text);
  return left === passage.text || holds(expression, left);
}

function without(turns: Expression, text: string): string {
  return matchesOf(turns, text).reduceRight((left, { index, 0: { length } }) => `${left.slice(0, index)},${left.slice(index + length)}`, text);
}
