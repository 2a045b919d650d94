import { canonicalAddress, domainOf } from '#kernel';
import type { RecognitionContext } from '../recognition.js';
import { fold } from '../text/fold.js';
import { matchesOf } from '../text/phrase-index.js';

/** An address that the text names, and what the words around say of it. */
export interface Mention {
  readonly address: string;
  /** How much the words around say "the one on file so far" (positive) or "the one to come" (negative). */
  readonly oldness: number;
  readonly registered: boolean;
  /** Only somewhere to send to or to copy: says nothing of what is on file. */
  readonly aside: boolean;
  /** The sentence before it speaks of sending, or of what is to come. */
  readonly wanted: boolean;
  /** "Change the address to …": what shall stand there, never what stands there. */
  readonly toCome: boolean;
}

export const ADDRESS = /[A-Za-z0-9._%+\-äöüÄÖÜß]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}/gu;

const OLD_BEFORE = /(?:\balte[nrms]?\b|bisherig|frueher|ehemalig|vorherig|\bvon\b|\bstatt\b|anstelle|anstatt|registriert|hinterlegt|\bold\b|former|previous|\bfrom\b|rather than|instead of|registered|account is|points to|ursprueng|damals|konto\b|laeuft noch|noch auf|gespeichert|still shows|replace|weg von|loeschen|letzte)[^@]{0,50}$/u;
const OLD_AFTER = /^[^@]{0,12}(?:,?\s{0,2}(?:gibt es|existiert|ist|wurde|wird|kann|is|was|has|no longer|which|die|das|der|nicht mehr|existier|geht))[^@]{0,70}(?:im nichts|ins leere|nichts mehr|nicht mehr|geschlossen|abgeschaltet|tot\b|stillgelegt|geloescht|eingestellt|gekuendigt|kein|erloschen|closed|gone|switched off|deleted|dead|no longer|never|disabled|nirwana|keinen zugriff|nicht abrufen|discontinued)/u;
const NEW_BEFORE = /(?:\bneu(?:\s(?:ist|lautet|waere))?\s{0,2}:?\s|\bneue[nrms]?\b|kuenftig|zukuenftig|ab sofort|\bauf\b|stattdessen|jetzt|nun\b|durch|ersetzen durch|aktuell|\bnew\b|\bto\b|\bput\b|from now|in future|instead:|\bwith\b|now\b|erreichbar|eintragen|tragen sie|hinterlegen|verwenden|\buse\b|an meine|my address|meine adresse|aendern in|updated? to|heisse ich|bin ich|reach me at|get me:?|nehmen sie|notieren sie|danach)[^@]{0,40}$/u;
const NEW_AFTER = /^[^@]{0,20}(?:eintragen|hinterlegen|verwenden|statt\b|anstatt|anstelle|ab sofort|from now on|instead|rather than|in its place|in place of|als neue|bei (?:ihm|ihr) eintragen|nutzen|umstellen|aendern|as the (?:new )?(?:login )?address|dauerhaft|als (?:neue )?(?:anmelde)?adresse|(?:drin|stehen)(?:stehen)? (?:soll|lassen))/u;
const REGISTERED = /(?:registr|angemeldet|hinterlegt|konto|account|login|log-in|profil|laeuft (?:auf|unter|ueber)|benutzer|username|user name|zugang|anmeld|e-?mail|mail me|adresse|address|signed up|sign-?in|unter\b|mit\b|lautet|link)[^@]{0,60}$/u;
const NOT_REGISTERED = /(?:an(?: meine| diese| die)?(?: private| andere| neue)?(?:\s?e-?mail-?|\s?mail-?)?\s?(?:adresse|address)?|erreichen sie mich|erreichbar unter|antwort(?:en)?(?: bitte)? an|reach me at|reply to|cc|kopie an|vorgesetzte|kollegin?|chef|weitergeleitet von|instead of him|direkt an)\s{0,3}:?\s{0,3}$/u;
/** Where the writer is on file, right before the address: "stehe ich bei Ihnen als", "it's registered to". */
const ON_FILE = /(?:(?:noch|laeuft|registriert|angemeldet|gemeldet|still|eingetragen|hinterlegt) (?:auf|unter|mit|under|with|as|on|als|bei)|(?:registered|signed up|tied|linked|attached|connected|bound|writes?|goes|belongs) (?:to|with|under|at|as)|(?:ha(?:engt|engen)|klebt) (?:noch )?an|(?:verknuepft|verbunden|gekoppelt) mit|(?:stehe ich|bin ich|habt ihr mich|haben sie mich|you have me|you know me|know me)(?: bei (?:ihnen|euch))?(?: noch| still)?(?: als| under| as| unter| mit)|runs on|account (?:is|has the address)|address on my (?:profile|account) is|bis(?:lang|her) (?:melde|bin) ich (?:mich )?[^@]{0,30}mit|noch hier|(?:als ziel|steht(?: dort| da)?) noch|which is)\s{0,3}[("„:]{0,2}\s{0,2}$/u;
/** The address of the one whose account it is, or the one it has always been: also if the link is wanted there. */
const KNOWN_BOX = /(?:\bhis|\bher|\btheir|\bsein(?:e[nmr]?)?|\bihr(?:e[nmr]?)?|hinterlegte[nmr]?|registered|uebliche[nmr]?|usual|bekannte[nmr]?|dienstliche[nmr]?|\bsame|\bselbe[nr]?|gleiche[nr]?) (?:[a-z-]{2,15} ){0,2}(?:adresse|postfach|(?:dienst|firmen|schul)?(?:e-?)?mail(?:-?adresse)?|(?:dienst|firmen)?postfach|address|mailbox|inbox|account|login|konto)(?: ist| is| lautet)?[,: (]{0,3}$/u;
/** A mailbox that is somebody's: "sein Postfach (", "Work mail,", "Silke Ahrens (", "her password for". */
const SOMEBODYS = /(?:postfach|mailbox|inbox|dienst[a-z]{0,12}|firmen[a-z]{0,12}|schul[a-z]{0,12}|work ?(?:e-?)?mail|mails?|e-?mails?|mailadresse|(?:password|passwort|kennwort|account|konto|two-factor|zugang|login) (?:for|of|fuer|von))(?: ist| is| lautet)?\s?[,:(]{0,2}\s?$|[a-z]{2} \($/u;
/** "an meine andere Mail", "to our shared mailbox": where it is wanted. */
const ELSEWHERE = /\b(?:an|auf|to|into) (?:das|die|den|mein[a-z]{0,2}|unser[a-z]{0,2}|eine?n?|my|our|the|an?|another)\b[^@.!?]{0,40}$|\b(?:andere|other|another|private[rn]?|neue[rnms]?|new|diesmal|this time)\b[^@.!?]{0,30}$/u;
const SOMEBODYS_AFTER = /^[)"]?,?\s(?:komme? ich|kann ich|exists?\b|existiert|is already|ist (?:schon|bereits)|ist (?:das|sein|ihr|mein) (?:konto|login)|is (?:the|his|her|my) (?:account|login)|only opens)/u;
/** "Ändern Sie die Adresse auf", "switch it over to"; a link that is sent somewhere changes nothing. */
const CHANGE_TO = /\b(?:aender[a-z]{0,3}|umaendern|umstellen|stell[a-z]{0,2}|umschreiben|umtragen|change|switch|update|move|transfer)(?: (?!link\b|mails?\b|code\b|nachricht)[a-z-]{1,20}){0,5} (?:auf|in|zu|to)\s{0,2}["„:(]?\s{0,2}$/u;
/** "… auf x@y um": without it, "stellen" may be said of a mail. */
const TO_CHANGE = /^[)"“]?\s{1,2}(?:um|umstellen|aendern|umaendern|umschreiben|umtragen)(?![a-z])/u;
const PLACED = /\bstell[a-z]{0,2} /u;
/** Where the answer is wanted, and who is to have a copy. */
const SEND_TO = /(?:(?:schick|send|richt|stell|leit|mail)[a-z]{0,6}(?: sie| ihr| es| it| den link| the link| bitte| please| me| mir| daher| gleich| a| new| one| einen neuen| ihm| ihr){0,5}|address it|den link|the link|einen neuen|another(?: one)?|reply|answer|antwort(?:en)?)[^@.!?]{0,30} (?:an|to|auf)\s{0,3}$/u;
const WANTED = /(?:schick|send|richten|stell|dorthin|nochmal|gilt|kuenftig|zukunft|ab (?:jetzt|sofort|dem|januar|morgen)|reply|antwort|forward|weiterleit|from now|bitte an|ihm|erreich|reach)[^@]{0,80}$|\b(?:an|to|cc)\s{0,3}$/u;
const COPY = /(?:\bcc|copy|kopie|copied)[^@.!?]{0,25}$/u;
const COPY_AFTER = /^[^@.!?]{0,12}(?:in copy|in kopie|in cc|on copy|into copy|kopie|in the loop)/u;

export function mentionsIn(text: string, context: RecognitionContext): readonly Mention[] {
  // Most mails name none: to look for the sign costs less than to look for an address.
  if (!text.includes('@')) return [];
  const seen = new Map<string, Mention>();
  for (const match of matchesOf(ADDRESS, text)) {
    const address = match[0].replace(/[.-]+$/u, '');
    if (isOurs(address, context)) continue;
    const before = fold(text.slice(Math.max(0, match.index - 90), match.index)).replace(/\s+/g, ' ');
    const after = upToTheOther(fold(text.slice(match.index + match[0].length, match.index + match[0].length + 100)).replace(/\s+/g, ' '));
    const near = before.split(/[.!?](?=\s)/u).at(-1) ?? before;
    const oldness = (OLD_BEFORE.test(near) ? 1 : 0) + (OLD_AFTER.test(after) ? 2 : 0) - (NEW_BEFORE.test(near) ? 1 : 0) - (NEW_AFTER.test(after) ? 1 : 0) + closest(near);
    const toCome = CHANGE_TO.test(near) && (!PLACED.test(near) || TO_CHANGE.test(after));
    const isKnown = ON_FILE.test(near) || KNOWN_BOX.test(near);
    const aside = COPY.test(near) || COPY_AFTER.test(after) || (!isKnown && !toCome && (SEND_TO.test(near) || ELSEWHERE.test(near)));
    const wanted = WANTED.test(near) && !isKnown;
    const registered = isKnown || (!aside && ((REGISTERED.test(near) && !NOT_REGISTERED.test(before)) || SOMEBODYS.test(near) || SOMEBODYS_AFTER.test(after)));
    const key = canonicalAddress(address);
    const known = seen.get(key);
    seen.set(key, { address: known?.address ?? address, oldness: (known?.oldness ?? 0) + oldness, registered: registered || (known?.registered ?? false), aside: aside && (known?.aside ?? true), wanted: wanted && (known?.wanted ?? true), toCome: toCome || (known?.toCome ?? false) });
  }
  return [...seen.values()];
}

/** "…, die jetzige Adresse wird abgeschaltet" behind an address is said of another. */
function upToTheOther(after: string): string {
  return after.split(/,? (?:die|meine|the|my) (?:jetzige|alte|bisherige|old|present|current|former)\b/u)[0]!;
}

/** The word right before the address decides where several stand before it ("change from a@… to b@…"). */
function closest(before: string): number {
  if (ON_FILE.test(before) || /(?:statt|anstatt|anstelle von|instead of|rather than)(?: auf| unter| an| mit| to| with| as)?\s{0,3}[("„]?$/u.test(before) || /\b(?:swap|replace|ersetz(?:t|en)(?: sie)?|tausch(?:t|en)(?: sie)?)(?: bitte| please| my| meine)?\s{0,3}$/u.test(before)) return 3;
  if (/(?:access to|get into|reach|zugriff (?:auf|zu)|zugang zu|komme? an|nicht mehr an)\s{0,3}$/u.test(before)) return 2;
  if (/(?:\bvon|\bfrom|\balt|\bold|alt:|old:|bisher:?|\balte adresse:?|old address:?|noch die alte,?)\s{0,2}[:(<"]?\s{0,3}$/u.test(before)) return 2;
  if (/(?:\bauf|\bin|\bto|\bdurch|neu:?|new:?|ein:|\bwith|now|jetzt|neue adresse:?|new address:?|neu ist|richtig ist|right one is|\bfor|gegen|danach nur noch unter|dann bitte)\s{0,2}[:(<"]?\s{0,3}$/u.test(before)) return -2;
  return 0;
}

export function isOurs(address: string, context: RecognitionContext): boolean {
  const canonical = canonicalAddress(address);
  return context.ownAddresses.some((own) => (own.includes('@') ? canonicalAddress(own) === canonical : domainOf(address) === own.toLowerCase()));
}

