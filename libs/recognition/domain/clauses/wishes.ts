import { EVERYDAY_DE, EVERYDAY_EN } from '../lexicon/index.js';
import { clausesOf } from './clauses.js';
import type { ReadSentence } from '../score.js';
import { remembering } from '../text/known-words.js';
import { isOneSlipAway } from '../text/typos.js';
import { wordSet } from '../text/word-set.js';
import { SAFE_WISHES } from './safe-wishes.js';
import { COURTESY, USES } from './words-of-clauses.js';

const SAFE = wordSet(...Object.values(SAFE_WISHES), ...[EVERYDAY_DE, EVERYDAY_EN].flatMap((fields) => ['discourse', 'subjunctive', 'time'].map((field) => fields[field] ?? '')));
/** A clause with one of these asks, wishes or orders. */
const ASKS = /^(?:bitte|bitten|bittet|pls|please|kindly|wuesste|koennt|koennts|kannst|koenntest|wuerden|wuerdet|wuerdest|moechte|moechten|haette|haetten|brauche|brauchen|brauch|braeuchte|benoetige|benoetigen|wuensche|erbitte|beantrage|verlange|fordere|need|want|would|let)$/;
/** An order, where a clause begins with it or one of us follows. */
const ORDERS = /^(?:[a-z]{1,18}(?:ck|nd|cht|ckt|det|bt|lt|zt|en|gt|ft|rt)|gib|sag|mach|mail|send|give|make|set|tell|forward|reset|change|delete|put|get|check|help|confirm|unlock)$/;
const TO_US = /^(?:sie|ihr|ihnen|euch|you|your)$/;
/** Thanks for something, or a greeting with a link in it, are more than that. */
const NAMES = /^(?:fuer|for|bitte|please|[a-z]{0,12}(?:link|passwort|kennwort|password)[a-z]?|konto|account|zugang|login)$/;
const WISHED = /^(?:wuensche|wuenschen|liebe|gott|schoen[a-z]{0,2})$/;
const MODAL = /^(?:koennen|koennten|koennt|wuerden|wuerdet|moegen|moechten|wollen|wollt|sollen|sollten|muessen|kann|koennte|can|could|would|will|may|might|should|shall)$/;
const JOIN = /^(?:,|und|oder|and|or|aber|but|weil|because|da|since|denn|damit|so|dass|that|obwohl|although|nachdem|after|als|when|bevor|before|while|waehrend)$/;

/** "Was muss ich eintragen?" asks how; "tragen Sie ein" wants something. */
const FILLS_IN = /^(?:eintragen|eingeben|einsetzen|eintippen|hinschreiben|reinschreiben|put|enter|type)$/;
const LONG = 9;
const BEFORE = 2;

/** The clauses that want something of us and are not made of the words of a safe wish alone; each as it stands, for the specs. */
export function wishesNotUnderstood(read: readonly ReadSentence[], own: ReadonlySet<string>, understoodIn: (one: ReadSentence) => ReadonlySet<number>): readonly string[] {
  return read.flatMap((one) => {
    const { sentence } = one;
    const understood = understoodIn(one);
    const bounds = [0, ...sentence.words.flatMap((word, at) => (at > 0 && JOIN.test(word) ? [at] : [])), sentence.words.length];
    return bounds.slice(1).flatMap((to, at) => {
      // What a page asks for is no wish of the writer's.
      const clause = sentence.words.slice(bounds[at], to).map((word, place) => (sentence.shown[bounds[at]! + place] ? ',' : word));
      if (clausesOf(one).some(({ kind, from, to: end }) => kind === 'use' && from <= bounds[at]! && to <= end) && !clause.some((word) => TO_US.test(word))) return [];
      if (!isWish(clause, sentence.isQuestion && to === sentence.words.length)) return [];
      // Who writes without stops tells a story first.
      const begins = clause.length <= LONG ? 0 : Math.max(0, clause.findIndex((word) => ASKS.test(word) || MODAL.test(word)) - BEFORE);
      const isMine = clause.includes('ich') || clause.includes('i');
      const marked = clause.slice(begins).map((word, place) => (isSafe(word) || (isMine && FILLS_IN.test(word)) || own.has(word) || understood.has(bounds[at]! + begins + place) ? word : `<${word}>`));
      return marked.some((word) => word.startsWith('<')) ? [marked.join(' ')] : [];
    });
  });
}

function isWish(words: readonly string[], isQuestion: boolean): boolean {
  const isToUs = words.some((word) => TO_US.test(word));
  if (words.some((word) => COURTESY.has(word) && !WISHED.test(word)) && !words.some((word) => NAMES.test(word))) return false;
  if (!isToUs && words.some((word) => USES.has(word))) return false;
  return isQuestion || isOrder(words) || beginsAsOrder(words) || words.some((word) => ASKS.test(word)) || (words.some((word) => MODAL.test(word)) && words.some((word) => TO_US.test(word)));
}

const ENDING = /(?:e|en|er|es|em|n|s|st|t)$/;
const SAFE_LONG = [...SAFE].filter(({ length }) => length >= 6);

/** One of the words, inflected, drawn out or mistyped. */
const isSafe = remembering((written) => {
  const word = written.replace(/([a-z])\1{2,}/gu, '$1');
  return word === ',' || word.length <= 2 || /^[0-9]{1,2}[a-z]?$/.test(word) || SAFE.has(word) || SAFE.has(word.replace(ENDING, '')) || (word.length >= 6 && SAFE_LONG.some((safe) => safe[0] === word[0] && isOneSlipAway(word, safe)));
});

/** "Schicken Sie …", "schickt mir …", "Send me …". */
function isOrder(words: readonly string[]): boolean {
  const first = words.findIndex((word) => !JOIN.test(word));
  return first >= 0 && ORDERS.test(words[first]!) && /^(?:sie|mir|uns|me|us|ihr|euch)$/.test(words[first + 1] ?? '');
}

const BARE_ORDERS = /^(?:keep|leave|take|put|hold|stop|skip|add|remove|cancel|close|forget|ignore|print|hand|pass|bring|charge|grant|allow|approve|waive|delete|do not|never|lasst?|nehmt|haltet|behaltet|vergesst|ignoriert|druckt|legt|stellt|gebt|macht|loescht|aendert)$/;

/** "… and keep it quiet": an order without anybody named. */
function beginsAsOrder(words: readonly string[]): boolean {
  return BARE_ORDERS.test(words.find((word) => !JOIN.test(word)) ?? '');
}
