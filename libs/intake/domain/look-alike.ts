/** A domain apart: `portal.school.example` is of `school.example`, whose name is `school` and whose ending is `example`. */
export interface NamedDomain {
  /** Punycode, lower case. */
  readonly domain: string;
  readonly registrable: string;
  /** In letters, not in punycode. */
  readonly name: string;
  readonly ending: string;
}

/** Letters of other alphabets, and signs, that are taken for a Latin letter (a part of the table of Unicode TR 39 that matters in domains). */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  а: 'a', ӓ: 'a', ɑ: 'a', α: 'a', ƅ: 'b', ь: 'b', с: 'c', ϲ: 'c', ԁ: 'd', ɗ: 'd', е: 'e', ё: 'e', ҽ: 'e', є: 'e', ε: 'e', ɡ: 'g', һ: 'h', հ: 'h', і: 'i', ї: 'i', ɩ: 'i', ι: 'i', ı: 'i', ј: 'j', к: 'k', κ: 'k', ӏ: 'l', ⅼ: 'l',
  м: 'm', п: 'n', ո: 'n', η: 'n', о: 'o', ο: 'o', σ: 'o', օ: 'o', ө: 'o', р: 'p', ρ: 'p', ԛ: 'q', զ: 'q', г: 'r', ѕ: 's', т: 't', τ: 't', υ: 'u', ս: 'u', ν: 'v', ѵ: 'v', ԝ: 'w', ω: 'w', х: 'x', χ: 'x', у: 'y', γ: 'y', ү: 'y', ᴢ: 'z', ß: 'ss',
};
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}\p{Script=Armenian}]/u;

/** Names of well-known domains, people and houses are asked for with every mail: so many are remembered. */
const MOST_REMEMBERED = 5_000;
const remembered = new Map<string, string>();

/** The letters that somebody believes to read: `schοοl` (Greek), `sch00l` and `school` are one. */
export function skeletonOf(text: string): string {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const skeleton = readAs(text);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, skeleton);
  return skeleton;
}

function readAs(text: string): string {
  const plain = [...text.normalize('NFKD').toLowerCase()].map((letter) => LOOKS_LIKE[letter] ?? letter).join('').replace(/\p{M}/gu, '');
  return plain.replace(/[0]/g, 'o').replace(/[1|i]/g, 'l').replace(/5/g, 's').replace(/3/g, 'e').replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/[-_.]/g, '');
}

/** A label that mixes Latin with Cyrillic, Greek or others, or one of their letters only that all look Latin (T6). */
export function hidesItsScript(address: string): boolean {
  return address.normalize('NFC').toLowerCase().split(/[.@]/).some((label) => {
    if (!FOREIGN.test(label)) return false;
    return /\p{Script=Latin}/u.test(label) || [...label].every((letter) => !FOREIGN.test(letter) || LOOKS_LIKE[letter] !== undefined);
  });
}

/** Providers that really have several endings, or names that differ by a letter. */
const REALLY_SO = new Set(['gmx', 'web', 'mail', 'outlook', 'hotmail', 'live', 'yahoo', 'gmail', 'googlemail', 'icloud', 'proton', 'protonmail', 'posteo', 'mailbox', 'freenet', 'arcor', 'aol', 'online', 'me', 'mac', 'msn']);

/**
 * The known domain that this one wants to be taken for: the same letters to the eye, a letter more, less or other, the
 * known name under another ending, or the known name as a part. `undefined` for a known domain itself, and for strangers.
 *
 * @param isOwn of the portal: then other endings and names built around it count, too
 */
export function looksLike(from: NamedDomain, known: readonly NamedDomain[], { isOwn }: { readonly isOwn: boolean }): NamedDomain | undefined {
  if (known.some(({ registrable }) => registrable === from.registrable)) return undefined;
  return known.find((one) => resembles(from, one) || (isOwn && borrows(from, one)));
}

function resembles(from: NamedDomain, known: NamedDomain): boolean {
  if (`.${from.domain}.`.includes(`.${known.domain}.`)) return true;
  if (REALLY_SO.has(from.name) || from.name === known.name) return false;
  const [ours, theirs] = [skeletonOf(known.name), skeletonOf(from.name)];
  if (ours.length < 3) return false;
  return ours === theirs || (ours.length >= 5 && distance(ours, theirs) <= (ours.length >= 10 ? 2 : 1));
}

function borrows(from: NamedDomain, known: NamedDomain): boolean {
  if (known.name.length < 4 || REALLY_SO.has(known.name)) return false;
  return from.name === known.name || (`-${from.name}-`.includes(`-${known.name}-`)) || (known.name.length >= 6 && skeletonOf(from.name).includes(skeletonOf(known.name)));
}

/** Letters to add, drop, change or swap with their neighbour; 3 for anything beyond 2. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1] ? 0 : 1;
      const swapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1] ? beforeLast[at - 2]! + 1 : Infinity;
      current.push(Math.min(last[at]! + 1, current[at - 1]! + 1, last[at - 1]! + same, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return Math.min(3, last[other.length]!);
}
