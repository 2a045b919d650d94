import { hasOnlyHeard } from './harmless.js';
import type { Concept } from './lexicon/index.js';
import type { ReadSentence } from './score.js';
import type { Passage } from './text/passage.js';
import { compile } from './text/pattern.js';
import { foldedWords } from './text/sentences.js';

/** Words that stand for an access that is not the desk's to give, or for a mailbox that is not read any more. */
const BESIDE = ['othersite', 'staff', 'lostbox', 'lostdevice', 'stranger', 'hacked', 'factor', 'migr'] as const;
type Beside = (typeof BESIDE)[number];
/** A thing that was lost so long ago has been replaced since. A month or a season may be this one. */
const LONG_AGO = /\b(?:vor|ueber) (?:[a-z]{1,8} )?(?:zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|zwanzig|[2-9]|[1-4][0-9]|vielen|einigen|mehreren) jahren\b|\b(?:voriges|letztes|vergangenes|vorletztes|im vorletzten|im vorigen|im vergangenen) jahr\b|\b(?:two|three|four|five|six|ten|[2-9]|[1-4][0-9]|many|several|some) (?:years|summers|winters) (?:ago|back)\b|\blast year\b|\b(?:in|im jahr|im jahre|die|of|anno) (?:19[0-9][0-9]|20[0-2][0-9])\b/;
/** What was lost and is still open to whoever found it. */
const STILL_OPEN = /\b(?:noch|still|immer noch|never|nie|nicht|not) (?:[a-z]{1,12} ){0,3}(?:angemeldet|eingeloggt|gesperrt|logged in|signed in|locked|blocked|geaendert|changed)\b|\b(?:ohne|no|without) (?:[a-z]{1,12} ){0,2}(?:sperre|lock|code|pin)\b/;

/** The same, where nothing but these words speaks against the mail. */
const BESIDE_REASON: Readonly<Record<Beside, string>> = {
  othersite: 'perhaps-another-site', staff: 'special-account', lostbox: 'other-mailbox', lostdevice: 'suspicious', stranger: 'suspicious', hacked: 'suspicious', factor: 'second-wish', migr: 'second-wish',
};

const FRAUD = '(betrug*|betrueger*|phish*|scam*|frauds?|fake*|malware|spam|trojaner*|virus*|viren)';
const MACHINE = '(?:filter|firewall|gateway|server|mailserver|scanner|virenscanner|schutz|virenschutz|program|programm|appliance|software|guard|bot|robot|machine|maschine)';
/** Things on which passwords and mails are kept, and their kinds. */
const KEPT = '(passwor*|kennwor*|password*|entry|entries|eintrag|eintraegen?|favoriten|lesezeichen|bookmarks?|login|logins|user ?names?|namen|liste|list|zettel|plan|ordner|folder|heft|notizbuch|notebook)';
const KEEPER = '(browser|browsers|firefox|chrome|edge|handy|telefon|phone|rechner|computer|laptop|notebook|tablet|geraet|passwortmanager|passwort ?manager|password ?manager|tresor|vault|speicher|passwortspeicher|mail ?server|mailprogramm)';

/** Turns that hold the words and mean none of it, on folded words. What stands inside one says nothing. */
const MEANS_NOTHING: Readonly<Partial<Record<Beside, readonly string[]>>> = {
  hacked: [
    // How something looks or is done.
    '(komische[nrsm]?|seltsame[nrsm]?|merkwuerdige[nrsm]?) (kuerzel|zeichen|namen?|benutzername|anmeldename|buchstaben*|nummer|zahlen*|abkuerzung|endung)', 'verdaechtig (lange?|still|ruhig|leer|leise|kurz|oft|schnell)', '(wie|like) (vor|in|an|bei)? ?(einer|einem|eine|ein) fremden? [a-z]{4,30}',
    '(broken?|breaks|cut|split) in (the )?(two|three|half|halves|pieces|middle)', '(mail*|programm|client|server|outlook|link|zeile*) _ (zer)?hackt', '(abgehackt|zerhackt)(?! worden)', '(line|page|paragraph|row) breaks? into', '(restart|restarted|neustart|neu starten) (for|fuer) (?:the |den |das |der |dem |my )?(anti ?virus|virenschutz|virenscanner)', `(thriller|krimi|novel|film) (about|ueber|where|in dem) (?:[a-z]{1,10} ){0,3}(hack*|${FRAUD.slice(1, -1)})`,
    '(zer)?hackt (alles|alle|den|die|jede*|lange)',
    '(account|profile|login|registration|contract|device) (is|was|runs|stands|stays) _ in my name', 'filled? in my name', 'typed? in my name',
    '(registered|standing|stands|account) (in|under) my name', 'do not recogni[sz]e (each other|one another)', '(leerzeichen|fehler|tippfehler|zeichen|buchstabe|zahlendreher) eingeschlichen', '(rekord|tatverdaechtig|regen)verdaechtig', 'merkwuerdigerweise (auswendig|noch|gut)', '(gehackt|hacked) (wurde|wurden|worden) (ich|wir|es) _ nicht', '(hired|our own|our in house) hackers',
    // A machine that guards.
    `${FRAUD} ?(guard|scanner|filter|checker|program*|software|schutz|protection|check|scan|pruefung|waechter|wall)`, `(look*|search*|scan*|check*|such*|prueft|pruefen|untersucht|test*) _ (for|nach|auf|against) ${FRAUD}`, `${MACHINE} __ fremde[nr]? (absender|mails?|adressen|server|domains?)`,
  ],
  stranger: ['(office|desk|room|parking space) (?:was |is |has been |had been )?(given|assigned|went|goes) to (someone|somebody) else', `(somebody|someone|jemand) (is|was|ist|war) _ ${MACHINE}`, `(somebody|someone) is (our|the|a) _ ${MACHINE}`],
  migr: [
    '(moved|move|shifted) over (the|a) (weekend|night|holidays?)', '(lost|missing|verschwunden|verloren*|untergegangen) (in|during|bei|waehrend) (our|the|unserer|der) (mail |mailbox |server |mailserver )?(migration|uebertragung)', '(system|programm|software|server|client) (converts?|converted)', `${KEPT} __ (uebertrag*|uebernommen|mitgenommen|mitgekommen|carried over|transferred|moved over|migrated|imported|converted)`, `(uebertrag*|uebernahme|uebernommen|mitgenommen|carry*|carried over|transferred|migration|migrat*) __ ${KEPT}`,
    `${KEEPER} __ (uebertrag*|uebernommen|uebernahme|umzug der daten|mitgenommen|mitgekommen|moved over|carried over|transferred)`, '(sturmflut|flut|wasser|wind|sturm|auditor|feuer) _ mitgenommen', '(daten|unterlagen) ist bei der [a-z]{4,30}aufloesung mit', 'transfer (vessel|boat|bus|ship|train)', 'bring our (set|device|tester|unit|machine|laptop|instrument)', 'both halves of my login', '(with|mit) (seinem|ihrem|his|her) eigenen zugang uebernommen',
  ],
  factor: ['mfa [0-9]{1,2}[a-z]?', 'zweiten schritt __ (ausfuell*|formular|registrierung)', '(user|customer|trade) _ (or|and) (user|customer) codes?', 'app it says __ customer code'],
};
const COMPILED = new Map<Beside, RegExp>();

/** What took a mail for fraud and threw it away did no harm, unless something was typed in before. */
const TAKEN_FOR_FRAUD = compile([
  `(hielt|hielten|halte|haelt|gehalten|held|took|taken|mistook|mistaken|dachte|dachten|denkt|gedacht|glaubte|glaubten|geglaubt|thought|believed|suspected) __ ${FRAUD}`, `${FRAUD} __ (hielt|hielten|gehalten|glaubte|dachte|gedacht)`, `(kurs|schulung|training|course|fortbildung|uebung|workshop|unterweisung|lesson|warnung|warning) _ ${FRAUD}`,
  `${FRAUD} ?(mails? )?(tests?|schulung|training|kurs|uebung|course|workshop|erkennen|simulation)`, `(because|weil|wegen|since|zu viele|so much|so many|too much|too many|gegen|against|nach) _ ${FRAUD}`, `(regel|regeln|rule|rules|filter) __ ${FRAUD}`, `fuer (eine[nrs]?|ein) (der |dieser |von diesen |den )?(ueblichen |vielen )?${FRAUD}`, `(gucken|schauen|sehen|pruefen|check|see|klaeren) (ob|if|whether) _ ${FRAUD}`, 'komische[nr]? (zeichen|absender|betreff)',
]);
/** What was only heard of does no harm to whoever learned it, unless it had happened to them before (`hasOnlyHeard`). */
const COURSE = '(drill|awareness|uebung|sicherheitsuebung|lehrgang|briefing|refresher|unterricht|kurs|onlinekurs|schulung|training|course|fortbildung|workshop|unterweisung|lesson|vortrag|webinar|seminar|abend|evening|talk|trainer|schulungsvideo|video)';
const HEARD_OF = compile([
  `${COURSE} (?:[a-z]{1,12} ){0,1}(ueber|on|about|zu|gegen|in|against|zum thema)? ?${FRAUD}`, `${FRAUD} ?(mails? |awareness |erkennen )?${COURSE}`, `(vor|against|about|ueber) ${FRAUD} (gewarnt|warned)`, '(kurs|schulung|vortrag|schulungsvideo|video) ueber betrugsversuche', '(vor|gegen) betrugsmails gewarnt', `trainer in ${FRAUD}`, `${FRAUD} awareness (morning|afternoon|day|week)`, `(taught|lehrte) (me|us|uns|mir) (?:[a-z]{1,8} ){0,2}(about|ueber) ${FRAUD}`, `(gestellte[rnms]?|vorgetaeuschte[rnms]?) ${FRAUD}`,
]);
const THROWN_AWAY = /\b(?:geloescht|loescht|loeschte|loeschen|gemeldet|weggeworfen|weggeschmissen|entsorgt|vernichtet|verschluckt|weggeklickt|geklickt um|aussortiert|entruempelt|ausgemistet|papierkorb|deleted?|deletes|deleting|binned|bins|erased|threw|throws?|thrown|trashed|trash|reported|swallowed)\b/;
const TYPED_IN = /\b(?:eingegeben|eingetragen|eingetippt|verraten|mitgeteilt|angegeben|hinterlassen|angeklickt|draufgeklickt|entered|typed|filled in|put my|put the password|clicked the|pressed the|gave|given|told them)\b/;

/** What the whole mail says of fraud. */
interface Innocence {
  readonly isWary: boolean;
  readonly hasOnlyHeard: boolean;
}

/** A surname of the sender's, which is "TAN" as well. */
function isOwnName({ sentence }: ReadSentence, word: number, own: ReadonlySet<string>): boolean {
  return own.has(sentence.words[word]!);
}

/** A laptop of the office is a device and Outlook reads mails: no accounts of staff; and "is correct but the portal" names no other site. */
const ONLY_DEVICE = /^(?:dienst(?:laptop|rechner|pc|handy|tablet|geraet)|outlook)/;
const NOT_INSIDE = /^(?:but|aber|und|and|trotzdem|still|yet)$/;

function isBeside(one: ReadSentence, concept: Beside, own: ReadonlySet<string>, innocence: Innocence): boolean {
  const { sentence, found } = one;
  const occurrences = found.get(concept);
  if (!occurrences) return false;
  if (concept === 'lostdevice' && isLongAgo(sentence.text)) return false;
  const nothing = spansOf(concept, sentence.text, innocence);
  return occurrences.some(({ firstWord, lastWord }) => {
    if (ONLY_DEVICE.test(sentence.words[firstWord]!) || sentence.words.slice(firstWord + 1, lastWord).some((word) => NOT_INSIDE.test(word))) return false;
    const [from, to] = [sentence.offsets[firstWord]!, sentence.offsets[lastWord]! + sentence.words[lastWord]!.length];
    return !nothing.some(([begin, end]) => begin <= from && to <= end) && !(firstWord === lastWord && isOwnName(one, firstWord, own));
  });
}

/** Whether a device that a sentence calls lost was lost years ago, and is not left open. */
function isLongAgo(text: string): boolean {
  return LONG_AGO.test(text) && !STILL_OPEN.test(text);
}

/** Whether a device is lost, of late. */
export function isDeviceLost(sentences: readonly ReadSentence[]): boolean {
  return sentences.some(({ sentence, found }) => found.has('lostdevice') && !isLongAgo(sentence.text));
}

/** Where a sentence says nothing though it holds the words. */
function spansOf(concept: Beside, text: string, { isWary, hasOnlyHeard }: Innocence): readonly (readonly [number, number])[] {
  const patterns = MEANS_NOTHING[concept];
  if (!patterns) return [];
  let compiled = COMPILED.get(concept);
  if (!compiled) COMPILED.set(concept, (compiled = compile(patterns)));
  return [compiled, ...(concept === 'hacked' && isWary ? [TAKEN_FOR_FRAUD] : []), ...(concept === 'hacked' && hasOnlyHeard ? [HEARD_OF] : [])].flatMap((expression) => [...text.matchAll(expression)].map(({ index, 0: { length } }) => [index, index + length] as const));
}

/**
 * The reasons, by such words alone, to let a person look.
 *
 * @param whole the sentences as one text
 */
export function besidesIn(present: ReadonlySet<Concept>, sentences: readonly ReadSentence[], { text }: Passage, fromName: string): readonly string[] {
  const spoken = BESIDE.filter((concept) => present.has(concept));
  // Most mails speak of none.
  if (spoken.length === 0) return [];
  const own = new Set(foldedWords(fromName).text.split(' '));
  const innocence: Innocence = { isWary: THROWN_AWAY.test(text) && !TYPED_IN.test(text), hasOnlyHeard: hasOnlyHeard(text) };
  return spoken.filter((concept) => sentences.some((one) => isBeside(one, concept, own, innocence))).map((concept) => BESIDE_REASON[concept]);
}
