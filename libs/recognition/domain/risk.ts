import type { CaseType } from '#kernel';
import type { Passage } from './text/passage.js';
import { PhraseIndex } from './text/phrase-index.js';
import type { MailToRecognise, Risk } from './recognition.js';
import type { Sentence } from './text/sentences.js';

export interface RiskVerdict {
  readonly risk: Risk;
  readonly riskSignals: readonly string[];
}

/** Ways of saying one thing, in the small language of pattern.ts. */
type Phrases = readonly string[];

interface Sign {
  readonly name: string;
  readonly level: Risk;
  /** All of them in one sentence (or, with `mail`, anywhere in the mail). */
  readonly all: readonly Phrases[];
  readonly none?: Phrases;
  readonly mail?: boolean;
}

const SECRET = ['*passwor*', '*kennwor*', '*password*', 'passcode', 'pins?', '*links?', '*codes?', '*zugangsdaten', '*anmeldedaten', '*logindaten', 'zugaenge?', 'zugang', 'credentials', 'login', 'login details', 'access', '*logins', 'faktor', 'factor'];
/** Somebody beside the writer has to do with an access; who merely deleted a mail or thought of a password does, too. */
const SOMEBODY_NEAR = [
  '(mein*|unser*) (kolleg*|chef*|vorgesetzte*|mitarbeiter*|praktikant*|azubi*|auszubildende*|lehrling|freund*|bekannte*|nachbar*|kunde|kundin|mandant*|klient*|frau|mann|ehemann|ehefrau|sohn*|tochter|vater|mutter|bruder|schwester|kind|kindes|enkel*|oma|opa|geschaeftsfuehr*|inhaber*) __ (passwor*|kennwor*|zugang*|konto|account|login|portal*|pin|benutzername*|vergessen|anmelden|registr*|freigeschaltet|gesperrt|aktiv*|angemeldet)',
  '(my|our) (colleague|boss|manager|director|ceo|cfo|client|employee|assistant|intern|trainee|apprentice|chairman|wife|husband|son|daughter|father|mother|brother|sister|friend|child|dad|mum|mom) __ (password|account|login|access|portal|pin|user ?name|forgot*|log in|sign in|locked|registered)',
  '(meines?|meine[mnr]?|unsere?[mnrs]?|my|our) (sohn*|tochter|kind|kindes|azubis?|auszubildende*|lehrlings?|son|daughter|child|trainee|apprentice)',
];
const RELATED = '(kolleg*|chef*|vorgesetzte*|mitarbeiter*|praktikant*|azubi*|auszubildende*|lehrling*|freund*|bekannte*|nachbar*|kunde|kundin|mandant*|frau|mann|ehemann|ehefrau|sohn*|tochter|vater*|mutter|bruder*|schwester|kind|kindes|enkel*|oma|opa|colleague|boss|manager|director|client|employee|assistant|intern|trainee|apprentice|chairman|wife|husband|son|daughter|father|mother|brother|sister|friend|child|dad|mum|mom)';
/** The account belongs to somebody else than the one who writes. */
const ACCOUNT_OF_OTHER = [
  `(mein*|unser*|my|our) ${RELATED} __ (vergessen|verloren|verlegt|gesperrt|anmelden|registrieren|einloggen|braucht|benoetigt|forgot|forgotten|lost|locked|log in|sign in|needs|remember)`, `(*passwort|*kennwort|*zugang|*zugangsdaten|*konto|*login|*link|pin|password|account|access) (meine*|unsere*|my|our) ${RELATED}`, `(mein*|unser*|my|our) ${RELATED} _ (kommt|kommen|kann|can not) _ (nicht|get|log|sign|mehr)`, `(mein*|unser*|my|our) ${RELATED} __ (does|macht|erledigt|betreut|verwaltet|handles|manages) _ (portal|konto|account|zugang)`, '(passwort|kennwort|password|pin) (hat|has) (er|sie|he|she) (vergessen|verloren|forgotten|lost)', `(account|konto|zugang|login) __ (name of|namen|auf|gehoert) (mein*|my|unser*|our) ${RELATED}`, `(weiss|kennt|knows) (nur|only) (mein*|unser*|my|our) ${RELATED}`, `(meine[mnr]|meines|unsere[mnr]|unseres) ${RELATED}( [a-z]{3,20})? (fehlt|fehlen|gehoert)`,
  '(his|their|her) (portal )?(password|account|login|log in|access|phone|mailbox|credentials|pin|user ?name|second factor)', '(dessen|deren|seinem?n?) (passwort|kennwort|zugang|konto|account|zugangsdaten|benutzername*|portal|login|postfach|handy|zweiten)( (hat|ist|fuer|nicht|von|und|zuruecksetzen))?',
  '(password|account|login|access|zugang|passwort|konto|login|pin|benutzername) (of|von|fuer|for|des|der|meine[rs]|unsere[rs]|my) (my|our|meine*|unsere*|herrn?|frau|mr|mrs|ms|dr)? ?(colleague*|boss|son*|daughter*|father*|mother*|client*|kolleg*|chef*|sohn*|tochter|vater*|mutter|mandant*|mitarbeiter*|mann*|kind*|azubi*|auszubildend*|herrn?|frau|mr|mrs|ms|dr)',
  '(schreibe|melde mich|wende mich|frage) _ (fuer|im namen|im auftrag|wegen) (von |meine* |unsere* )?', 'im (namen|auftrag) (von|meine*|unsere*|des|der)', 'on behalf of', 'wir vertreten', 'unser(e|en|es|em)? mandant*', 'our clients?', '(steuerberater|steuerkanzlei|rechtsanwaelt*) (der|des|von)',
  '(he|she) (can ?not|can not|has forgotten|forgot|has lost|lost|needs) _ (password|login|access|account|remember|recall|log|sign|get|pin)*', '(er|sie) hat _ (passwort|kennwort|zugang|pin|zugangsdaten) _ (vergessen|verloren|verlegt)', '(folgenden|drei|vier|mehrere|alle) (lehrkraefte|kolleg*|mitarbeiter*|schueler*|personen)', '(bei|fuer|von) (herrn|frau|kollege|kollegin) [a-z]{3,20} __ (zurueck|faktor|passwor*|kennwor*|zugang*|konto|code)',
  '(brauche|brauchen|benoetige|benoetigen|need) _ (ihr|sein|deren|dessen|his|her|their) (*passwor*|*kennwor*|password|pin|login|zugang|zugangsdaten|access)', '(his|her|their) own (mailbox|email|phone|inbox)', '(setzen|setzt|set|reset) (sie |bitte )*(ihr|sein|deren|her|his|their) (*passwor*|*kennwor*|password|pin)', 'vertrete (sie|ihn|ich|frau|herrn)', '(sie|ihn) vertrete', 'sorgeberechtigt*', 'erziehungsberechtigt*', 'executive assistant', 'look after (his|her) (diary|calendar)', '(managing director|geschaeftsfuehrer*|ceo|chef*) __ (needs|braucht|benoetigt|has forgotten|hat) __ (access|passwor*|kennwor*|zugang*|portal)', 'passed away', 'verstorben*', 'my late (father|mother|husband|wife)', '(?<!jeder )(sein|seine|seinen) (passwort|kennwort|zugangsdaten|pin|zugang)', '(ihr|ihre|ihren) (passwort|kennwort|zugangsdaten|pin) (vergessen|verlegt|verloren)',
];
const OTHER_PERSON = [...ACCOUNT_OF_OTHER, ...SOMEBODY_NEAR];
const AUTHORITY = ['geschaeftsfuehr*', '*chef*', 'ceo', 'cfo', '(managing )?directors?', '*leitung', 'leiter (des|der)', 'rektor*', 'schulleiter*', '*amtsleiter*', 'polizei', 'ministerium', 'behoerdenleit*', 'buergermeister*', 'vorstand*', 'landrat', 'president', 'the board', 'police', 'it sicherheit', 'minister*', 'anwalt', 'anwaeltin', 'lawyer', 'head of', 'vice president', 'staatsanwalt*', 'dezernent*'];
const URGENCY = ['sofort*', 'umgehend', 'dringend*', 'eilt', 'eilig*', 'unverzueglich', 'schnellstmoeglich', 'schnellstens', 'asap', 'urgent*', 'immediately', 'right away', 'right now', 'within (the|an|one) hour', '(innerhalb|in|spaetestens) _ (stunde|minuten)', 'noch heute', 'before (noon|the meeting)', 'kurzfristig', 'nicht warten', 'can not wait', 'the minute', 'letzte chance', 'no time', 'keine zeit', 'heute noch', 'within minutes'];

const SIGNS: readonly Sign[] = [
  { name: 'prompt-injection', level: 'high', mail: true, all: [['(ignore|disregard|forget|override) _ (previous|prior|above|earlier|all|your) _ (instructions?|rules?|polic*|prompts?|guidelines?)?', '(ignorier*|vergiss|missachte*|uebergeh*) _ (anweisung*|regel*|instruktion*|vorgaben|prompt*|richtlinien)', 'system ?prompt', '(you are|du bist|sie sind) (now|jetzt|ab jetzt|nun) _ (mode|modus|assistant|assistent|admin|ki)', '(note|hinweis|anweisung|nachricht|instruction|message) (to|an|for|fuer) (the|die|das|den)? _ (ai|ki|assistant|assistent|model|modell|bot|classifier|system|software|automat*|triage)', 'maintenance mode', 'developer mode', '(mark|classify|treat|flag|set|markiere|klassifizier*|behandle|stufe|werte) _ (ticket|request|mail|message|case|sender|anfrage|absender|vorgang|this|fall|diese|diesen) __ (verified|approved|trusted|low risk|verifiziert|genehmigt|geprueft|vertrauenswuerdig|bestaetigt|freigegeben|unbedenklich)', '(identitaet|identity) (ist |is |has |was |wurde )?(bereits |already |schon )?(been )?(verified|geprueft|bestaetigt|verifiziert)', 'language model', 'sprachmodell', 'kuenstliche intelligenz', 'automatische[nrs]? (sachbearbeitung|verarbeitung|klassifikation)', 'bearbeitungs(system|automat|software)', 'as an ai', 'level a[0-3]', 'auto approve']] },
  { name: 'link-elsewhere', level: 'high', all: [SECRET, ['nicht an die (alte|hinterlegte|registrierte|bisherige|andere)', 'not to (the|my|his|her) (old|registered|usual|other|work|office|school|company)', 'nicht an (die|meine|das|mein|seine|ihre) [a-z]{0,20}(adresse|mail|postfach|emailadresse)', 'sondern (an|auf|per) (mein|meine|mich|diese|sms|whatsapp|emailaddr)', '(auf|an) (mein|meine) (privat[a-z]{1,3} )?(handy|handynummer|telefon|nummer)', 'to my (mobile|phone|private|personal)', 'tell me the (password|code|pin) (by|over) (the )?phone', '(ausnahmsweise|direkt|lieber|stattdessen|besser) _ an (emailaddr|mich|diese|meine private|die folgende|die obige|meine andere)', '(directly|instead|rather|exceptionally) _ to (emailaddr|me|this|my private)', '(to|an) emailaddr (instead|statt)', 'instead of (him|her|them)', '(an|auf) (meine|diese|die) (private|andere|folgende|obige)? _ (mailadresse|adresse|emailadresse|handynummer|nummer) (statt|anstatt)', '(schick*|send*|mail*|zukommen|uebermitt*) __ (private[nrs]?|persoenliche[nrs]?|andere[nrs]?) (mailadresse|adresse|emailadresse|email|mail|nummer|handynummer|postfach)', '(antwort*|zurueck|hier) __ (private[nrs]?|andere[nrs]?) (mailadresse|adresse|emailadresse|email|postfach)', '(send|mail|forward|give) __ (private|personal|other|home) (address|email|mail|mailbox|inbox|account|phone|mobile)', '(just |simply |einfach )?(reply|respond|answer|antworten?) __ (with|mit) _ (password|passwort|kennwort|code|pin)', 'gesammelt an mich', 'ausweichadresse', 'private[rn]? (mailadresse|emailadresse|adresse|email) (schick*|send*)']], none: ['nicht den link an meine alte mail'] },
  { name: 'link-elsewhere', level: 'high', mail: true, all: [SECRET, ['(text|sms|whatsapp|fax|simse*|funk*) (the|it|me|us|him|her|mir|uns|es|das) __ (to|an|auf|at|unter) [0-9]{2,14}', '(text|sms|whatsapp) (me|us) __ (password|code|pin|new one|it)', '(per|via|als|by) (sms|whatsapp|signal|telegram|fax) __ (an|auf|to|at|unter|schick*|send*)', '(schick*|send*) __ (per|via|als|by) (sms|whatsapp|signal|telegram|fax)']] },
  { name: 'link-elsewhere', level: 'high', mail: true, all: [SECRET, ['(an|auf|in) (meine|mein|meinem|unsere) (private[nrsm]?|persoenliche[nrs]?|andere[nrs]?) (mailadresse|adresse|emailadresse|email|mail|postfach|handy|nummer)', '(to|at|into) my (private|personal|home|other|own) (address|email|mail|mailbox|inbox|account|phone|number)'], ['schick*', 'send*', 'mail(en)?', 'antwort*', 'uebermitt*', 'zukommen', 'reply', 'forward', 'give']], none: ['(aendern|umstellen|umschreiben|eintragen|hinterlegen|change|switch|update) __ (auf|to) (meine|my)', 'writing from'] },
  { name: 'third-party-wants-secret', level: 'high', mail: true, all: [ACCOUNT_OF_OTHER, ['(schick*|send*|uebermitt*|uebersend*|zusend*|zukommen|mail|mailen|geben|teilen|nenn*|forward|give|tell|stell*|ausstell*) __ (mir|uns|mich|me|us|an unsere|meine adresse|diese adresse|this address|emailaddr)', '(an mich|to me|to us|mir|uns) __ (geben|gebt|give|zuschick*|schick*|send*|zusend*|weiter|instead|mitteil*|nenn*|durchgeb*|instead of him|instead of her)', '(brauche|benoetige|benoetigen|brauchen|need) __ (sein|seine|seinen|ihr|ihre|ihren|deren|dessen|his|her|their) _ (passwor*|kennwor*|pin|zugang*|zugangsdaten|password|login|code|access|credentials)', '(richte|gebe|set) (ich|it|es)? ?(es )?(ihm|ihr|up for (him|her))', 'verteile sie', 'gebe (es|ihn|sie) weiter', '(will|can) (hand|pass) (it|them) (over|on)', 'leite (es|ihn|sie) weiter']] },
  { name: 'authority-and-urgency', level: 'high', mail: true, all: [AUTHORITY, URGENCY, SECRET, ['*passwor*', '*kennwor*', '*zugang*', 'access', 'login', 'faktor', 'factor', 'pin', 'code*', 'account', 'konto', 'adresse', 'address']] },
  { name: 'asks-to-skip-checks', level: 'high', mail: true, all: [['(rueckfragen|rueckfrage|rueckruf) __ (unterlassen|verzichten|nicht|ersparen|unnoetig|absehen)', '(ohne|keine|kein) _ (rueckfrage|rueckfragen|pruefung|ueberpruefung|formalitaeten|buerokratie|rueckruf|verifizierung|nachweis)', '(skip|bypass|waive|forego|without) _ (verification|checks?|checking|procedure|process|security|paperwork|formalities|call ?back|identity)', 'vollmacht __ (reich*|folgt|nach*|spaeter|liegt vor|vorhanden)', '(power of attorney|authori[sz]ation|letter) __ (later|follows|follow|afterwards)', '(do not|please do not|nicht) _ (call|ring|contact|anrufen|zurueckrufen|kontaktier*)', '(please|could you|can you|kindly) make an exception', '(mach*|bitte) _ eine ausnahme', 'ausnahmsweise', '(ist|wurde|alles) _ (abgesprochen|abgestimmt)', '(anrufen|anrufe|rueckruf*) __ (absehen|abzusehen|verzichten)', 'vorgesetzter? ist informiert', 'diskretion*', 'discretion', 'already (cleared|agreed|approved) (with|by)', 'wissen bescheid', 'weiss bescheid', 'ist informiert', 'reiche ich nach', 'reichen wir nach', 'just this once', 'nur dieses (eine )?mal', 'unter uns', 'between us', 'auf dem kurzen dienstweg', 'unbuerokratisch', 'knows about (it|this)', 'signed off', 'no need to (bother|call|ask|tell|contact|go through|use|follow)', '(as|wie) (discussed|agreed|besprochen|vereinbart) (with|on|mit|am|by)', 'nicht noetig (ihn|sie) zu', 'court papers', 'papers (will )?follow', 'unterlagen folgen'], ['*passwor*', '*kennwor*', '*zugang*', '*zugaeng*', 'access', 'login', 'faktor', 'factor', 'pin', 'code*', 'links?', 'mailadresse', 'emailadresse', 'account', 'konto', 'konten']], none: ['registrierung* __ manuell'] },
  { name: 'asks-second-factor-off', level: 'high', all: [['(faktor|2fa|mfa|authenticator|authentifizierung|factor|token)'], ['(deaktivier*|abschalt*|ausschalt*|entfern*|abstellen|disable|remove|switch|turn|bypass|umgehen|aussetzen|zuruecksetz*|setzen|reset)'], ['(herrn?|frau|kollege*|kollegin|mitarbeiter*|chef*|mr|mrs|ms|dr|his|her|their|seine[nrm]?|ihre[nrm]?|vorgesetzte*|our|unser*) [a-z]{2,20}']] },
  { name: 'privileged-account', level: 'high', mail: true, all: [['privileged', 'admin(istrator)?(en)? (account|rights|access|konto|rechte|zugang|kennung|passwort|password)', '(?<!(?:liebe|lieber|geehrte|geehrter|dear|hello|to the|apologies to the) )administrator*(?! (?:(?:mr|mrs|ms|herr|frau) [a-z]{2,20} )?(?:hat|has|had|showed|released|keeps|konnte|noch)(?![a-z]))', 'superuser', 'root', 'domain admin', 'adminkonto', 'adminzugang', 'adminrechte', 'elevated', 'service account', '(account|konto) admin'], ['*passwor*', '*kennwor*', 'reset*', '*zugang*', 'access', 'faktor', 'factor', 'unlock*', 'entsperr*']] },
];

const CLEAR_PASSWORD: readonly RegExp[] = [
  /(?:passwor[td]|kennwor[td]|password|passcode|pw)\b[^\n]{0,30}?(?:\bist\b|\blautet\b|\bwar\b|\bis\b|\bwas\b|:|=|\bals\b)\s{0,3}["„“']?(?=[^\s"“”]{0,30}\d)(?=[^\s"“”]{0,30}[a-zA-Z])[^\s"“”]{5,30}/iu,
  /(?:als|as|with|mit|the)\s{1,3}(?:passwort|kennwort|password)\s{1,3}["„“']?(?=[^\s"“”]{0,30}\d)(?=[^\s"“”]{0,30}[a-zA-Z])[^\s"“”]{5,30}/iu,
  /(?:^|\n)\s{0,8}(?=[^\s@]{0,40}\d)(?=[^\s@]{0,40}[A-Za-z])(?=[^\s@]{0,40}[!#$%&*+=?§])[^\s@/]{6,40}\s{0,5}(?:\n|$)/u,
  /["„“'](?=[^\s"“”']{0,30}\d)(?=[^\s"“”']{0,30}[A-Za-z]{3})(?=[^\s"“”']{0,30}[!#$%&*+=§]|[^\s"“”']{0,30}\d{2})[^\s"“”'@/.]{6,30}["“”']/u,
];
const HAND_OVER: ReadonlySet<CaseType> = new Set(['lost-email-access', 'email-change', 'pin-activation', 'two-factor-lost', 'account-deletion', 'forgot-identity']);

const TEMPORARY = ['temporaere[snmr]? (passwort|kennwort)', 'voruebergehende[snmr]? (passwort|kennwort)', 'temp(orary)? password', 'one time password'];

const PHRASES = new PhraseIndex<Phrases>(() => [...new Set([OTHER_PERSON, ACCOUNT_OF_OTHER, TEMPORARY, URGENCY, ...SIGNS.flatMap(({ all, none }) => [...all, ...(none ? [none] : [])])])].map((patterns) => ({ owner: patterns, patterns })));

/** How dangerous it would be to believe this mail (recovery-security.md section 3: T1, T2, T4, T23, T24). */
export function riskOf(mail: MailToRecognise, passage: Passage, sentences: readonly Sentence[], primary: CaseType, hasStranger: boolean, present: ReadonlySet<string>, isPassedOn: boolean): RiskVerdict {
  const whole = passage.text;
  const mayHold = new Map(PHRASES.in(passage));
  const has = (phrases: Phrases, text: string): boolean => {
    const expression = mayHold.get(phrases);
    if (!expression) return false;
    expression.lastIndex = 0;
    return expression.test(text);
  };
  const found: { name: string; level: Risk }[] = [];
  for (const sign of SIGNS) {
    const places = sign.mail ? [whole] : sentences.map((sentence) => sentence.text);
    if (places.some((place) => sign.all.every((phrases) => has(phrases, place)) && !(sign.none && has(sign.none, place)))) found.push(sign);
  }
  if (primary === 'suspected-compromise' || hasStranger) found.push({ name: 'stranger-in-account', level: 'high' });
  if (present.has('lostdevice')) found.push({ name: 'lost-device', level: 'high' });
  if (primary === 'spam' && (present.has('threat') || present.has('verify'))) found.push({ name: 'phishing', level: 'high' });
  if (has(OTHER_PERSON, whole)) found.push({ name: 'third-party', level: 'medium' });
  if (CLEAR_PASSWORD.some((pattern) => pattern.test(`${mail.text}\n`)) && (present.has('pw') || primary === 'wrong-credentials')) found.push({ name: 'password-in-clear', level: 'medium' });
  if (isPassedOn) found.push({ name: 'passed-on', level: 'medium' });
  if (HAND_OVER.has(primary)) found.push({ name: `control-moves:${primary}`, level: 'medium' });
  if (present.has('scanner') && has(TEMPORARY, whole)) found.push({ name: 'wants-temporary-password', level: 'medium' });
  if (has(URGENCY, whole)) found.push({ name: 'urgency', level: 'low' });
  if (mail.replyTo.length > 0 && !mail.replyTo.some((address) => address.toLowerCase() === mail.fromAddress.toLowerCase())) found.push({ name: 'reply-to-differs', level: 'low' });
  const risk = found.some((one) => one.level === 'high') ? 'high' : found.some((one) => one.level === 'medium') ? 'medium' : 'low';
  return { risk, riskSignals: [...new Set(found.map((one) => one.name))] };
}
