/** A pattern taken apart, as far as it says what a text must contain: what only looks around is left out. */
export type PatternNode = (
  /** A sign, or letters and digits that follow each other. */
  | { readonly kind: 'sign'; readonly sign: string }
  /** One of a few letters or digits; of many, or of any, `undefined`. */
  | { readonly kind: 'letter'; readonly of: readonly string[] | undefined }
  /** A sign that may be a letter or not. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'group'; readonly choices: readonly (readonly PatternNode[])[] }
) & { readonly least: number; readonly most: number };

export type Choices = readonly (readonly PatternNode[])[];
type BareNode = { readonly kind: 'sign'; readonly sign: string } | { readonly kind: 'letter'; readonly of: readonly string[] | undefined } | { readonly kind: 'anything' } | { readonly kind: 'group'; readonly choices: Choices };

const LETTER = /^[a-z0-9]$/;
const LETTERS = /[a-z0-9]+(?![?*+{])/y;
const FEW = 8;

/** Takes patterns apart. The same list of words stands in hundreds of them: it is taken apart once, and is one and the same object in all. */
export class PatternTrees {
  readonly #groups = new Map<string, BareNode | undefined>();
  /** What stands exactly once, by what it is. */
  readonly #signs = new Map<string, PatternNode>();

  /** @param source a regular expression as `sourceOf` (pattern.ts) writes it @throws Error for what stands in none of them */
  of(source: string): Choices {
    const choices: (readonly PatternNode[])[] = [];
    let choice: PatternNode[] = [];
    // As a copy: an array that grew has room for seventeen, and most choices are one word.
    const keep = (): void => void choices.push(choice.slice());
    for (let at = 0; at < source.length;) {
      if (source[at] === '|') {
        keep();
        choice = [];
        at += 1;
        continue;
      }
      const { node, end } = this.#nodeAt(source, at);
      const { least, most, end: next } = repetitionFrom(source, end);
      if (node) choice.push(least === 1 && most === 1 && node.kind === 'sign' ? this.#once(node.sign) : { ...node, least, most });
      at = next;
    }
    keep();
    return choices;
  }

  #once(sign: string): PatternNode {
    let node = this.#signs.get(sign);
    if (!node) this.#signs.set(sign, (node = { kind: 'sign', sign, least: 1, most: 1 }));
    return node;
  }

  #nodeAt(source: string, at: number): { readonly node: BareNode | undefined; readonly end: number } {
    const sign = source[at]!;
    if (sign === ')') throw new Error(`a recognition pattern with a bracket too many: ${source}`);
    if (sign === '(') {
      const end = endOfGroup(source, at);
      return { node: this.#groupOf(source.slice(at, end)), end };
    }
    if (sign === '[') {
      const end = source.indexOf(']', at) + 1;
      return { node: classOf(source.slice(at + 1, end - 1)), end };
    }
    if (sign === '\\') return { node: source[at + 1] === 'b' ? undefined : source[at + 1] === 'd' ? { kind: 'letter', of: undefined } : { kind: 'anything' }, end: at + 2 };
    if (sign === '^' || sign === '$') return { node: undefined, end: at + 1 };
    LETTERS.lastIndex = at;
    const letters = LETTERS.exec(source);
    if (letters) return { node: { kind: 'sign', sign: letters[0] }, end: LETTERS.lastIndex };
    return { node: sign === '.' ? { kind: 'anything' } : { kind: 'sign', sign }, end: at + 1 };
  }

  #groupOf(group: string): BareNode | undefined {
    const opening = /^\((?:\?(?:<?[!=]|:))?/.exec(group)![0];
    if (opening !== '(' && opening !== '(?:') return undefined;
    let node = this.#groups.get(group);
    if (!node) this.#groups.set(group, (node = { kind: 'group', choices: this.of(group.slice(opening.length, -1)) }));
    return node;
  }
}

/** Behind the bracket that closes the one at `start`. */
function endOfGroup(source: string, start: number): number {
  for (let at = start, depth = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (sign === '\\') at += 1;
    else if (sign === '[') at = source.indexOf(']', at);
    else if (sign === '(') depth += 1;
    else if (sign === ')' && (depth -= 1) === 0) return at + 1;
  }
  throw new Error(`a recognition pattern with a bracket too few: ${source}`);
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
