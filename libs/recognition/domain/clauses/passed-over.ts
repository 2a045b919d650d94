import { THINGS_DE, THINGS_EN } from '../lexicon/index.js';
import type { ReadSentence } from '../score.js';
import { remembering } from '../text/known-words.js';
import { wordSet } from '../text/word-set.js';
import type { Clause } from './clauses.js';
import { HANDS_OVER, HAVE, I, LEADS_TO, NO_MANNER, STATES, USES, WE, WHEN_OR_WHY, WHEN_OR_WHY_TWO } from './words-of-clauses.js';

/** Endings of German and English words for somebody who does something; things that end so are told apart below. */
const SOMEBODY = /(?:er|ern|ers|(?:er|ist|ant|eur|or|aer|aerzt|log|og|koech|wirt|(?<!m)ent)in(?:nen)?|ist|isten|ant|anten|(?<!m)enten|eur|eure|or|oren|ling|linge|[^s]te|ten|ter|ige|iger|igen|liche|licher|lichen|ende|enden|ender|arzt|aerzte|koch|wirt|gast|gaeste|dieb|bote|pate|paten|amt|(?:stadt|gemeinde|betriebs|personal|aufsichts|schul|kreis|bei)rat|chor|club|verein|bund|kreis|crew|staff|group|gruppe|klasse|ian|ee|eer|man|men|woman|women|person|people)$/;
const SOMETHING = /(?:sauger|maeher|drucker|schalter|stecker|wecker|rechner|koffer|keller|becher|fehler|zimmer|kalender|wasser|fenster|ordner|computer|winter|sommer|pflaster|teller|hammer|wetter|feuer|kleber|boiler|toaster|trockner|roller|anhaenger|kater|tiger|abenteuer|fieber|unwetter|alter|ufer|muster|theater|fahrer?rad|semester|silvester|dezember|oktober|september|november|trimester|weekender|water|dinner|supper|printer|paper|folder|weather|summer|computer|newsletter|poster|shower|river|number|corner|counter|trailer|hamster|toaster|boiler|kart?e|karten|torte|kiste|weste|kueste|minute|seite|woche|wochenende|garten|kasten|kosten|daten|noten|leiter?wagen|kaffee|tee|coffee|toffee)$/;
const PARTICIPLE = /^(?:[a-z]{0,12}ge[a-z]{3,20}(?:t|en)|(?:ver|be|er|ent|zer|miss|ueber|unter|um|durch)[a-z]{3,20}(?:t|en)|[a-z]{2,20}(?:iert|ed))$/;
/** "Hundertmal", "sorgfältig", "carefully": how or how often, not whose. */
const MANNER = /(?:lich|ig|isch|bar|sam|los|haft|weise|mal|fach|mals|ends|warts|waerts|ly)$/;
/** Where a thing with the access on it is now, or what became of it, is told only of mishaps. */
const DEVICE = /^(?:(?:mein|dienst|alt)?(?:handys?|laptops?|tablets?|notebooks?|rechner|computer|pc|smartphone|iphone|ipad|telefon|geraete?)|rucksack|tasche|handtasche|koffer|geldboerse|zettel|phone|backpack|handbag|bag|suitcase|wallet|purse|note|notes)$/;
const MISHAP = /^(?:gefallen|gestuerzt|kaputt|abgestuerzt|nass|geplatzt|defekt|gesprungen|zersprungen|verschluckt|ertrunken|fell|dropped|crashed|broke|broken|died|wet|cracked|chewed)$/;
const THINGS = wordSet(THINGS_DE, THINGS_EN);
const IN_A_PLACE = new Set(['on', 'in', 'at', 'inside', 'under']);
/** "Ich sitze an …" */
const AT_WORK = new Set(['sitze', 'sitz', 'sass', 'arbeite', 'arbeitete']);
/** English has "an" for something else. */
const WITHOUT_AN: ReadonlySet<string> = new Set([...LEADS_TO].filter((word) => word !== 'an'));
/** So far an adjunct reaches: "nach den langen, schönen Osterferien". */
const REACH = 4;

/** What the small words of a clause show, found out once however many of its words are asked about. */
interface Facts {
  readonly isOfDevice: boolean;
  readonly isAtWork: boolean;
  readonly handsOver: boolean;
  readonly saysWe: boolean;
  readonly saysI: boolean;
  /** "Was", "ist", "fell": how it is or what befell. */
  readonly tellsState: boolean;
  /** "Ich habe …", "I had …". */
  readonly saysHave: boolean;
  readonly hasVerb: boolean;
  readonly beginsWithIt: boolean;
}

const FACTS = new WeakMap<Clause, Facts>();

function factsOf(words: readonly string[], clause: Clause): Facts {
  const seen = FACTS.get(clause);
  if (seen) return seen;
  const own = words.slice(clause.from, clause.to);
  const any = (list: ReadonlySet<string>): boolean => own.some((word) => list.has(word));
  const [tellsState, saysHave] = [any(STATES), any(HAVE)];
  const facts: Facts = {
    isOfDevice: own.some((word) => DEVICE.test(word)) && !own.some((word) => MISHAP.test(word)), isAtWork: any(AT_WORK), handsOver: any(HANDS_OVER), saysWe: any(WE), saysI: any(I),
    tellsState, saysHave: saysHave || own.includes('haben'), hasVerb: tellsState || saysHave || own.includes('hat') || own.includes('has'), beginsWithIt: own.slice(0, 2).some((word) => word === 'it' || word === 'that'),
  };
  FACTS.set(clause, facts);
  return facts;
}

const INFLECTED = /(?:e|en|er|es|n|s|ed|ing)$/;
/** A shorter end of a word may be anything. */
const SHORTEST_HEAD = 5;

/** One of the things, inflected, or, where it may be a noun, a compound whose head is one: "Wachskessel". */
function isAThing(word: string, mayBeNoun: boolean): boolean {
  const kind = thingOf(word);
  return kind === 'thing' || (kind === 'compound' && mayBeNoun);
}

const thingOf = remembering((word): 'thing' | 'compound' | 'unknown' => {
  const isListed = (one: string): boolean => THINGS.has(one) || (one.length >= SHORTEST_HEAD && THINGS.has(one.replace(INFLECTED, '')));
  if (isListed(word)) return 'thing';
  for (let cut = 3; cut <= word.length - SHORTEST_HEAD; cut += 1) if (isListed(word.slice(cut))) return 'compound';
  return 'unknown';
});

const CAPITALS = new WeakMap<object, boolean>();

/** Whether the writer puts capitals where they belong, so that a noun shows itself. */
function writesCapitals(sentence: ReadSentence['sentence']): boolean {
  const seen = CAPITALS.get(sentence);
  if (seen !== undefined) return seen;
  const writes = sentence.originals.some((one) => /\p{Ll}/u.test(one)) && sentence.originals.some((one, place) => place > 0 && /^\p{Lu}/u.test(one));
  CAPITALS.set(sentence, writes);
  return writes;
}

/**
 * Whether a word that we do not know can hardly matter where it stands: in a clause that tells a story, thanks, or says
 * what somebody wants to use the portal for; beside the access itself only as a manner or as what something came after.
 * Whoever might be somebody, any unknown deed of the writer's, and what a thing is for are never passed over.
 */
export function isPassedOver({ sentence }: ReadSentence, clause: Clause, at: number, isGerman: boolean): boolean {
  const { words, originals, isSubject } = sentence;
  const word = words[at]!;
  const isCapital = /^\p{Lu}/u.test(originals[at]!);
  const isNoun = isGerman && isCapital && at > 0;
  if (word.length > LONGEST || /^\p{Lu}{2,6}$/u.test(originals[at]!) || /[0-9]/u.test(word)) return false;
  // A capital inside an English sentence is a name.
  if (!isGerman && isCapital && at > 0 && !isSubject) return false;
  if (clause.kind === 'use' && USES.has(word)) return true;
  const isBehind = (leads: ReadonlySet<string>): boolean => standsBehind(words, at, clause.from, leads);
  if (MANNER.test(word) && !NO_MANNER.has(word) && !isNoun) return clause.kind !== 'wish' || !isGerman || !isNounNext(originals, at);
  if (mightBeSomebody(sentence, clause, at, isNoun, isGerman)) return false;
  const facts = factsOf(words, clause);
  if (facts.isOfDevice) return false;
  // "It was on the …": what it was is the password.
  if (!isGerman && facts.beginsWithIt && isBehind(IN_A_PLACE)) return false;
  const isWhen = isBehind(WHEN_OR_WHY) || isBehind(WHEN_OR_WHY_TWO);
  if (clause.kind === 'background' && isAThing(word, isNoun || !writesCapitals(sentence))) return true;
  const leads = !isGerman || facts.isAtWork ? WITHOUT_AN : LEADS_TO;
  if (leads.has(words[at - 1] ?? '') || (!isWhen && isBehind(leads))) return clause.kind === 'use' && !isBehind(SOMEBODYS);
  if (clause.kind === 'access') return isWhen && (isNoun || !isGerman || !writesCapitals(sentence));
  if (clause.kind === 'courtesy' || clause.kind === 'use') return true;
  if (clause.kind !== 'background') return false;
  if (isSubject) return isGerman ? isCapital && word.length >= 7 : !isCapital || at === 0;
  return isOfStory(facts, isNoun, isWhen, word, words[at - 1] ?? '');
}

/** In a clause that tells something: what is there, what befell, but nothing that the writer got, gave or did. */
function isOfStory(facts: Facts, isNoun: boolean, isWhen: boolean, word: string, before: string): boolean {
  if (facts.handsOver) return false;
  if (facts.saysWe && !isWhen && (!isNoun || !facts.tellsState || facts.saysHave)) return false;
  const isDeed = (PARTICIPLE.test(word) || !isNoun) && !isWhen;
  if (isDeed && (facts.saysI || !facts.hasVerb) && (!facts.tellsState || facts.saysHave)) return false;
  // "Ich bin Fischhändler" says who somebody is.
  if (facts.saysI && isNoun && /^(?:bin|am|bins)$/.test(before)) return false;
  return facts.hasVerb || isWhen;
}

/** By its form; but "beim Ausmisten" is a doing, and nobody stands behind "in". */
function mightBeSomebody(sentence: ReadSentence['sentence'], clause: Clause, at: number, isNoun: boolean, isGerman: boolean): boolean {
  const word = sentence.words[at]!;
  if (!SOMEBODY.test(word) || SOMETHING.test(word)) return false;
  if (/^(?:beim|am|vom|zum|dem)$/.test(sentence.words[at - 1] ?? '') && word.endsWith('en')) return false;
  if (isNoun && sentence.words.slice(Math.max(clause.from, at - 2), at).some((before) => /^(?:in|im|ins)$/.test(before))) return false;
  return isNoun || !isGerman || !writesCapitals(sentence) || !MANNER.test(word);
}

/** A word longer than this is put together of several. */
const LONGEST = 24;
const SOMEBODYS: ReadonlySet<string> = new Set(['von', 'vom', 'by', 'as', 'als', 'from']);

/** Whether one of the words stands shortly before, with nothing between but what belongs to a noun. */
function standsBehind(words: readonly string[], at: number, from: number, leads: ReadonlySet<string>): boolean {
  for (let place = at - 1; place >= Math.max(from, at - REACH); place -= 1) if (leads.has(words[place]!)) return true;
  return false;
}

function isNounNext(originals: readonly string[], at: number): boolean {
  return /^\p{Lu}/u.test(originals[at + 1] ?? '');
}

