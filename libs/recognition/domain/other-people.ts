import type { Concept } from './lexicon/index.js';
import type { ReadSentence } from './score.js';
import { fold } from './text/fold.js';
import type { Passage } from './text/passage.js';
import { PhraseIndex, holds, matchesOf } from './text/phrase-index.js';

/** Whom a person has around them, in the words of the pattern language. */
export const PEOPLE = '(frau|mann|ehefrau|ehemann|wife|husband|partner*|ex|ex mann|ex frau|chefs?|chefin|boss|vorgesetzte*|manager|sekretaer*|secretary|assistent*|assistant|receptionist|empfang*|mitbewohner*|nachbar*|neighbo*|freund*|friend|sohn|tochter|son|daughter|kind|child|eltern|parents|mutter|vater|mother|father|bruder|schwester|brother|sister|kolleg(?:e|en|in|innen)|colleague*|dienstleister*|betreuer*|anwalt*|lawyer|steuerberater*|accountant|mitarbeiter*|employee|azubi*|auszubildende*)';
/** People and bodies in whose place somebody may write. Whoever says so of themselves ("ich bin Schüler") means nobody else. */
const OTHERS = [
  '(?<!(?:ich bin|bin|i am|am|als|as)(?: ein| eine| der| die| the| a| an| neue[rn]?| new)? )(?:frau(?= (?:hat|ist|kann|will|soll|braucht|und|kommt|war|weiss))|mann|maenner|ehefrau*|ehemann*|wife|husband|spouse|[a-z]{0,14}partner(in)?|ex|exmann|exfrau|exfreund*|chefs?|chefin|boss|bosses|vorgesetzte*|(?<!passwo?r[dt] |kennwort )managers?|sekretaer(in)?|secretary|assistent(in)?|assistant|receptionist|mitbewohner*|flat ?mate|room ?mate|nachbar*|neighbou?rs?|freunde?s?|freundin*|kumpel|friends?|mate|sohn*|toechter*|tochter*|sons?|daughters?|(?<!(?:so|very|be|how|too|most|really|you|always) )kind(?! (?:as|of|regards|enough|wishes|words|people|to|soul|help|person))|kinder*|kids?|child|children|eltern|parents?|mutter|mama|mami|mum|mom|mother|vater|papa|dad|father|oma|opa|omi|grossmutter|grossvater|grandma|grandpa|grandmother|grandfather|granny|onkel|tante|uncle|aunt|cousin*|neffe*|nichte|nephew|niece|enkel*|grandson|granddaughter|bruder*|brueder*|schwester*|geschwister*|brothers?|sisters?|schwager|schwaegerin|kolleg(e|en|in|innen)|colleagues?|co ?workers?|dienstleister*|betreuer*|betreute*|vormund*|guardian|anwalt*|anwaelt*|lawyer|attorney|solicitor|steuerberater*|accountant|bookkeeper|buchhalter*|mitarbeiter*|employees?|staff member|azubis?|auszubildende*|lehrling*|trainees?|interns?|praktikant*|apprentices?|ausbilder*|meister|geselle*|kund(e|en|in|innen)|(?:customers?|clients?)(?! (portal|number|area|account|no|id|care|service|centre|center|zone|login))|klient*|mandant*|patient*|schueler(in|innen|s|n)?|(?:pupils?|students?)(?! (portal|number|id|account|login))|studenten?|teilnehmer*|lehrer(in|innen|s|n)?|lehrkraft|lehrkraefte|klassenlehrer*|teachers?|tutor*|schulleiter*|schulleitung|rektor*|[a-z]{0,12}leiter(in)?s?|vorzimmer|beschaeftigte[rnms]?|ein kollege|headmaster|headmistress|principal|bekannte[rnm]?|verwandte*|relative|vorgaenger*|nachfolger*|predecessor|successor|geschaeftsfuehrer*|inhaber*|owner|director|ceo|cfo|vorstand*|(verein|verband|club)s?(?= ))',
];
/** One of these in the same clause, and the other person has to do with the access. */
const OF_ACCESS: ReadonlySet<Concept> = new Set<Concept>(['pw', 'newpw', 'user', 'mail', 'addr', 'mailbox', 'link', 'act', 'regi', 'login', 'account', 'reset', 'creds', 'forgot', 'know', 'send', 'need', 'signin', 'given', 'myself', 'locked']);
/** "She", "ihm": nobody speaks of themselves like that. `sein` and `er`, which are also "to be" and a link, only with a word that shows it. */
const THIRD = [
  'his', 'her', 'hers', 'him', 'she', 'he', 'himself', 'herself', 'ihm', 'seine[nmrs]', 'seine(?! (zeit|richtigkeit|ordnung))', '(?<!(?:jeder|jede|alle) )sein (link|aktivierungslink|bestaetigungslink|zugangslink|pw|passwort|kennwort|konto|zugang|account|login|benutzername*|handy|postfach|name)', 'dessen', 'deren', 'derjenige*',
  '(sie|er) (hatte|will|braucht|benoetigt|moechte|soll|darf|weiss|kannte|kennt|vergisst|bittet|bat|liegt|arbeitet|heisst)', 'kann (sie|er) _ (nicht|mehr)', 'fuer (ihn|sie)(?! und)', '(?<!(?:mail|adresse|email|mailadresse|emailadresse|emailaddr|seite|meldung)(?: hier| da| oben)? (?:, )?)(die|der) (geht|ist|hat|braucht|will|macht|kann|arbeitet) (auch|bei|ihr|sein|das machen)',
];
/** A title and a name in the running text; the sender's own name does not count. */
const TITLED = ['(?<!(?:meine|unsere|seine|ihre|eine|die|als|liebe|beste|an|by|the|a) )(?:herrn?|frau|mr|mrs|ms|miss|dr) [a-z]{2,30}'];

const PEOPLE_WORDS = new PhraseIndex<'third' | 'others' | 'titled'>(() => [{ owner: 'third', patterns: THIRD }, { owner: 'others', patterns: OTHERS }, { owner: 'titled', patterns: TITLED }]);

/** Whether a text speaks of a third person at all. */
export function speaksOfThird(passage: Passage): boolean {
  return PEOPLE_WORDS.in(passage).some(([owner, expression]) => owner === 'third' && holds(expression, passage.text));
}

/** Whether somebody else stands behind or beside the wish: a person in the same clause as the access, "she", "Herr Beck". */
export function speaksOfOthers(whole: Passage, sentences: readonly ReadSentence[], fromName: string): boolean {
  const there = PEOPLE_WORDS.in(whole).filter(([, expression]) => holds(expression, whole.text)).map(([owner]) => owner);
  // Most mails speak of nobody else, and no pattern reaches across a sentence.
  if (there.length === 0 || there.includes('third')) return there.length > 0;
  const own = new Set(fold(fromName).split(/[^a-z]{1,10}/u));
  return sentences.some(({ sentence, found }) => {
    const places = PEOPLE_WORDS.in(sentence).flatMap(([owner, expression]) => matchesOf(expression, sentence.text).filter(([words]) => owner !== 'titled' || !own.has(words.split(' ')[1]!)));
    if (places.length === 0) return false;
    const clauses = new Set(places.map(({ index }) => sentence.clauses[wordAt(sentence.offsets, index)]));
    return [...found].some(([concept, all]) => OF_ACCESS.has(concept) && all.some(({ firstWord }) => clauses.has(sentence.clauses[firstWord])));
  });
}

function wordAt(offsets: readonly number[], at: number): number {
  let word = 0;
  while (word + 1 < offsets.length && offsets[word + 1]! <= at) word += 1;
  return word;
}
