import { isMeant } from './harmless.js';
import { PEOPLE } from './other-people.js';
import type { Passage } from './text/passage.js';
import { PhraseIndex } from './text/phrase-index.js';

const ACCESS = '(links?|[a-z]{0,20}link|pw|passwort|passwoerter|kennwort|password|zugang|zugaenge|zugangsdaten|konto|account|login|logins|anmeldung|benutzername*|user ?name|credentials|access|log ?in details)';
const WANTS = '(brauch(t|en)?|benoetigt|benoetigen|will|wollen|moechten?|soll|sollen|darf|duerfen|bekommt|bekommen|nutzt|nutzen|benutzt|benutzen|kennt|kennen|wartet|warten|bittet|bitten|needs?|wants?|uses?|should|waits?|gets?|asks?)';
/** Whatever stands before "wants" is a page as often as a person. */
const NO_PAGE = '(?!(?:seite|portal|system|formular|feld|browser|programm|webseite|website|maske|anwendung|tresor|manager|app|server|page|site|form|field|software|screen|bildschirm|computer|rechner|handy|phone|machine|box|mail|link) )';
/** A paper that somebody waits for lies behind the access and is none; and who may not do something any more gets nothing. */
const NO_PAPER = '(?! (?:nur noch|nicht mehr|nie wieder|(?:[a-z0-9,]{1,20} ){0,6}(?:[a-z]{0,16}beleg|[a-z]{0,16}bescheide?|[a-z]{0,16}unterlagen|[a-z]{0,16}bericht|[a-z]{0,16}rechnung|[a-z]{0,16}nachweis|[a-z]{0,16}vertrag|stand|zahlen|report|papers|contract|invoice|receipt)(?![a-z])))';
/** A house or a part of it. */
const HOUSE = '(sekretariat|office|buero|empfang|zentrale|leitung|verwaltung|abteilung|team|department|schule|school|firma|company|klasse|class|kollegium|staff|werkstatt|workshop|labor|lab|verein|club)';

/**
 * Ways to say that what we send is for another, or goes on to another: somebody who wants, needs or holds it, whose it is, in whose
 * name one writes, and handing on. Others who merely occur in the story (a son who deleted the mail) are not meant.
 */
const FOR_OTHERS = new PhraseIndex<'others'>(() => [{ owner: 'others', patterns: [
  `${PEOPLE} _ ${WANTS} __ ${ACCESS}`, `${PEOPLE} ${WANTS}${NO_PAPER}`, `${PEOPLE} _ ${WANTS} __ (selbst|selber|himself|herself|holen|herunterladen|einloggen|anmelden|download|log in|sign in)`, `${HOUSE} _ ${WANTS} __ ${ACCESS}`, `(der|die|das|the) ${NO_PAGE}[a-z]{4,30} ${WANTS} __ ${ACCESS}`, `(der|die|the) ${NO_PAGE}[a-z]{4,30} (wartet|waits|is waiting) (darauf|for it)`,
  `(ihr|unser|our|their) [a-z]{2,20} ${WANTS} (it|es|ihn)`,
  `${ACCESS} (fuer|von|of|for|des|der) (meine*|unsere*|my|our|the|eine[mnrs]?) ${PEOPLE}`, `${PEOPLE}( s)? ${ACCESS}`, `${ACCESS} _ (gehoert|belongs to) (?!mir|me|uns)`, '(gehoert|belongs to) (mein|unser|my|our)*',
  `(his|her|their|sein|seine[nmrs]?|(?<!(?:zugang|konto|account|login|portal) , )dessen|deren) ${ACCESS}`, '(is|ist) (das|the) _ (konto|account) (von|of|meine*|my)',
  '(geben|gebe|gebt|gib|give) _ weiter', '(schick|schicken|schicke|leite|leiten|leitet|reiche|reichen) _ weiter', '(bitte|please|kann|koennen|koennten|koennte|soll|sollen|darf|werde|will|moechte|wuerde) __ (weitergeben|weiterleiten|weiterreichen|weiterschicken)', 'pass (it|them|this|the link|that) (on|along|over)', 'hand (it|them|this|the link) (on|over|to)', 'forward (it|this|the|them)(?! (?:(?:link|mail|message) )?to my (?:own|pc|laptop|phone|computer|tablet))',
  '(der|die|unser|unsere|mein|meine) (kleiner?|grosser?|juengster?|aeltester?|juengere?|aeltere) (kommt|hat|braucht|kann|will|weint)', '(?<!(?:page|site|portal|system|form|screen) )(asked|told|begged|wants) me to', `(er|${PEOPLE}) __ bat(en)? mich`, '(hat|haben) mich (darum )?(gebeten|beauftragt)', '(schreibe|melde mich|frage) (hier )?fuer (sie|ihn)(?= , (?:weil|da|denn))', '(schreibe|melde mich|frage|bitte) (hier )?(fuer|im auftrag|im namen|statt|anstelle) (meine*|unsere*|eine*|der|die|den|von|des)', '(i am|i m|im) (writing|asking) (for|on behalf)', '(she|he) (told|asked) me',
  '(nutzen|benutzen|teilen|use|share|using|sharing) __ (gemeinsam|together|jointly|zu zweit|zu dritt)', 'gemeinsam (nutzen|benutzen|genutzt|benutzt|verwendet)', '(nutzen|benutzen|teilen|share|use) (uns )?(den|das|ein|einen|the|one|an) (zugang|konto|account|login|passwort|kennwort|password)',
] }]);

/** Whether what we send would be for, or go on to, somebody else. */
export function isForOthers(passage: Passage): boolean {
  return FOR_OTHERS.in(passage).some(([, expression]) => isMeant('somebody-else-gets-it', expression, passage));
}
