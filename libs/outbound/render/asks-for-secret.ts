import type { Locale } from '#kernel';
import { sentencesIn } from '../domain/plain-language.js';

/** Letters of other alphabets that look like ours. */
const LOOKS_LIKE: Readonly<Record<string, string>> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x', у: 'y', і: 'i', ј: 'j', ѕ: 's', ԁ: 'd', һ: 'h', ո: 'n', ο: 'o', α: 'a', ν: 'v', ρ: 'p', ι: 'i', κ: 'k', τ: 't', ω: 'w', м: 'm', т: 't', к: 'k', в: 'b', н: 'h' };
const word = (...stems: readonly string[]) => new RegExp(`(?<![\\p{L}])(?:${stems.join('|')})(?!\\p{L})`, 'iu');

/** What only its holder should know, alone or behind other words: `Portalpasswort`, `SMS-TAN`, `Einmalcode`. */
const SECRET = /(?<!\p{L})\p{L}*(?:passw|kennw|passcode|passphrase|geheimzahl|geheimwort|losungsw|zugangsdaten|anmeldedaten|credential)\p{L}*|\p{L}*codes?(?!\p{L})|(?<!\p{L})(?:sms|m|e|i|push|chip|einmal)?(?:pins?|tans?)(?!\p{L})/iu;
/** Stands for what the sentence before named. */
const IT = word('ihn', 'es', 'ihm', 'damit', 'it', 'them');
const WITH_IT = word('damit', 'mit ihm', 'with it', 'with them');

/** To hand something over. */
const HANDS_OVER: Readonly<Record<Locale, RegExp>> = {
  de: word('(?:zu|ein|nach|mit|über|weiter|ver|ab)?(?:schick|send|leit)\\p{L}*', '(?:zu|ein|mit|nach|ab|über)zu(?:schicken|senden)', 'e?-?mailen', '(?:zu)?fax\\p{L}*', 'nenn\\p{L}*', 'teil\\p{L}*', 'mitteil\\p{L}*', 'mitzuteilen', 'übermittel\\p{L}*', 'übermittl\\p{L}*', 'verrat\\p{L}*', 'sag\\p{L}*', '(?:durch|weiter|an|ab|über)?(?<!soll es .*)geb(?:en|t|e)?', 'gib', '(?:durch|weiter|an|ab|über)zugeben', 'übergib', 'diktier\\p{L}*', 'buchstabier\\p{L}*', 'zeig\\p{L}*', 'hinterlass\\p{L}*', 'bring\\p{L}*', 'vorles\\p{L}*', 'vorzulesen', 'les(?:en|t|e)(?=.*(?<!\\p{L})vor(?!\\p{L}))', 'lies(?=.*(?<!\\p{L})vor(?!\\p{L}))', 'reich\\p{L}*', 'vertrau\\p{L}*', 'lass\\p{L}*(?=.*wissen)', 'meld\\p{L}*(?=.*(?<!\\p{L})uns(?!\\p{L}))', 'liefer\\p{L}*', 'bestätig\\p{L}*', '(?:füg|häng|leg)\\p{L}*(?=.*(?<!\\p{L})(?:an|bei)(?!\\p{L}))', 'anfüg\\p{L}*', 'beifüg\\p{L}*', 'anzuhängen', 'schreib\\p{L}*'),
  en: word('send(?:ing)?', 'e?-?mail(?:ing)? (?:us|me|it|them|your|the)', 'fax', 'text(?:ing)?', 'tell(?:ing)?', 'giv(?:e|ing)', 'writ(?:e|ing)', 'respond', 'shar(?:e|ing)', 'submit', 'stat(?:e|ing)', 'read(?:ing)?', 'dictat(?:e|ing)', 'spell', 'forward', 'pass', 'provid(?:e|ing)', 'quot(?:e|ing)', 'repeat', 'show', 'leave', 'bring', 'hand', 'let us know', 'message us', 'return', 'supply', 'confirm', 'include', 'attach', 'enclose'),
};
/** To get in touch: asks for a secret only where it is said together with it. */
const GETS_IN_TOUCH: Readonly<Record<Locale, RegExp>> = {
  de: word('antwort\\p{L}*', '(?:an)?ruf\\p{L}*', 'anzurufen', 'telefon\\p{L}*'),
  en: word('repl(?:y|ying)', 'answer', 'call(?:ing|s)?', 'phon(?:e|es|ing)', 'ring'),
};
/** That we want it. */
const WANTS: Readonly<Record<Locale, RegExp>> = {
  de: word('(?:er|ab|nach)?frag\\p{L}*', '(?:er|ab|nach)zufragen', 'brauch\\p{L}*', 'benötig\\p{L}*', 'bitten?', 'fehl\\p{L}*', 'erwart\\p{L}*', 'möcht\\p{L}*', 'woll\\p{L}*', 'verlang\\p{L}*'),
  en: word('ask(?:s|ing)?', 'need(?:s|ed)?', 'requir(?:e|es|ed)', 'want(?:s|ed)?', 'expect', 'miss(?:es|ing)?'),
};
const US: Readonly<Record<Locale, RegExp>> = { de: word('wir', 'uns'), en: word('we', 'us') };
/** To us, and not from, by or with us. */
const TO_US: Readonly<Record<Locale, RegExp>> = { de: /(?<!\p{L})(?<!(?:von|bei|durch|mit|auch nicht) )uns(?!\p{L})/iu, en: /(?<!\p{L})(?<!(?:by|from|with|let) )us(?!\p{L})/iu };
const READY: Readonly<Record<Locale, RegExp>> = { de: /(?<!\p{L})halt\p{L}*(?=.*bereit)|bereit(?:zu)?(?:halt|leg)|(?<!\p{L})(?:hab|leg)\p{L}*(?= Sie.*(?:bereit|zur hand))/iu, en: /(?<!\p{L})(?:have|keep|hold)(?!\p{L})(?=.*(?<!\p{L})(?:ready|at hand|to hand|handy)(?!\p{L}))/iu };

/** We are the ones who hand it over: "wir schicken Ihnen ein neues Passwort". */
const BY_US: Readonly<Record<Locale, RegExp>> = {
  de: /(?<!\p{L})wir (?:\p{L}+ ){0,3}?(?:schicken|senden|geben|schreiben|teilen|nennen|zeigen|mailen|sagen)|(?<!\p{L})(?:schicken|senden|geben|schreiben|teilen|nennen|zeigen|mailen|sagen) wir (?:ihnen|dir|euch)(?!\p{L})/iu,
  en: /(?<!\p{L})we (?:will |can |then ){0,2}(?:send|e?-?mail|text|tell|give|write|show|hand|forward) (?:you|it to you)(?!\p{L})/iu,
};
/** "Geben Sie den Code auf der Seite ein": to type is not to tell. */
const TYPES = /^(?!.*(?:antwort|mail|telefon|chat)).*(?<!\p{L})(?:geben|gebt|gib|gebe)(?!\p{L}).*(?<!\p{L})ein[.!:]?$/iu;
/** What sounds like a denial and is none. */
const NO_DENIAL = /(?:nicht|nie|niemals|never|not|n['’]t) (?:\p{L}+ ){0,2}(?:vergess|zöger|nur|forget|hesitate|only|wait|fail)|(?:warum|wieso|why) (?:nicht|not)|(?<!\p{L})(?:sonst|außer|else|but us|except)(?!\p{L})/iu;

/**
 * "Antworten Sie mit Ihrem Passwort": what we never write, whoever writes it (house style, T15). Judged clause by clause: a
 * secret that somebody is to hand over, bring to a call or that we want, in the same clause or as "it" behind the one that
 * names it. A denial acquits only where it stands at the deed itself. A sentence that was shipped is none.
 *
 * @param shipped sentences of the text that it stands in for
 * @returns the sentence that asks
 */
export function secretAskedFor(text: string, locale: Locale, shipped: ReadonlySet<string>): string | undefined {
  let isNamed = false;
  for (const sentence of sentencesIn(text)) {
    const seen = asRead(sentence);
    const names = SECRET.test(seen);
    if (!shipped.has(sentence) && (names || isNamed) && clausesOf(seen, locale).some((clause) => asksFor(clause, locale, isNamed || names))) return sentence;
    if (!shipped.has(sentence) && names && /(?<!\p{L})(?:bitte|please)(?!\p{L})/iu.test(seen) && seen.split(/\s+/u).length <= 4 && !/(?<!\p{L})(?:vergessen|forgot\p{L}*)(?!\p{L})/iu.test(seen)) return sentence;
    isNamed ||= names;
  }
  return undefined;
}

function asRead(text: string): string {
  return text.normalize('NFKC').replace(/\p{Cf}/gu, '').replace(/[\u0370-\u058f]/gu, (letter) => LOOKS_LIKE[letter.toLowerCase()] ?? letter);
}

/** What has a deed of its own; the rest of a list belongs to the deed before it: "Schicken Sie uns Namen und Passwort". */
function clausesOf(sentence: string, locale: Locale): readonly string[] {
  const clauses: string[] = [];
  for (const piece of sentence.split(/[,;:–—()]|\s-\s|(?<!\p{L})(?:und|and|so|but|aber|sondern|then|dann)(?!\p{L})/iu)) {
    const hasDeed = HANDS_OVER[locale].test(piece) || GETS_IN_TOUCH[locale].test(piece) || WANTS[locale].test(piece) || READY[locale].test(piece) || /\p{L}+e?n (?:Sie|wir)(?!\p{L})/u.test(piece);
    if (hasDeed || clauses.length === 0) clauses.push(piece.trim());
    else clauses.push(`${clauses.pop()!} ${piece.trim()}`);
  }
  return clauses;
}

function asksFor(clause: string, locale: Locale, isNamed: boolean): boolean {
  const names = SECRET.test(clause);
  if ((!names && !(isNamed && IT.test(clause))) || isDenied(clause, locale)) return false;
  if ((GETS_IN_TOUCH[locale].test(clause) || READY[locale].test(clause)) && (names || WITH_IT.test(clause))) return true;
  if (WANTS[locale].test(clause) && US[locale].test(clause)) return true;
  if (BY_US[locale].test(clause)) return false;
  return HANDS_OVER[locale].test(clause) ? !(locale === 'de' && TYPES.test(clause)) : TO_US[locale].test(clause) && names;
}

/** Whether the deed itself is denied, and nothing else in the clause. */
function isDenied(clause: string, locale: Locale): boolean {
  return !NO_DENIAL.test(clause) && DENIED[locale].test(clause);
}

const deedsOf = (locale: Locale): string => [HANDS_OVER, GETS_IN_TOUCH, WANTS, READY].map((deeds) => deeds[locale].source).join('|');
/** Words and what is between them in turn, so that no text can be cut in two ways: an own sentence is judged whenever a mail is written. */
const DENIED: Readonly<Record<Locale, RegExp>> = {
  de: new RegExp(`(?<!\\p{L})(?:nie|niemals)(?!\\p{L})|(?:${deedsOf('de')})(?:[^\\p{L}]+\\p{L}+){0,8}?[^\\p{L}]+(?:nicht|kein\\p{L}*|niemand\\p{L}*)(?!\\p{L})|(?<!\\p{L})(?:nicht|niemand\\p{L}*) (?:${deedsOf('de')})`, 'iu'),
  en: new RegExp(`(?<!\\p{L})(?:never|not|\\p{L}+n['’]t|nobody|no one|no need to)(?: (?:have to|ever|need to|be|should|will|may|can|you|to)){0,4} (?:${deedsOf('en')})|(?:${deedsOf('en')})(?:[^\\p{L}]+\\p{L}+){0,5}?[^\\p{L}]+(?:nobody|no one)(?!\\p{L})`, 'iu'),
};
