import type { CaseType } from '#kernel';
import type { Concept } from '../lexicon/index.js';
import type { Signal } from '../recognition.js';
import type { ReadSentence } from '../score.js';
import { CAUSE_GONE, FULL_MAILBOX, SENT_IN_VAIN } from '../arrival.js';
import type { Passage } from '../text/passage.js';
import { Sifted } from '../text/sifted.js';
import { clausesOf, type Clause } from './clauses.js';

/** What the clauses say of a case type: less of it than its words do, or more. */
interface Weighing {
  readonly caseType: CaseType;
  readonly factor: number;
  readonly more: number;
  /** `case.<case type>.<name>` among the signals. */
  readonly name: string;
  /** Without words for it in the mail there is nothing to weigh, and the clauses need not be looked at. */
  readonly needs: Sifted | Concept;
  readonly because: (told: Told) => string | undefined;
}

/** One clause with what it speaks of. */
interface Piece {
  readonly words: readonly string[];
  readonly text: string;
  readonly stated: ReadonlySet<Concept>;
  readonly denied: ReadonlySet<Concept>;
}

interface Told extends Passage {
  readonly pieces: readonly Piece[];
}

const has = (piece: Piece, ...concepts: readonly Concept[]): boolean => concepts.some((concept) => piece.stated.has(concept) || piece.denied.has(concept));
const isTrouble = (piece: Piece): boolean => has(piece, 'expired', 'broken', 'wrong', 'reject') || piece.denied.has('work');

/** A thing is wished for, not complained of. */
const WISHED = /\b(?:bitte|um (?:ein|an)[a-z]{0,3}|schick[a-z]{0,4}|send[a-z]{0,4}|zusend[a-z]{0,3}|haben|bekommen|kriegen|brauche?|waere|wuerde|could|can i|please|send|need|would|get|lovely|great|shoot|pop|help[a-z]{0,3}|use)\b/;
/** "The old one does not work", "what I type is wrong": of a password, though it is not named. */
const OF_OLD_ONE = /\b(?:(?:das|mein|the|my) (?:alte[ns]?|old|bisherige) (?!link|mail|one)|(?:was|what) (?:ich|i) (?:[a-z]{1,12} ){0,3}(?:eintippe|eingebe|tippe|type|enter|remember|habe)|komme? (?:[a-z]{1,10} ){0,3}(?:weiter|rein))/;
/** The address is the one that is written from: what was forgotten is not who one is. */
const KNOWN_ADDRESS = new Sifted(/\b(?:mit der bin ich registriert|(?:laeuft|registriert|angemeldet|gemeldet) (?:[a-z]{1,10} ){0,4}(?:auf|mit|unter) (?:diese[rn]?|der) (?:[a-z]{1,10} )?(?:adresse|mailadresse|emailadresse|email|mail)|(?:this|the same) (?:email |mail |e mail )?(?:address|email|mail) (?:which |that )?(?:i|is|was) (?:[a-z]{1,10} ){0,3}(?:used|registered|use|on file)|registered (?:with|under|by) this)/);
/** What has not happened: feared, supposed, or to be avoided. */
const NOT_YET = /^(?:, |und |and )?(?:bevor|ehe|damit|falls|sonst|before|in case|lest|otherwise|so that|nicht dass|not that)\b/;
const A_PASSWORD = new Sifted(/passwor|kennwor|\bpw\b|password|passcode/);
const FORGETS = /\b(?:weiss|kenne|wusste|erinnere|know|remember|recall|idea|ahnung|schimmer|auswendig|by heart)\b/;
/** Of a password: it is not there any more. */
const GONE = /\b(?:weg|fort|futsch|perdu|verschwunden|weggeblasen|verflogen|verloren|unauffindbar|nirgends|nirgendwo|gone|lost|vanished|escaped|evaporated|nowhere|verschluckt|untergegangen|verabschiedet|weggeworfen)$|\b(?:weg|gone|lost|vanished|escaped|nirgends|nirgendwo|nowhere)\b/;
const OF_SOMETHING_ELSE = /\b(?:warum|wieso|woran|weshalb|wo|wohin|wie ich|ob|weiter|was ich (?:tun|machen)|why|whether|where|how|what to do|what else)\b/;
const OWN_NOTE = new Sifted(/\b(?:(?:auf|not|nieder)?ge?(?:schrieben|notiert)|notiert|zettel(?:chen)? (?:mit|auf dem) (?:meine[mn]?|dem|das|mein) (?:passwort|kennwort|zugangsdaten|login)|(?:sticky )?note (?:with|of) my|post ?it|notebook|notizbuch|buechlein|wrote|written down|jotted)/);
const HANDED_OUT = new Sifted(/\b(?:ausgeteilt|ausgehaendigt|ausgegeben|bekommen|erhalten|gekriegt|von der|vom|klassenlehrer[a-z]{0,3}|lehrer[a-z]{0,3}|sekretariat|erst[a-z]{1,10}|first|gave|given|handed|initial|start[a-z]{0,12}|umschlag|envelope|laufzettel)\b/);

/** Something was changed, and not by the writer; "I have changed nothing" alone says that all is as it was. */
const WAS_CHANGED = new Sifted(/\b(?:geaendert worden|(?:wurden?|sei) (?:[a-z]{1,15} ){0,4}geaendert|(?:has|have|had) been changed|was changed)\b/);
const NOT_BY_ME = new Sifted(/\b(?:nichts|nicht|nie|not|never) (?:[a-z]{1,12} ){0,2}(?:geaendert|veranlasst|changed?)\b/);

/** "My address is the same": then nothing is to be changed. */
const AS_BEFORE = new Sifted(/\b(?:adresse|mailadresse|emailadresse|e mail|email|mail|address) (?:[a-z]{1,10} ){0,4}(?:unveraendert|gleich geblieben|dieselbe|die gleiche|unchanged|the same|nicht geaendert|not changed)\b/);

/** Mails were deleted, by tidying or by a rule, or did not fit in; the mailbox is there. */
const MAILS_GONE = /\b(?:geloescht|weg|voll|verschwunden|deleted|gone|full|disappeared)\b/;
const MAILBOX_GONE = /\b(?:postfach|posteingang|mailbox|inbox|adresse|mailadresse|emailadresse|address|emailaddr|account|konto|domain|email) (?:(?:ist|wurde|wird|war|habe|hat|is|was|has|been|will|be|got|gets|jetzt|now|ich|i|seit|inzwischen|schon|not|nicht|leider) ){1,4}(?:[a-z]{1,12} )?(?:geloescht|weg|verschwunden|deleted|gone|disappeared)\b/;

/**
 * What is said and what is only wished, feared or known: the same words in another clause mean another case. Each line
 * weighs one case type down or up; none of them knows a word that the lists do not have.
 */
const WEIGHINGS: readonly Weighing[] = [
  {
    caseType: 'reset-link-failed', factor: 0.35, more: 0, name: 'link-only-wished', needs: 'link', because: ({ pieces }) => {
      const links = pieces.filter((piece) => has(piece, 'link'));
      const isComplaint = pieces.some((piece) => isTrouble(piece) && !has(piece, 'pw', 'login', 'signin', 'creds', 'user') && !OF_OLD_ONE.test(piece.text));
      return links.length > 0 && !isComplaint && links.every((piece) => WISHED.test(piece.text) && !isTrouble(piece)) ? links[0]!.text : undefined;
    },
  },
  { caseType: 'reset-mail-missing', factor: 1, more: 9, name: 'sent-in-vain', needs: SENT_IN_VAIN, because: (told) => (told.pieces.some((piece) => has(piece, 'act', 'regi')) ? undefined : SENT_IN_VAIN.firstIn(told)) },
  { caseType: 'forgot-identity', factor: 0.3, more: 0, name: 'address-is-known', needs: KNOWN_ADDRESS, because: (told) => KNOWN_ADDRESS.firstIn(told) },
  { caseType: 'account-locked', factor: 0.35, more: 0, name: 'not-locked-yet', needs: 'locked', because: ({ pieces }) => {
    const locked = pieces.filter((piece) => has(piece, 'locked'));
    return locked.length > 0 && locked.every((piece) => NOT_YET.test(piece.text)) ? locked[0]!.text : undefined;
  } },
  { caseType: 'forgot-username', factor: 0.35, more: 0, name: 'user-name-known', needs: 'user', because: ({ pieces }) => {
    const known = pieces.find((piece) => has(piece, 'user') && !has(piece, 'pw') && !piece.stated.has('forgot') && !piece.denied.has('know') && !piece.denied.has('have') && (/\b(?:bekannt|known|weiss|kenne|habe ich|know|remember|stimmt|notebook|noch da)\b/.test(piece.text)));
    return known && pieces.some((piece) => has(piece, 'pw') && !has(piece, 'user') && !piece.stated.has('know')) ? known.text : undefined;
  } },
  { caseType: 'initial-credentials', factor: 0.35, more: 0, name: 'own-note', needs: OWN_NOTE, because: (told) => (HANDED_OUT.test(told) ? undefined : OWN_NOTE.firstIn(told)) },
  { caseType: 'wrong-credentials', factor: 0.6, more: 0, name: 'says-it-is-forgotten', needs: A_PASSWORD, because: forgets },
  { caseType: 'email-change', factor: 0.2, more: 0, name: 'address-as-before', needs: AS_BEFORE, because: (told) => AS_BEFORE.firstIn(told) },
  { caseType: 'lost-email-access', factor: 0.2, more: 0, name: 'mailbox-has-room-again', needs: CAUSE_GONE, because: (told) => (CAUSE_GONE.test(told) ? FULL_MAILBOX.firstIn(told) : undefined) },
  { caseType: 'lost-email-access', factor: 0.2, more: 0, name: 'mails-gone-not-mailbox', needs: 'gone', because: ({ pieces }) => {
    const gone = pieces.filter((piece) => has(piece, 'gone'));
    return gone.length > 0 && !pieces.some((piece) => has(piece, 'lostbox')) && gone.every(({ text }) => MAILS_GONE.test(text) && !MAILBOX_GONE.test(text)) ? gone[0]!.text : undefined;
  } },
  { caseType: 'suspected-compromise', factor: 1, more: 7, name: 'changed-by-others', needs: WAS_CHANGED, because: (told) => (WAS_CHANGED.test(told) ? NOT_BY_ME.firstIn(told) : undefined) },
  { caseType: 'forgot-password', factor: 1, more: 4, name: 'says-it-is-forgotten', needs: A_PASSWORD, because: forgets },
];

/** "Ich weiß es nicht mehr": what is not known any more is the password, where nothing else is named. */
function forgets(told: Told): string | undefined {
  const { pieces } = told;
  if (!A_PASSWORD.test(told) || pieces.some((piece) => has(piece, 'act', 'regi', 'pin', 'factor'))) return undefined;
  const gone = pieces.find((piece) => has(piece, 'pw') && GONE.test(piece.text) && !isTrouble(piece));
  if (gone) return gone.text;
  return pieces.find((piece) => FORGETS.test(piece.text) && (piece.denied.has('know') || piece.stated.has('forgot') || /\b(?:auswendig|by heart)\b.{0,60}\b(?:nicht|not|nie|never)\b|\b(?:nicht|not|nie|never)\b.{0,60}\b(?:auswendig|by heart)\b/.test(piece.text)) && !has(piece, 'user', 'addr', 'account', 'link', 'serial') && !OF_SOMETHING_ELSE.test(piece.text))?.text;
}

/** The points as the clauses have them, and what they say of it. `known`: the words of the sentences. */
export function weighedByClause(points: ReadonlyMap<CaseType, number>, read: readonly ReadSentence[], known: Passage['known']): { readonly points: ReadonlyMap<CaseType, number>; readonly signals: readonly Signal[] } {
  const weighed = new Map(points);
  const signals: Signal[] = [];
  let told: Told | undefined;
  for (const { caseType, factor, more, name, needs, because } of WEIGHINGS) {
    const before = points.get(caseType);
    if (before === undefined && more === 0) continue;
    if (!(needs instanceof Sifted ? needs.mayHold(known) : read.some(({ found }) => found.has(needs)))) continue;
    told ??= toldBy(read, known);
    const text = because(told);
    if (text === undefined) continue;
    weighed.set(caseType, (weighed.get(caseType) ?? 0) * factor + more);
    signals.push({ name: `case.${caseType}.${name}`, weight: Math.round(((before ?? 0) * (factor - 1) + more) * 10) / 10, text: text.slice(0, 80) });
  }
  return { points: weighed, signals };
}

function toldBy(read: readonly ReadSentence[], known: Passage['known']): Told {
  const pieces = read.flatMap((one) => clausesOf(one).map((clause) => pieceOf(one, clause)));
  return { pieces, text: pieces.map(({ text }) => text).join(' . '), known };
}

function pieceOf({ sentence, found }: ReadSentence, { from, to }: Clause): Piece {
  const stated = new Set<Concept>();
  const denied = new Set<Concept>();
  for (const [concept, all] of found) for (const one of all) if (one.firstWord >= from && one.firstWord < to) (one.denied ? denied : stated).add(concept);
  const words = sentence.words.slice(from, to);
  return { words, text: words.join(' '), stated, denied };
}
