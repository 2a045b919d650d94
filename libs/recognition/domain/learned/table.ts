import type { Weights } from './fit.js';
import { partsOf } from './features.js';

/** One letter for each answer, in order. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Weights are kept in parts of this; what is less than half of one is nothing. */
const PARTS = 32;
/** So many features stand in one line of the file. */
const IN_LINE = 250;

/** Weights as they lie in the file: `feature|a12b-3`, many in a line. The letter says for which answer; without a mention it is nothing. */
export function writtenDown<Answer extends string>(weights: Weights<Answer>, answers: readonly Answer[]): readonly string[] {
  const entries: string[] = [];
  for (const [feature, byAnswer] of weights) {
    const said = answers.map((answer, at) => [LETTERS[at]!, Math.round((byAnswer.get(answer) ?? 0) * PARTS)] as const).filter(([, parts]) => parts !== 0);
    if (said.length > 0) entries.push(`${feature}|${said.map(([letter, parts]) => `${letter}${parts}`).join('')}`);
  }
  return Array.from({ length: Math.ceil(entries.length / IN_LINE) }, (_, line) => entries.slice(line * IN_LINE, (line + 1) * IN_LINE).join(';'));
}

/** What one feature says, or what is so of every mail. */
export interface Entry {
  readonly feature: string;
  /** Its cells in the table: `from` … `middle - 1` weigh a mail, `middle` … `to - 1` a sentence. */
  readonly from: number;
  readonly middle: number;
  readonly to: number;
  /** The number of the last mail, and of the last sentence, that it was found in. */
  inMail: number;
  inSentence: number;
}

interface Place {
  entry?: Entry;
  next?: Map<string, Entry>;
}

/** Weights as mails are weighed by them. */
export class WeightTable<Answer extends string> {
  /** Mails and sentences that were weighed so far. */
  weighed = 0;
  /** By the first part of a feature and then by the second: nothing has to be put together to be looked up. */
  readonly #places = new Map<string, Place>();
  readonly #answers: Uint8Array;
  readonly #weights: Float32Array;

  /**
   * @param ofMails so many of the answers, the first ones, are about a mail; the others about a sentence of it
   * @throws Error when a line names an answer that there is not
   */
  constructor(lines: readonly string[], private readonly answers: readonly Answer[], ofMails = answers.length) {
    const said: number[] = [];
    const weights: number[] = [];
    for (const entry of lines.flatMap((line) => line.split(';'))) {
      const bar = entry.lastIndexOf('|');
      const from = said.length;
      let middle = from;
      for (const [, letter = '', parts = ''] of entry.slice(bar + 1).matchAll(/([a-zA-Z])(-?[0-9]+)/gu)) {
        const at = LETTERS.indexOf(letter);
        if (at >= answers.length) throw new Error(`the learned weights speak of an answer "${letter}" that there is not; learn again: npm run learn`);
        said.push(at);
        weights.push(Number(parts) / PARTS);
        if (at < ofMails) middle = said.length;
      }
      this.#keep({ feature: entry.slice(0, bar), from, middle, to: said.length, inMail: 0, inSentence: 0 });
    }
    this.#answers = Uint8Array.from(said);
    this.#weights = Float32Array.from(weights);
  }

  #keep(entry: Entry): void {
    const [first, second] = partsOf(entry.feature);
    const place = this.#places.get(first) ?? {};
    this.#places.set(first, place);
    if (second === '') place.entry = entry;
    else (place.next ??= new Map()).set(second, entry);
  }

  /** What the table has of a feature; `undefined`: nothing. */
  find(first: string, second = ''): Entry | undefined {
    const place = this.#places.get(first);
    return second === '' ? place?.entry : place?.next?.get(second);
  }

  /** Adds what a feature says of a mail for each answer, in the order of the answers; logarithms, of which only differences count. */
  addToMail(scores: Float64Array, { from, middle }: Entry, value = 1): void {
    for (let cell = from; cell < middle; cell += 1) scores[this.#answers[cell]!]! += value * this.#weights[cell]!;
  }

  /** The same for what it says of a sentence. */
  addToSentence(scores: Float64Array, { middle, to }: Entry): void {
    for (let cell = middle; cell < to; cell += 1) scores[this.#answers[cell]!]! += this.#weights[cell]!;
  }

  /** What a feature says for one answer. */
  weightFor(answer: Answer, { from, to }: Pick<Entry, 'from' | 'to'>): number {
    const column = this.answers.indexOf(answer);
    for (let cell = from; cell < to; cell += 1) if (this.#answers[cell] === column) return this.#weights[cell]!;
    return 0;
  }
}

/** Shares that add up to one (softmax). */
export function sharesOf(scores: Float64Array): Float64Array {
  const highest = scores.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const raised = scores.map((score) => Math.exp(score - highest));
  const sum = raised.reduce((one, other) => one + other, 0);
  return raised.map((value) => value / sum);
}
