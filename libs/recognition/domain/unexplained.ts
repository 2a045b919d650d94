import { clausesOf as wordsOf } from './clauses/clauses.js';
import type { Concept } from './lexicon/index.js';
import type { ReadSentence } from './score.js';
import { compile } from './text/pattern.js';
import { isPlain } from './unfamiliar.js';

/** A request that speaks of one of these is about getting in. */
const ABOUT_ACCESS: ReadonlySet<Concept> = new Set<Concept>([
  'pw', 'newpw', 'user', 'mail', 'addr', 'mailbox', 'link', 'act', 'regi', 'login', 'account', 'reset', 'creds', 'signin', 'junk', 'captcha', 'locked', 'unlock', 'forgot', 'expired', 'again', 'given', 'attempts', 'site', 'update', 'myself', 'thanks', 'solved', 'enter', 'find', 'noted', 'mishap',
]);
/** Asking for help or for the next step asks for nothing of its own. */
const ANY_HELP = compile([
  'helfen', 'hilf', 'hilfe', 'weiterhelfen', 'help', 'assist*', 'support', 'advise', 'advice', 'machen', 'tun', 'vorgehen', 'weiter', 'weg', 'next', '(should|can|shall|must|could) i do', 'to do', 'what now', 'was nun', 'und nun', 'woran', 'problem', 'fix', 'sort', 'look', 'pruefen', 'nachsehen', 'schauen', 'check',
  'moeglich', 'possible', 'geht das', 'idee', 'idea', 'kuemmern', 'loesung', 'solution', 'rueckmeldung', 'antwort', 'reply', 'answer', 'bescheid', 'klappt', 'work*', 'funktionier*', 'one', 'another', 'once more', 'same', 'neue[nrs]?', 'new', 'einen', 'anderen?', 'frische[nrs]?', 'einmal neu', 'it', 'that', 'das', 'ihn', 'i must do', 'must do', 'bitte um', 'los', 'wrong', 'falsch', 'normal', 'way', 'how come', 'warum', 'why', 'wieso',
]);
const ASKS: ReadonlySet<Concept> = new Set<Concept>(['need', 'send']);

/** What a plain wish may still be about, other than getting in. */
const TASK = compile(['film*', 'buch*', 'buecher*', 'kurs*', 'klausur*', 'material*', 'unterlagen', 'arbeitsbl*', 'uebungsbl*', 'aufgabe*', 'hausaufgabe*', 'stundenplan', 'zertifikat*', 'lehrvertrag*', 'beamer', 'drucken', 'ausdrucken', 'reservier*', 'ausleih*', 'runterlad*', 'herunterlad*', 'termin*', 'aender*', 'loesch*', 'nummer', 'files?', 'downloads?', 'lessons?', 'courses?', 'homework', 'numbers?', 'update*', 'change*', 'deleted?', 'newsletters?', 'ticket*', 'app', 'software', 'programm', 'screenshot*']);

/** What each clause of a sentence speaks of. */
function clausesOf(clauses: readonly number[], found: ReadSentence['found']): readonly ReadonlySet<Concept>[] {
  const there = new Map<number, Set<Concept>>();
  for (const [concept, occurrences] of found) {
    for (const { firstWord } of occurrences) there.set(clauses[firstWord]!, (there.get(clauses[firstWord]!) ?? new Set()).add(concept));
  }
  return [...there.values()];
}

/** A question or a wish that has nothing to do with getting in: a machine that answers the rest would leave it lying. */
export function unexplainedRequest(read: readonly ReadSentence[]): boolean {
  return read.some((one) => {
    const { sentence, found } = one;
    if (sentence.isSubject || sentence.words.length < 5 || sentence.shown.filter((isShown) => isShown).length > sentence.words.length / 2) return false;
    const clauses = wordsOf(one);
    if (clauses.some(({ kind }) => kind === 'use') && !clauses.some(({ kind }) => kind === 'wish')) return false;
    if (isOwnPurpose(sentence.words)) return false;
    const asks = (sentence.isQuestion && sentence.words.length > 7) || [...ASKS].some((concept) => found.has(concept));
    if (!asks) return false;
    if (clausesOf(sentence.clauses, found).some((there) => there.has('business') && ![...ABOUT_ACCESS].some((concept) => there.has(concept)))) return true;
    if (found.has('business') && ![...found.keys()].some((concept) => concept === 'pw' || concept === 'creds' || concept === 'link' || concept === 'user' || concept === 'act')) return true;
    if ([...ABOUT_ACCESS].some((concept) => found.has(concept))) return false;
    if (sentence.words.every(isPlain) && sentence.text.search(TASK) < 0) return false;
    return sentence.text.search(ANY_HELP) < 0;
  });
}

const OWN_NEED = /^(?:brauche|brauch|braeuchte|benoetige|moechte|wollte|will|muss|muesste|need|needed|want|wanted|have)$/;
const ANOTHER_WISH = /^(?:bitte|bitten|sie|ihnen|euch|ihr|please|pls|kindly|you|your|auch|noch|ausserdem|zudem|dazu|zusaetzlich|also|too|besides|additionally|well)$/;

/** "I need the new firmware": what the writer is about, and not asked of us. */
function isOwnPurpose(words: readonly string[]): boolean {
  return words.some((word) => word === 'ich' || word === 'i') && words.some((word) => OWN_NEED.test(word)) && !words.some((word) => ANOTHER_WISH.test(word));
}
