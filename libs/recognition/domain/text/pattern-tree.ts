/** A pattern taken apart, as far as it says what a text must contain: what only looks around is left out. */
export type PatternNode = (
  | { readonly kind: 'sign'; readonly sign: string }
  /** One of a few letters or digits; of many, or of any, `undefined`. */
  | { readonly kind: 'letter'; readonly of: readonly string[] | undefined }
  /** A sign that may be a letter or not. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'group'; readonly choices: readonly (readonly PatternNode[])[] }
) & { readonly least: number; readonly most: number };

const LETTER = /^[a-z0-9]$/;
const FEW = 8;

/** @param source a regular expression as `sourceOf` (pattern.ts) writes it @throws Error for what stands in none of them */
export function treeOf(source: string): readonly (readonly PatternNode[])[] {
  const { choices, end } = choicesFrom(source, 0);
  if (end < source.length) throw new Error(`a recognition pattern with a bracket too many: ${source}`);
  return choices;
}

function choicesFrom(source: string, start: number): { readonly choices: readonly (readonly PatternNode[])[]; readonly end: number } {
  const choices: PatternNode[][] = [[]];
  let at = start;
  while (at < source.length && source[at] !== ')') {
    const sign = source[at]!;
    if (sign === '|') {
      choices.push([]);
      at += 1;
      continue;
    }
    const { node, end } = nodeFrom(source, at);
    const { least, most, end: next } = repetitionFrom(source, end);
    if (node) choices.at(-1)!.push({ ...node, least, most } as PatternNode);
    at = next;
  }
  return { choices, end: at };
}

type BareNode = { readonly kind: 'sign'; readonly sign: string } | { readonly kind: 'letter'; readonly of: readonly string[] | undefined } | { readonly kind: 'anything' } | { readonly kind: 'group'; readonly choices: readonly (readonly PatternNode[])[] };

function nodeFrom(source: string, at: number): { readonly node: BareNode | undefined; readonly end: number } {
  const sign = source[at]!;
  if (sign === '(') {
    const opening = /^\((?:\?(?:<?[!=]|:))?/.exec(source.slice(at, at + 4))![0];
    const { choices, end } = choicesFrom(source, at + opening.length);
    if (source[end] !== ')') throw new Error(`a recognition pattern with a bracket too few: ${source}`);
    return { node: opening === '(' || opening === '(?:' ? { kind: 'group', choices } : undefined, end: end + 1 };
  }
  if (sign === '[') {
    const end = source.indexOf(']', at) + 1;
    return { node: classOf(source.slice(at + 1, end - 1)), end };
  }
  if (sign === '\\') return { node: source[at + 1] === 'b' ? undefined : source[at + 1] === 'd' ? { kind: 'letter', of: undefined } : { kind: 'anything' }, end: at + 2 };
  if (sign === '^' || sign === '$') return { node: undefined, end: at + 1 };
  return { node: sign === '.' ? { kind: 'anything' } : { kind: 'sign', sign }, end: at + 1 };
}

/** What stands between square brackets. */
function classOf(inner: string): BareNode {
  const ranges = inner.replace(/[a-z]-[a-z]|[0-9]-[0-9]/g, '');
  if (inner.startsWith('^') || ![...ranges].every((sign) => LETTER.test(sign))) return { kind: 'anything' };
  return { kind: 'letter', of: ranges === inner && inner.length <= FEW ? [...inner] : undefined };
}

function repetitionFrom(source: string, at: number): { readonly least: number; readonly most: number; readonly end: number } {
  const [whole, sign, least, most] = /^(?:([?*+])|\{(\d+)(?:,(\d*))?\})\??/.exec(source.slice(at, at + 12)) ?? [''];
  if (whole === '') return { least: 1, most: 1, end: at };
  const end = at + whole.length;
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY, end };
  return { least: Number(least), most: most === undefined && !whole.includes(',') ? Number(least) : most === '' || most === undefined ? Number.POSITIVE_INFINITY : Number(most), end };
}
