import { DemandFinder, type Demand, type Piece } from './demands.js';
import { compile } from './pattern.js';
import { newAsker, type Passage, type Word } from './passage.js';

/** One of many lists of patterns (pattern.ts), with whoever wants to know. */
export interface PhraseList<Owner> {
  readonly owner: Owner;
  readonly patterns: readonly string[];
}

interface List<Owner> {
  readonly owner: Owner;
  readonly patterns: readonly string[];
  /** Number of its first pattern. */
  readonly first: number;
  /** Of each pattern, once it was met. */
  readonly compiled: (RegExp | undefined)[];
}

/** What is used of a global `RegExp`. */
export interface Expression {
  lastIndex: number;
  exec(text: string): RegExpExecArray | null;
  test(text: string): boolean;
}

const NOTHING: readonly number[] = [];
/** What a full stop may stand for: such a pattern reaches into the next sentence, and only one of its words is sure to be in this. */
const REACHES_ON = /\.|\[\^|\\[sSWDB]/;

/**
 * Finds which of many lists have something to say about a text, and tries those of their patterns only that can hold
 * there: of each it is known what the words of the text must be like (demands.ts), and what a word answers to is
 * remembered, since people use the same words. The others could not match, so the answer is that of the whole list, at a
 * fraction of the cost.
 */
export class PhraseIndex<Owner> {
  readonly #lists: List<Owner>[] = [];
  /** For every pattern the place of its list. */
  readonly #listOf: number[] = [];
  /** Patterns that demand nothing: always looked at. */
  readonly #always: number[] = [];
  /** Per place in a word which demands a text there answers to. */
  readonly #byPiece: Readonly<Record<Piece['where'], Map<string, number[]>>> = { whole: new Map(), start: new Map(), end: new Map(), inside: new Map() };
  /** With what the texts of `start` and `inside` begin: a word is followed no further than that. */
  readonly #beginnings = new Set<string>();
  /**
   * Per demand the patterns of which it is the rarest: from `#waitingFrom[demand]` on there stand in `#waiting`, one after the
   * other, a pattern, how many demands besides it has, and these. Numbers in a row, since each mail meets hundreds of demands
   * of which most have nobody waiting, and an object for each was a miss of the processor's cache.
   */
  #waiting = new Int32Array();
  #waitingFrom = new Int32Array();
  /** Per demand the number of the last walk that met it. */
  #metAt = new Int32Array();
  /** What the walk has met so far, demands and then patterns; the same memory for every text. */
  #metDemands = new Int32Array();
  #metPatterns = new Int32Array();
  /** Per pattern the number of the last text in which it was met. */
  #notedIn = new Int32Array();
  readonly #asker = newAsker();
  #walk = 0;
  #texts = 0;
  #unread: (() => readonly PhraseList<Owner>[]) | undefined;

  /**
   * @param lists asked for, and made ready, with the first text: most processes start without ever reading one
   * @param are `expressions`: regular expressions as they stand, of which only `ownersIn` can be asked
   */
  constructor(lists: () => readonly PhraseList<Owner>[], private readonly are: 'phrases' | 'expressions' = 'phrases') {
    this.#unread = lists;
  }

  #read(lists: readonly PhraseList<Owner>[]): void {
    const numbers = new Map<string, number>();
    const waiting: number[][] = [];
    const demands = new DemandFinder();
    for (const { owner, patterns } of lists) {
      const first = this.#listOf.length;
      for (const [at, pattern] of patterns.entries()) {
        this.#listOf.push(this.#lists.length);
        const [rarest, ...others] = (this.are === 'phrases' ? demands.of(pattern) : demands.ofExpression(pattern)).map((demand) => this.#numberOf(demand, numbers));
        const besides = this.are === 'phrases' && REACHES_ON.test(pattern) ? [] : others;
        while (waiting.length < numbers.size) waiting.push([]);
        if (rarest === undefined) this.#always.push(first + at);
        else waiting[rarest]!.push(first + at, besides.length, ...besides);
      }
      this.#lists.push({ owner, patterns, first, compiled: [] });
    }
    this.#waiting = Int32Array.from(waiting.flat());
    this.#waitingFrom = new Int32Array(waiting.length + 1);
    for (const [demand, { length }] of waiting.entries()) this.#waitingFrom[demand + 1] = this.#waitingFrom[demand]! + length;
    this.#metAt = new Int32Array(waiting.length);
    this.#metDemands = new Int32Array(waiting.length);
    this.#metPatterns = new Int32Array(this.#listOf.length);
    this.#notedIn = new Int32Array(this.#listOf.length);
  }

  /** Lists that may hold, in their order, each with its expression (global: set `lastIndex` before use). */
  in(passage: Passage): (readonly [Owner, Expression])[] {
    const met = this.#patternsMetIn(passage.parts ?? [passage]);
    const found: (readonly [Owner, Expression])[] = [];
    for (let at = 0; at < met.length;) {
      const list = this.#lists[this.#listOf[met[at]!]!]!;
      const end = list.first + list.patterns.length;
      const own: RegExp[] = [];
      for (; at < met.length && met[at]! < end; at += 1) own.push(compiledOf(list, met[at]! - list.first));
      found.push([list.owner, own.length === 1 ? own[0]! : new FirstOf(own)]);
    }
    return found;
  }

  /** Whose lists may hold in a text of these words. */
  ownersIn(known: readonly Word[]): ReadonlySet<Owner> {
    const owners = new Set<Owner>();
    for (const pattern of this.#patternsMetIn([{ known }])) owners.add(this.#lists[this.#listOf[pattern]!]!.owner);
    return owners;
  }

  /** The numbers of those that have all they want in one of the parts of a text, in order; true until the next text. */
  #patternsMetIn(parts: readonly Pick<Passage, 'known'>[]): Int32Array {
    if (this.#unread) {
      this.#read(this.#unread());
      this.#unread = undefined;
    }
    const text = (this.#texts = (this.#texts + 1) & 0x3fffffff);
    this.#metPatterns.set(this.#always);
    let count = this.#always.length;
    for (const { known } of parts) count = this.#meetPatterns(known, text, count);
    return this.#metPatterns.subarray(0, count).sort();
  }

  /** Notes the patterns that have all they want among these words, behind the `count` that are noted; returns how many there are then. */
  #meetPatterns(known: readonly Word[], text: number, count: number): number {
    const demands = this.#meetDemands(known);
    const [waiting, from, metAt, walk, met, notedIn] = [this.#waiting, this.#waitingFrom, this.#metAt, this.#walk, this.#metPatterns, this.#notedIn];
    for (let nth = 0; nth < demands; nth += 1) {
      const demand = this.#metDemands[nth]!;
      for (let at = from[demand]!, end = from[demand + 1]!; at < end;) {
        const behind = at + 2 + waiting[at + 1]!;
        let besides = at + 2;
        while (besides < behind && metAt[waiting[besides]!] === walk) besides += 1;
        const pattern = waiting[at]!;
        if (besides === behind && notedIn[pattern] !== text) {
          notedIn[pattern] = text;
          met[count++] = pattern;
        }
        at = behind;
      }
    }
    return count;
  }

  /** Notes what the words of a text answer to, and returns for how many of these patterns wait. */
  #meetDemands(known: readonly Word[]): number {
    const walk = (this.#walk = (this.#walk + 1) & 0x3fffffff);
    const [metAt, from, asker] = [this.#metAt, this.#waitingFrom, this.#asker];
    let count = 0;
    for (const word of known) {
      const answers = (word.answers[asker] ??= this.#lookUp(word.text));
      for (let at = 0; at < answers.length; at += 1) {
        const demand = answers[at]!;
        if (metAt[demand] === walk) continue;
        metAt[demand] = walk;
        if (from[demand] !== from[demand + 1]) this.#metDemands[count++] = demand;
      }
    }
    return count;
  }

  /** Which demands a word answers to. */
  #lookUp(word: string): readonly number[] {
    const { whole, start, end, inside } = this.#byPiece;
    const found = [...(whole.get(word) ?? NOTHING)];
    for (let from = 0; from < word.length; from += 1) {
      found.push(...(end.get(word.slice(from)) ?? NOTHING));
      for (let to = from + 1; to <= word.length; to += 1) {
        const part = word.slice(from, to);
        if (!this.#beginnings.has(part)) break;
        found.push(...(inside.get(part) ?? NOTHING));
        if (from === 0) found.push(...(start.get(part) ?? NOTHING));
      }
    }
    return found.length === 0 ? NOTHING : [...new Set(found)];
  }

  /** The same demand of another pattern has the same number. */
  #numberOf(demand: Demand, numbers: Map<string, number>): number {
    const key = demand.map(({ where, text }) => `${where} ${text}`).toSorted().join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(key, number);
    for (const { where, text } of demand) {
      const there = this.#byPiece[where].get(text);
      if (there) there.push(number);
      else this.#byPiece[where].set(text, [number]);
      if (where === 'start' || where === 'inside') for (let to = 1; to <= text.length; to += 1) this.#beginnings.add(text.slice(0, to));
    }
    return number;
  }
}

/** Several patterns of one list as if they stood in one expression: the leftmost match, of the first pattern that has it. */
class FirstOf implements Expression {
  lastIndex = 0;
  #text = '';
  #next: (RegExpExecArray | null | undefined)[] = [];

  constructor(readonly patterns: readonly RegExp[]) {}

  exec(text: string): RegExpExecArray | null {
    if (this.lastIndex === 0 || text !== this.#text) [this.#text, this.#next] = [text, []];
    let first: RegExpExecArray | null = null;
    for (let at = 0; at < this.patterns.length; at += 1) {
      let match = this.#next[at];
      if (match === undefined || (match !== null && match.index < this.lastIndex)) {
        const pattern = this.patterns[at]!;
        pattern.lastIndex = this.lastIndex;
        match = this.#next[at] = pattern.exec(text);
      }
      if (match !== null && (first === null || match.index < first.index)) first = match;
    }
    this.lastIndex = first === null ? 0 : first.index + first[0].length;
    return first;
  }

  test(text: string): boolean {
    return this.patterns.some((pattern) => {
      pattern.lastIndex = this.lastIndex;
      return pattern.test(text);
    });
  }
}

function compiledOf({ patterns, compiled }: List<unknown>, at: number): RegExp {
  return (compiled[at] ??= compile([patterns[at]!]));
}

/** Whether an expression holds anywhere in a text. */
export function holds(expression: Expression, text: string): boolean {
  expression.lastIndex = 0;
  return expression.test(text);
}

/** Every place where it holds; none of our patterns matches nothing. Not matchAll, which copies the expression first. */
export function matchesOf(expression: Expression, text: string): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) found.push(match);
  return found;
}
