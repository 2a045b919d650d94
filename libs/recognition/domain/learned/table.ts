import type { Weights } from './fit.js';
import type { ReadSentence } from '../score.js';
import { eachFeature, featureName, isNear, partsOf, rememberingWords, type FeatureVisitor } from './features.js';

/** One letter for each answer, in order. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Weights are kept in parts of this; what is less than half of one is nothing. */
const PARTS = 32;
const PART = 1 / PARTS;
/** There are so many pairs of words near each other that what little most of them say is not worth its memory. */
const LEAST_OF_NEAR = 3;

/** Weights as they lie in the file, a line for each feature: `feature|a12b-3`. The letter says for which answer; without a mention it is nothing. */
export function writtenDown<Answer extends string>(weights: Weights<Answer>, answers: readonly Answer[]): readonly string[] {
  const lines: string[] = [];
  for (const [feature, byAnswer] of weights) {
    const said = answers.map((answer, at) => [LETTERS[at]!, Math.round((byAnswer.get(answer) ?? 0) * PARTS)] as const).filter(([, parts]) => Math.abs(parts) >= (isNear(feature) ? LEAST_OF_NEAR : 1));
    if (said.length > 0) lines.push(`${feature}|${said.map(([letter, parts]) => `${letter}${parts}`).join('')}`);
  }
  return lines;
}

/** The file that they make. */
export function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
}

const [ZERO, MINUS, BAR, NEXT, LETTER] = ['0', '-', '|', '\n', 'A'].map((sign) => sign.charCodeAt(0)) as [number, number, number, number, number];

/** How many features there are, and how many weights: as many as there are letters behind a bar. */
function sizeOf(written: Uint8Array): { readonly features: number; readonly cells: number } {
  let features = 0;
  let cells = 0;
  let isBehindBar = false;
  for (const sign of written) {
    if (sign === BAR) {
      isBehindBar = true;
      features += 1;
    } else if (sign === NEXT) isBehindBar = false;
    else if (isBehindBar && sign >= LETTER) cells += 1;
  }
  return { features, cells };
}

/** False also behind the end. */
function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= ZERO && code < ZERO + 10;
}

/** No concept, no rule, and nothing about what is only near. */
const IS_WORD = /^[^=+!~]/u;

/** No such part of a feature, or no such feature. */
export const UNKNOWN = -1;
/** A feature of one part has this for its second. */
const NONE = -2;

/**
 * Weights as mails are weighed by them. Features and their parts are numbers here and lie in rows: as objects they took twenty
 * megabytes, each a miss of the processor's cache, and the collector went through all of them.
 */
export class WeightTable<Answer extends string> {
  readonly #numbers = new Map<string, number>();
  /** By the number of a part. */
  readonly #texts: string[] = [];
  readonly #isWord: boolean[] = [];
  /** By the number of a feature. */
  readonly #firsts: Int32Array;
  readonly #seconds: Int32Array;
  /** Where its cells begin; `middle` is where those begin that weigh a sentence and no mail. One number more than there are features. */
  readonly #from: Int32Array;
  readonly #middle: Int32Array;
  readonly #answers: Uint8Array;
  /** In parts of one. */
  readonly #weights: Int16Array;
  /** Features by their two parts: open addressing, at most half full (Knuth, TAOCP 3, 6.4, algorithm L). */
  readonly #slots: Int32Array;
  readonly #marks: Int32Array;
  #marking = 0;
  /** The same memory for every sentence. */
  readonly #found: number[] = [];
  readonly #visitor: FeatureVisitor<number> = { partOf: (text) => this.partOf(text), wordOf: rememberingWords((text) => this.partOf(text)), one: (part) => this.#take(this.find(part)), two: (first, second) => this.#take(this.find(first, second)) };

  /**
   * @param written lines of `writtenDown` as a file (`bytesOf`)
   * @param ofMails so many of the answers, the first ones, are about a mail; the others about a sentence of it
   * @throws Error when a line names an answer that there is not
   */
  constructor(written: Uint8Array, private readonly answers: readonly Answer[], ofMails = answers.length) {
    // Counted first: as lists that grow they took sixty megabytes on the way.
    const { features, cells } = sizeOf(written);
    this.#firsts = new Int32Array(features);
    this.#seconds = new Int32Array(features).fill(NONE);
    this.#from = new Int32Array(features + 1).fill(cells);
    this.#middle = new Int32Array(features);
    this.#answers = new Uint8Array(cells);
    this.#weights = new Int16Array(cells);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * features + 2))).fill(UNKNOWN);
    this.#marks = new Int32Array(features);
    const text = Buffer.from(written.buffer, written.byteOffset, written.byteLength);
    for (let at = 0, feature = 0, cell = 0; feature < features; feature += 1, at += 1) {
      const bar = written.indexOf(BAR, at);
      const [first, second] = partsOf(text.toString('utf8', at, bar));
      this.#firsts[feature] = this.#numberFor(first);
      if (second !== '') this.#seconds[feature] = this.#numberFor(second);
      this.#from[feature] = cell;
      this.#middle[feature] = cell;
      for (at = bar + 1; at < written.length && written[at] !== NEXT; cell += 1) {
        const letter = String.fromCharCode(written[at]!);
        const answer = LETTERS.indexOf(letter);
        if (answer < 0 || answer >= answers.length) throw new Error(`the learned weights speak of an answer "${letter}" that there is not; learn again: npm run learn`);
        const isLess = written[at + 1] === MINUS;
        let parts = 0;
        for (at += isLess ? 2 : 1; isDigit(written[at]); at += 1) parts = parts * 10 + written[at]! - ZERO;
        this.#answers[cell] = answer;
        this.#weights[cell] = isLess ? -parts : parts;
        if (answer < ofMails) this.#middle[feature] = cell + 1;
      }
      this.#slots[this.#slotOf(this.#firsts[feature]!, this.#seconds[feature]!)] = feature;
    }
  }

  #numberFor(part: string): number {
    const known = this.#numbers.get(part);
    if (known !== undefined) return known;
    // A copy: a piece of a line keeps the whole line in memory.
    const text = ` ${part}`.slice(1);
    this.#numbers.set(text, this.#texts.length);
    this.#isWord.push(IS_WORD.test(text));
    return this.#texts.push(text) - 1;
  }

  /** The number of a part of features. */
  partOf(text: string): number {
    return this.#numbers.get(text) ?? UNKNOWN;
  }

  /** The number of a feature, by those of its parts. */
  find(first: number, second = NONE): number {
    return first === UNKNOWN || second === UNKNOWN ? UNKNOWN : this.#slots[this.#slotOf(first, second)]!;
  }

  /** Where a feature is, or could be put. */
  #slotOf(first: number, second: number): number {
    const [slots, firsts, seconds] = [this.#slots, this.#firsts, this.#seconds];
    const most = slots.length - 1;
    let slot = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 2, 0x85ebca6b)) >>> 0;
    for (slot = (slot ^ (slot >>> 15)) & most; ; slot = (slot + 1) & most) {
      const there = slots[slot]!;
      if (there === UNKNOWN || (firsts[there] === first && seconds[there] === second)) return slot;
    }
  }

  /** The features of a sentence that are known here, each once. */
  featuresOf(read: ReadSentence): readonly number[] {
    const known = this.#found;
    known.length = 0;
    this.unmark();
    eachFeature(read, this.#visitor);
    return known.slice();
  }

  /** From now on no feature is marked. */
  unmark(): void {
    this.#marking += 1;
  }

  /** Marks a feature; false: it is marked already. */
  mark(feature: number): boolean {
    if (this.#marks[feature] === this.#marking) return false;
    this.#marks[feature] = this.#marking;
    return true;
  }

  #take(feature: number): void {
    if (feature !== UNKNOWN && this.mark(feature)) this.#found.push(feature);
  }

  /** Adds what a feature says of a mail for each answer, in the order of the answers; logarithms, of which only differences count. */
  addToMail(scores: Float64Array, feature: number, value = 1): void {
    for (let cell = this.#from[feature]!, to = this.#middle[feature]!; cell < to; cell += 1) scores[this.#answers[cell]!]! += value * this.#weights[cell]! * PART;
  }

  /** The same for what it says of a sentence. */
  addToSentence(scores: Float64Array, feature: number): void {
    for (let cell = this.#middle[feature]!, to = this.#from[feature + 1]!; cell < to; cell += 1) scores[this.#answers[cell]!]! += this.#weights[cell]! * PART;
  }

  /** What a feature says for one answer. */
  weightFor(answer: Answer, feature: number): number {
    const column = this.answers.indexOf(answer);
    for (let cell = this.#from[feature]!; cell < this.#from[feature + 1]!; cell += 1) if (this.#answers[cell] === column) return this.#weights[cell]! / PARTS;
    return 0;
  }

  /** Whether a feature is a word, its beginning or two neighbours: something to show to people. */
  isOfWords(feature: number): boolean {
    return this.#isWord[this.#firsts[feature]!]!;
  }

  nameOf(feature: number): string {
    const [first, second] = [this.#texts[this.#firsts[feature]!]!, this.#seconds[feature]!];
    return second === NONE ? first : featureName(first, this.#texts[second]!);
  }
}

/** Shares that add up to one (softmax). */
export function sharesOf(scores: Float64Array): Float64Array {
  const highest = scores.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const raised = scores.map((score) => Math.exp(score - highest));
  const sum = raised.reduce((one, other) => one + other, 0);
  return raised.map((value) => value / sum);
}
