import { sourceOf } from './pattern.js';
import { treeOf, type PatternNode } from './pattern-tree.js';

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

/**
 * What the words of a text (runs of `a-z0-9`) must be like for a pattern of the small language (pattern.ts) to hold at all:
 * every one of these, the rarest first. Words are looked up, expressions are tried; most patterns have nothing to say about
 * most texts. Nothing demanded: always look.
 */
export function demandsOf(pattern: string): readonly Demand[] {
  return along([{ kind: 'group', choices: treeOf(sourceOf(pattern)), least: 1, most: 1 }], FRESH, true).demands.toSorted(rarestFirst);
}

/**
 * What a sequence demands.
 * @param entering what is known of the word in which it begins
 * @param isOver whether the word in which it ends is over then
 */
function along(sequence: readonly PatternNode[], entering: readonly Shape[], isOver: boolean): { readonly demands: readonly Demand[]; readonly leaving: readonly Shape[] } {
  const demands: Demand[] = [];
  let word = entering;
  const note = (shapes: readonly Shape[], isWhole: boolean): void => {
    const demand = (isWhole ? shapes : joined(shapes, SOMEWHERE)).map(pieceOf);
    if (demand.every((piece) => piece !== undefined)) demands.push(demand);
  };
  for (const [at, node] of sequence.entries()) {
    const goesOn = (): boolean => !beginsBetween(sequence, at + 1, isOver);
    if (node.kind !== 'group' && isBetween(node)) {
      const isSure = node.kind === 'sign' && node.least > 0;
      note(word, isSure);
      word = isSure ? FRESH : SOMEWHERE;
      continue;
    }
    const grown = isBetween(node) ? undefined : joined(word, shapesOf(node));
    if (grown && grown.length <= MOST_SHAPES) {
      word = grown;
      continue;
    }
    if (node.kind !== 'group') {
      note(word, false);
      word = SOMEWHERE;
      continue;
    }
    const wasFresh = word === FRESH;
    if (!wasFresh) note(word, node.choices.every((choice) => beginsBetween(choice, 0, false)) && (node.least > 0 || !goesOn()));
    const choices = node.choices.map((choice) => along(choice, wasFresh ? FRESH : SOMEWHERE, node.most === 1 && !goesOn()));
    const best = choices.map((choice) => choice.demands.toSorted(rarestFirst)[0]);
    // One choice is none: all of it is demanded.
    if (node.least > 0 && choices.length === 1) demands.push(...choices[0]!.demands);
    else if (node.least > 0 && best.every((one) => one !== undefined)) demands.push(best.flat());
    word = choices.every(({ leaving }) => leaving === FRESH) && (wasFresh || node.least > 0) ? FRESH : SOMEWHERE;
  }
  note(word, isOver);
  return { demands, leaving: word };
}

/** Whether a node can stand between two words, wholly or in part. */
function isBetween(node: PatternNode): boolean {
  if (node.kind === 'group') return node.choices.some((choice) => choice.some(isBetween));
  return node.kind === 'anything' || (node.kind === 'sign' && !/^[a-z0-9]$/.test(node.sign));
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

/** How letters, or a group of nothing but letters, can look. */
function shapesOf(node: PatternNode): readonly Shape[] {
  const once = node.kind === 'sign' ? [node.sign] : node.kind === 'letter' ? node.of ?? SOMEWHERE : node.kind === 'anything' ? SOMEWHERE
    : node.choices.flatMap((choice) => choice.reduce<readonly Shape[]>((shapes, one) => (shapes.length > MOST_SHAPES ? SOMEWHERE : joined(shapes, shapesOf(one))), FRESH));
  if (node.most === 1) return node.least === 1 ? once : ['', ...once];
  return node.least > 0 ? joined(once, SOMEWHERE) : SOMEWHERE;
}

function joined(shapes: readonly Shape[], others: readonly Shape[]): readonly Shape[] {
  return [...new Set(shapes.flatMap((shape) => others.map((other) => `${shape}${other}`.replaceAll('**', '*'))))];
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
