import { sourceOf } from './pattern.js';
import { PatternTrees, type Choices, type PatternNode } from './pattern-tree.js';

/** Something about one word of a text: it is `text`, begins or ends with it, or has it inside. */
export interface Piece {
  readonly where: 'whole' | 'start' | 'end' | 'inside';
  readonly text: string;
}

/** A text has a word for one of these. */
export type Demand = readonly Piece[];

/** What is known of a word that a pattern describes: its letters, `*` for any others or none. */
type Shape = string;

/** At the beginning of a word, and somewhere in one. */
const FRESH: readonly Shape[] = [''];
const SOMEWHERE: readonly Shape[] = ['*'];
/** A word that can look in more ways is not followed further. */
const MOST_SHAPES = 300;

/** What a sequence demands, and what is known then of the word in which it ends. */
interface Asked {
  readonly demands: readonly Demand[];
  readonly leaving: readonly Shape[];
}

/**
 * Finds what patterns of the small language (pattern.ts) demand. Hundreds of them hold the same lists of words: what a list
 * demands is found once, and is one and the same object for all of them.
 */
export class DemandFinder {
  readonly #trees = new PatternTrees();
  readonly #shapesOfGroup = new Map<Choices, readonly Shape[]>();
  /** At the beginning of a word, and anywhere else; that goes on behind the group, and that is over there. */
  readonly #askedOfGroup = [FRESH, SOMEWHERE].map(() => [false, true].map(() => new Map<Choices, Asked>()));
  readonly #demandOfWhole = new Map<readonly Shape[], Demand | undefined>();
  readonly #demandOfPart = new Map<readonly Shape[], Demand | undefined>();

  /**
   * What the words of a text (runs of `a-z0-9`) must be like for a pattern to hold at all: every one of these, the rarest
   * first. Words are looked up, expressions are tried; most patterns have nothing to say about most texts. Nothing demanded:
   * always look.
   */
  of(pattern: string): readonly Demand[] {
    return this.#inGroup(this.#trees.of(sourceOf(pattern)), FRESH, true).demands.toSorted(rarestFirst);
  }

  /** The same of a regular expression, which may begin and end within a word. */
  ofExpression(source: string): readonly Demand[] {
    return this.#inGroup(this.#trees.of(source), source.startsWith('\\b') ? FRESH : SOMEWHERE, source.endsWith('\\b')).demands.toSorted(rarestFirst);
  }

  /** What one of several choices demands, whichever it is; the parameters as below. */
  #inGroup(choices: Choices, entering: readonly Shape[], isOver: boolean): Asked {
    return found(this.#askedOfGroup[entering === FRESH ? 0 : 1]![isOver ? 1 : 0]!, choices, () => {
      const asked = choices.map((choice) => this.#along(choice, entering, isOver));
      const leaving = asked.every((one) => one.leaving === FRESH) ? FRESH : SOMEWHERE;
      // One choice is none: all of it is demanded.
      if (asked.length === 1) return { demands: asked[0]!.demands, leaving };
      const best = asked.map(({ demands }) => demands.toSorted(rarestFirst)[0]);
      return { demands: best.every((one) => one !== undefined) ? [best.flat()] : [], leaving };
    });
  }

  /**
   * What a sequence demands.
   * @param entering what is known of the word in which it begins
   * @param isOver whether the word in which it ends is over then
   */
  #along(sequence: readonly PatternNode[], entering: readonly Shape[], isOver: boolean): Asked {
    const demands: Demand[] = [];
    let word = entering;
    const note = (isWhole: boolean): void => {
      const demand = this.#demandFor(word, isWhole);
      if (demand) demands.push(demand);
    };
    for (const [at, node] of sequence.entries()) {
      const goesOn = (): boolean => !beginsBetween(sequence, at + 1, isOver);
      if (node.kind !== 'group' && isBetween(node)) {
        const isSure = node.kind === 'sign' && node.least > 0;
        note(isSure);
        word = isSure ? FRESH : SOMEWHERE;
        continue;
      }
      const grown = isBetween(node) ? undefined : joined(word, this.#shapesOf(node));
      if (grown && grown.length <= MOST_SHAPES) {
        word = grown;
        continue;
      }
      if (node.kind !== 'group') {
        note(false);
        word = SOMEWHERE;
        continue;
      }
      const wasFresh = word === FRESH;
      if (!wasFresh) note(node.choices.every((choice) => beginsBetween(choice, 0, false)) && (node.least > 0 || !goesOn()));
      const inside = this.#inGroup(node.choices, wasFresh ? FRESH : SOMEWHERE, node.most === 1 && !goesOn());
      if (node.least > 0) demands.push(...inside.demands);
      word = inside.leaving === FRESH && (wasFresh || node.least > 0) ? FRESH : SOMEWHERE;
    }
    note(isOver);
    return { demands, leaving: word };
  }

  /** That a text has a word that looks like this, or, if not the whole of it is known, that begins so. */
  #demandFor(word: readonly Shape[], isWhole: boolean): Demand | undefined {
    return found(isWhole ? this.#demandOfWhole : this.#demandOfPart, word, () => {
      const pieces = (isWhole ? word : joined(word, SOMEWHERE)).map(pieceOf);
      return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
    });
  }

  /** How letters, or a group of nothing but letters, can look. */
  #shapesOf(node: PatternNode): readonly Shape[] {
    const once = node.kind === 'sign' ? [node.sign] : node.kind === 'letter' ? node.of ?? SOMEWHERE : node.kind === 'anything' ? SOMEWHERE
      : found(this.#shapesOfGroup, node.choices, () => distinct(node.choices.flatMap((choice) => choice.reduce<readonly Shape[]>((shapes, one) => (shapes.length > MOST_SHAPES ? SOMEWHERE : joined(shapes, this.#shapesOf(one))), FRESH))));
    if (node.most === 1) return node.least === 1 ? once : ['', ...once];
    return node.least > 0 ? joined(once, SOMEWHERE) : SOMEWHERE;
  }
}

/** What is known of a thing; found out the first time. */
function found<Thing, Answer>(known: Map<Thing, Answer>, thing: Thing, find: () => Answer): Answer {
  if (!known.has(thing)) known.set(thing, find());
  return known.get(thing)!;
}

/** Whether a node can stand between two words, wholly or in part. */
function isBetween(node: PatternNode): boolean {
  if (node.kind === 'group') return node.choices.some((choice) => choice.some(isBetween));
  return node.kind === 'anything' || (node.kind === 'sign' && !/^[a-z0-9]+$/.test(node.sign));
}

/** Whether what stands from `at` on always begins between two words. */
function beginsBetween(sequence: readonly PatternNode[], at: number, isOver: boolean): boolean {
  const node = sequence[at];
  if (node === undefined) return isOver;
  if (node.kind === 'letter' || node.kind === 'anything') return false;
  if (node.kind === 'sign') return isBetween(node) && (node.least > 0 || beginsBetween(sequence, at + 1, isOver));
  const behind = beginsBetween(sequence, at + 1, isOver);
  return node.choices.every((choice) => beginsBetween(choice, 0, node.most === 1 && behind)) && (node.least > 0 || behind);
}

function joined(shapes: readonly Shape[], others: readonly Shape[]): readonly Shape[] {
  if (shapes === FRESH) return others;
  if (shapes.length === 1 && others.length === 1) return [inOne(shapes[0]!, others[0]!)];
  return distinct(shapes.flatMap((shape) => others.map((other) => inOne(shape, other))));
}

function inOne(shape: Shape, other: Shape): Shape {
  return shape.endsWith('*') && other.startsWith('*') ? shape + other.slice(1) : shape + other;
}

function distinct(shapes: readonly Shape[]): readonly Shape[] {
  return [...new Set(shapes)];
}

/** The longest thing that is sure about a word of this shape. */
function pieceOf(shape: Shape): Piece | undefined {
  if (!shape.includes('*')) return shape === '' ? undefined : { where: 'whole', text: shape };
  const parts = shape.split('*');
  const pieces = parts.map((text, at): Piece => ({ where: at === 0 ? 'start' : at === parts.length - 1 ? 'end' : 'inside', text }));
  return pieces.filter(({ text }) => text !== '').reduce<Piece | undefined>((best, piece) => (best === undefined || piece.text.length > best.text.length ? piece : best), undefined);
}

function rarestFirst(one: Demand, other: Demand): number {
  return frequencyOf(one) - frequencyOf(other);
}

const WEIGHTS: Readonly<Record<Piece['where'], number>> = { whole: 1, start: 2, end: 4, inside: 6 };

/** A guess: short words are frequent ones. */
function frequencyOf(demand: Demand): number {
  return demand.reduce((sum, { where, text }) => sum + WEIGHTS[where] * 2 ** -text.length, 0);
}
