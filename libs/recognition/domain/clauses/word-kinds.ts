import { remembering } from '../text/known-words.js';
import { COURTESY, HANDS_OVER, HAVE, I, JOINS, MEANS_TO, OTHERS_BY_PRONOUN, STATES, USES, WISHES } from './words-of-clauses.js';

/** A clause with one of these asks, wishes or orders. */
const ASKS = /^(?:bitte|bitten|bittet|pls|please|kindly|wuesste|koennt|koennts|kannst|koenntest|wuerden|wuerdet|wuerdest|moechte|moechten|haette|haetten|brauche|brauchen|brauch|braeuchte|benoetige|benoetigen|wuensche|erbitte|beantrage|verlange|fordere|need|want|would|let)$/;
/** An order, where a clause begins with it or one of us follows. */
const ORDERS = /^(?:[a-z]{1,18}(?:ck|nd|cht|ckt|det|bt|lt|zt|en|gt|ft|rt)|gib|sag|mach|mail|send|give|make|set|tell|forward|reset|change|delete|put|get|check|help|confirm|unlock)$/;
/** An order with nobody named. */
const BARE_ORDERS = /^(?:keep|leave|take|put|hold|stop|skip|add|remove|cancel|close|forget|ignore|print|hand|pass|bring|charge|grant|allow|approve|waive|delete|do not|never|lasst?|nehmt|haltet|behaltet|vergesst|ignoriert|druckt|legt|stellt|gebt|macht|loescht|aendert)$/;
const TO_US = /^(?:sie|ihr|ihnen|euch|you|your)$/;
/** Thanks for something, or a greeting with a link in it, are more than that. */
const NAMES = /^(?:fuer|for|bitte|please|[a-z]{0,12}(?:link|passwort|kennwort|password)[a-z]?|konto|account|zugang|login)$/;
const WISHED = /^(?:wuensche|wuenschen|liebe|gott|schoen[a-z]{0,2})$/;
const MODAL = /^(?:koennen|koennten|koennt|wuerden|wuerdet|moegen|moechten|wollen|wollt|sollen|sollten|muessen|kann|koennte|can|could|would|will|may|might|should|shall)$/;
const PARTS = /^(?:,|und|oder|and|or|aber|but|weil|because|da|since|denn|damit|so|dass|that|obwohl|although|nachdem|after|als|when|bevor|before|while|waehrend)$/;
/** "Was muss ich eintragen?" asks how; "tragen Sie ein" wants something. */
const FILLS_IN = /^(?:eintragen|eingeben|einsetzen|eintippen|hinschreiben|reinschreiben|put|enter|type)$/;
const FOLLOWS_ORDER = /^(?:sie|mir|uns|me|us|ihr|euch)$/;
/** Those among whom something may be shared. */
const GROUP = /^(?:[a-z]{0,12}(?:schule|klasse|gruppe|abteilung|kollegium|mannschaft|belegschaft|station|schicht|werkstatt|wache|praxis|buero|kita|betrieb|team|firma)|kurs|amt|laden|office|workshop|class|school|department|staff|crew|company|shift|lab|ward|shop|band|choir|club)$/;

/** What a word can do in a clause, a bit each: a word is asked once, and a clause has what its words have. */
export const IS = { asks: 1, order: 2, bareOrder: 4, toUs: 8, names: 16, courtesy: 32, thanks: 64, modal: 128, parts: 256, fillsIn: 512, followsOrder: 1024, group: 2048, joins: 4096, others: 8192, me: 16384, meansTo: 32768, use: 65536, wish: 131072, sieOrYou: 262144, verb: 524288 } as const;

const TESTS: readonly (readonly [kind: number, holds: (word: string) => boolean])[] = [
  ...([[IS.asks, ASKS], [IS.order, ORDERS], [IS.bareOrder, BARE_ORDERS], [IS.toUs, TO_US], [IS.names, NAMES], [IS.modal, MODAL], [IS.parts, PARTS], [IS.fillsIn, FILLS_IN], [IS.followsOrder, FOLLOWS_ORDER], [IS.group, GROUP], [IS.sieOrYou, /^(?:sie|you)$/]] as const).map(([kind, pattern]) => [kind, (word: string) => pattern.test(word)] as const),
  ...([[IS.courtesy, COURTESY], [IS.joins, JOINS], [IS.others, OTHERS_BY_PRONOUN], [IS.me, I], [IS.meansTo, MEANS_TO], [IS.use, USES], [IS.wish, WISHES], [IS.verb, new Set([...STATES, ...HAVE, ...HANDS_OVER, ...MEANS_TO, 'hat', 'has'])]] as const).map(([kind, words]) => [kind, (word: string) => words.has(word)] as const),
  [IS.thanks, (word) => COURTESY.has(word) && !WISHED.test(word)],
];

/** The bits of `IS` that hold for a folded word. */
export const kindsOf = remembering((word) => TESTS.reduce((kinds, [kind, holds]) => (holds(word) ? kinds | kind : kinds), 0));

/** All that words `from` … `to - 1` are. */
export function kindsAmong(kinds: readonly number[], from: number, to: number): number {
  let all = 0;
  for (let at = from; at < to; at += 1) all |= kinds[at]!;
  return all;
}
