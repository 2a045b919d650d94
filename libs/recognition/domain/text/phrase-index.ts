import { compile } from './pattern.js';
import { SHORTEST_TRIGGER, triggersOf } from './triggers.js';

/** One of many lists of patterns (pattern.ts), with whoever wants to know. */
export interface PhraseList<Owner> {
  readonly owner: Owner;
  readonly patterns: readonly string[];
}

interface Trigger {
  readonly text: string;
  /** Number of its pattern, counted through all lists. */
  readonly of: number;
}

interface List<Owner> {
  readonly owner: Owner;
  readonly patterns: readonly string[];
  /** Number of its first pattern. */
  readonly first: number;
  /** Of each pattern, once it was met. */
  readonly compiled: (RegExp | undefined)[];
}

/** Triggers are looked up by so many letters. */
const START = 3;
const CLASS_BITS = 5;
const CLASSES = 2 ** CLASS_BITS;

/** What is used of a global `RegExp`. */
export interface Expression {
  lastIndex: number;
  exec(text: string): RegExpExecArray | null;
  test(text: string): boolean;
}

/**
 * Finds which of many lists have something to say about a text, in one walk over it, and tries those of their patterns
 * only that can hold there: what a text must contain (triggers.ts) is known of each. The others could not match, so the
 * answer is that of the whole list, at a fraction of the cost.
 */
export class PhraseIndex<Owner> {
  readonly #lists: List<Owner>[] = [];
  /** For every pattern the place of its list. */
  readonly #listOf: number[] = [];
  /** Patterns of which no trigger is known: always looked at. */
  readonly #always: number[] = [];
  readonly #byStart: (Trigger[] | undefined)[] = Array.from({ length: CLASSES ** START });
  /** For every pattern the number of the last walk that met it. */
  readonly #metAt: Int32Array;
  #walk = 0;

  constructor(lists: readonly PhraseList<Owner>[]) {
    for (const { owner, patterns } of lists) {
      const first = this.#listOf.length;
      for (const [at, pattern] of patterns.entries()) {
        this.#listOf.push(this.#lists.length);
        this.#put(pattern, first + at);
      }
      this.#lists.push({ owner, patterns, first, compiled: [] });
    }
    this.#metAt = new Int32Array(this.#listOf.length);
  }

  /** Lists that may hold, in their order, each with its expression (global: set `lastIndex` before use). */
  in(text: string): (readonly [Owner, Expression])[] {
    const met = this.#patternsMetIn(text);
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

  #patternsMetIn(text: string): number[] {
    const walk = (this.#walk = (this.#walk + 1) & 0x3fffffff);
    const met = [...this.#always];
    let start = 0;
    for (let at = 1 - START; at + SHORTEST_TRIGGER <= text.length; at += 1) {
      start = ((start << CLASS_BITS) | classOf(text, at + START - 1)) & (CLASSES ** START - 1);
      const there = at < 0 ? undefined : this.#byStart[start];
      if (!there) continue;
      for (const { text: trigger, of } of there) {
        if (this.#metAt[of] === walk || !text.startsWith(trigger, at)) continue;
        this.#metAt[of] = walk;
        met.push(of);
      }
    }
    return met.sort((one, other) => one - other);
  }

  #put(pattern: string, of: number): void {
    const triggers = triggersOf(pattern);
    if (!triggers) this.#always.push(of);
    for (const text of new Set(triggers)) {
      const start = (classOf(text, 0) << (2 * CLASS_BITS)) | (classOf(text, 1) << CLASS_BITS);
      // One of two letters may go on with any letter, or end the text.
      const thirds = text.length < START ? Array.from({ length: CLASSES }, (_, third) => third) : [classOf(text, 2)];
      for (const third of thirds) (this.#byStart[start | third] ??= []).push({ text, of });
    }
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

/** Which of 32 kinds of letters stands there: a to z, any digit, blank, comma, stop, the rest; the end of the text is one of the rest. */
function classOf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 97 && code <= 122) return code - 96;
  if (code >= 48 && code <= 57) return 27;
  if (code === 32) return 28;
  if (code === 44) return 29;
  return code === 46 ? 30 : 31;
}

/** Whether an expression holds anywhere in a text. */
export function holds(expression: Expression, text: string): boolean {
  expression.lastIndex = 0;
  return expression.test(text);
}

/** Every place where it holds; none of our patterns matches nothing. */
export function matchesOf(expression: Expression, text: string): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) found.push(match);
  return found;
}
