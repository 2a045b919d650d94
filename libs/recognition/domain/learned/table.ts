import type { Weights } from './fit.js';
import type { Features } from './features.js';

/** One letter for each answer, in order. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Weights are kept in parts of this; what is less than half of one is nothing. */
const PARTS = 32;
/** So many features stand in one line of the file. */
const IN_LINE = 250;

/**
 * Weights as they lie in the file: `feature|a12b-3`, many in a line. The letter says for which answer; without a mention it is nothing.
 */
export function writtenDown<Answer extends string>(weights: Weights<Answer>, answers: readonly Answer[]): readonly string[] {
  const entries: string[] = [];
  for (const [feature, byAnswer] of weights) {
    const said = answers.map((answer, at) => [LETTERS[at]!, Math.round((byAnswer.get(answer) ?? 0) * PARTS)] as const).filter(([, parts]) => parts !== 0);
    if (said.length > 0) entries.push(`${feature}|${said.map(([letter, parts]) => `${letter}${parts}`).join('')}`);
  }
  return Array.from({ length: Math.ceil(entries.length / IN_LINE) }, (_, line) => entries.slice(line * IN_LINE, (line + 1) * IN_LINE).join(';'));
}

/** Weights as mails are weighed by them. */
export class WeightTable<Answer extends string> {
  readonly #first = new Map<string, number>();
  readonly #ends: Int32Array;
  readonly #answers: Uint8Array;
  readonly #weights: Float32Array;

  /** @throws Error when a line names an answer that there is not. */
  constructor(lines: readonly string[], private readonly answers: readonly Answer[]) {
    const ends: number[] = [];
    const said: number[] = [];
    const weights: number[] = [];
    for (const entry of lines.flatMap((line) => line.split(';'))) {
      const bar = entry.lastIndexOf('|');
      this.#first.set(entry.slice(0, bar), ends.length);
      for (const [, letter = '', parts = ''] of entry.slice(bar + 1).matchAll(/([a-zA-Z])(-?[0-9]+)/gu)) {
        const at = LETTERS.indexOf(letter);
        if (at >= answers.length) throw new Error(`the learned weights speak of an answer "${letter}" that there is not; learn again: npm run learn`);
        said.push(at);
        weights.push(Number(parts) / PARTS);
      }
      ends.push(said.length);
    }
    this.#ends = Int32Array.from(ends);
    this.#answers = Uint8Array.from(said);
    this.#weights = Float32Array.from(weights);
  }

  /** What all features together say for each answer, in the order of the answers; logarithms, of which only differences count. */
  weigh(features: Features): Float64Array {
    const scores = new Float64Array(this.answers.length);
    this.#add(scores, '', 1);
    for (const [feature, value] of features) this.#add(scores, feature, value);
    return scores;
  }

  /** The features that speak most for one answer, strongest first. */
  speakingFor(answer: Answer, features: Features, most: number): readonly { readonly feature: string; readonly weight: number }[] {
    const column = this.answers.indexOf(answer);
    const found: { feature: string; weight: number }[] = [];
    for (const [feature, value] of features) {
      const scores = new Float64Array(this.answers.length);
      this.#add(scores, feature, value);
      if (scores[column]! > 0) found.push({ feature, weight: scores[column]! });
    }
    return found.sort((left, right) => right.weight - left.weight).slice(0, most);
  }

  #add(scores: Float64Array, feature: string, value: number): void {
    const at = this.#first.get(feature);
    if (at === undefined) return;
    for (let cell = at === 0 ? 0 : this.#ends[at - 1]!; cell < this.#ends[at]!; cell += 1) scores[this.#answers[cell]!]! += value * this.#weights[cell]!;
  }
}

/** Shares that add up to one (softmax). */
export function sharesOf(scores: Float64Array): Float64Array {
  const highest = scores.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const raised = scores.map((score) => Math.exp(score - highest));
  const sum = raised.reduce((one, other) => one + other, 0);
  return raised.map((value) => value / sum);
}
