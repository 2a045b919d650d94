import type { Features } from './features.js';

/** A mail whose answer somebody knows. */
export interface Lesson<Answer extends string> {
  readonly features: Features;
  readonly answer: Answer;
  /** How much it counts. */
  readonly weight: number;
}

/** What each feature says for and against each answer; `''` is what is so of every mail. */
export type Weights<Answer extends string> = ReadonlyMap<string, ReadonlyMap<Answer, number>>;

export interface FitOptions {
  /** A feature of fewer lessons is a name or a slip, and teaches nothing. */
  readonly leastLessons: number;
  /** How dear a weight is: the higher, the smaller the weights and the less of single mails is in them. */
  readonly restraint: number;
  readonly rounds: number;
}

/** Steps that the search for the minimum remembers. */
const MEMORY = 10;
const FLAT_ENOUGH = 1e-3;

interface Problem {
  readonly width: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly answers: Int32Array;
  readonly weights: Float64Array;
  readonly restraint: number;
}

/**
 * Multinomial logistic regression with a quadratic restraint, by L-BFGS (Nocedal and Wright, Numerical Optimization,
 * chapters 7.2 and 3.1). Pure and repeatable: the same lessons in the same order give the same weights.
 */
export function fit<Answer extends string>(lessons: readonly Lesson<Answer>[], answers: readonly Answer[], options: FitOptions): Weights<Answer> {
  const names = featureNames(lessons, options.leastLessons);
  const problem = problemOf(lessons, answers, names, options.restraint);
  const found = minimise(problem, names.length * problem.width, options.rounds);
  return new Map(names.map((name, at) => [name, new Map(answers.map((answer, column) => [answer, found[at * problem.width + column]!]))]));
}

function featureNames(lessons: readonly Lesson<string>[], least: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const { features } of lessons) for (const [name] of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  return ['', ...[...counts].filter(([, count]) => count >= least).map(([name]) => name).sort()];
}

function problemOf<Answer extends string>(lessons: readonly Lesson<Answer>[], answers: readonly Answer[], names: readonly string[], restraint: number): Problem {
  const at = new Map(names.map((name, index) => [name, index]));
  const columns: number[] = [];
  const values: number[] = [];
  const starts = [0];
  for (const { features } of lessons) {
    columns.push(0);
    values.push(1);
    for (const [name, value] of features) {
      const column = at.get(name);
      if (column === undefined) continue;
      columns.push(column);
      values.push(value);
    }
    starts.push(columns.length);
  }
  return {
    width: answers.length, starts: Int32Array.from(starts), columns: Int32Array.from(columns), values: Float64Array.from(values), restraint,
    answers: Int32Array.from(lessons, ({ answer }) => answers.indexOf(answer)), weights: Float64Array.from(lessons, ({ weight }) => weight),
  };
}

/** The loss at `point`; its slope is written into `slope`. What is so of every mail (the first feature) is not held back. */
function lossAt({ width, starts, columns, values, answers, weights, restraint }: Problem, point: Float64Array, slope: Float64Array): number {
  let loss = 0;
  for (let index = 0; index < point.length; index += 1) {
    const held = index < width ? 0 : restraint * point[index]!;
    slope[index] = held;
    loss += (held * point[index]!) / 2;
  }
  const scores = new Float64Array(width);
  for (let row = 0; row < answers.length; row += 1) {
    scores.fill(0);
    for (let cell = starts[row]!; cell < starts[row + 1]!; cell += 1) {
      const base = columns[cell]! * width;
      const value = values[cell]!;
      for (let column = 0; column < width; column += 1) scores[column]! += value * point[base + column]!;
    }
    const highest = scores.reduce((one, other) => Math.max(one, other));
    let sum = 0;
    for (const score of scores) sum += Math.exp(score - highest);
    const weight = weights[row]!;
    const answer = answers[row]!;
    loss += weight * (Math.log(sum) + highest - scores[answer]!);
    for (let column = 0; column < width; column += 1) scores[column] = weight * (Math.exp(scores[column]! - highest) / sum - (column === answer ? 1 : 0));
    for (let cell = starts[row]!; cell < starts[row + 1]!; cell += 1) {
      const base = columns[cell]! * width;
      const value = values[cell]!;
      for (let column = 0; column < width; column += 1) slope[base + column]! += value * scores[column]!;
    }
  }
  return loss;
}

function minimise(problem: Problem, length: number, rounds: number): Float64Array {
  let point = new Float64Array(length);
  let slope = new Float64Array(length);
  let loss = lossAt(problem, point, slope);
  const steps: { readonly moved: Float64Array; readonly turned: Float64Array; readonly curve: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const way = downhill(slope, steps);
    const descent = dot(way, slope);
    if (-descent < FLAT_ENOUGH) break;
    let step = round === 0 ? 1 / Math.sqrt(dot(slope, slope)) : 1;
    let next = added(point, way, step);
    const nextSlope = new Float64Array(length);
    let nextLoss = lossAt(problem, next, nextSlope);
    while (nextLoss > loss + 1e-4 * step * descent && step > 1e-10) {
      step /= 2;
      next = added(point, way, step);
      nextLoss = lossAt(problem, next, nextSlope);
    }
    const moved = added(next, point, -1);
    const turned = added(nextSlope, slope, -1);
    const curve = dot(moved, turned);
    if (curve > 1e-12) steps.push({ moved, turned, curve });
    if (steps.length > MEMORY) steps.shift();
    [point, slope, loss] = [next, nextSlope, nextLoss];
  }
  return point;
}

/** The direction of descent, from the slope and the curvature that the last steps have met. */
function downhill(slope: Float64Array, steps: readonly { readonly moved: Float64Array; readonly turned: Float64Array; readonly curve: number }[]): Float64Array {
  const way = slope.map((value) => -value);
  const parts: number[] = [];
  for (const { moved, turned, curve } of steps.toReversed()) {
    const part = dot(moved, way) / curve;
    parts.push(part);
    addTo(way, turned, -part);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = last.curve / dot(last.turned, last.turned);
    for (let index = 0; index < way.length; index += 1) way[index]! *= scale;
  }
  for (const { moved, turned, curve } of steps) addTo(way, moved, parts.pop()! - dot(turned, way) / curve);
  return way;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += left[index]! * right[index]!;
  return sum;
}

function added(point: Float64Array, way: Float64Array, step: number): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(point);
  addTo(sum, way, step);
  return sum;
}

function addTo(point: Float64Array, way: Float64Array, step: number): void {
  for (let index = 0; index < point.length; index += 1) point[index]! += step * way[index]!;
}
