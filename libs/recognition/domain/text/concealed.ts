/** Marks that are not seen: soft hyphens, zero-width signs, direction marks, tags, the joiner of combining marks. */
const UNSEEN = /\p{Cf}|\u{34f}|\u{115f}|\u{1160}|\u{17b4}|\u{17b5}|\u{3164}|\u{ffa0}/gu;
/** Only these letters can be part of something concealed; most mails have none and are passed through. */
const UNUSUAL = /[^\t\n\r -\u{ac}\u{ae}-\u{2ff}\u{2010}-\u{2027}\u{2030}-\u{205f}\u{20a0}-\u{2bff}]/u;
const INSIDE_WORD = /\p{L}(?:\p{Cf}|\u{34f}|\u{3164}){1,200}\p{L}/u;
/** Letters of other scripts that look like Latin ones (Unicode confusables, the ones that make words). */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(Object.entries({
  а: 'a', ɑ: 'a', α: 'a', в: 'b', β: 'b', ь: 'b', с: 'c', ϲ: 'c', ԁ: 'd', е: 'e', є: 'e', ε: 'e', ҽ: 'e', ɡ: 'g', һ: 'h', н: 'h', Ꮒ: 'h', і: 'i', ι: 'i', ı: 'i', ј: 'j', к: 'k', κ: 'k', ӏ: 'l', ⅼ: 'l', м: 'm', μ: 'm', п: 'n', η: 'n', ո: 'n',
  о: 'o', ο: 'o', օ: 'o', σ: 'o', р: 'p', ρ: 'p', ԛ: 'q', г: 'r', ѕ: 's', ꜱ: 's', т: 't', τ: 't', υ: 'u', ս: 'u', ν: 'v', ѵ: 'v', ѡ: 'w', ԝ: 'w', ω: 'w', х: 'x', χ: 'x', у: 'y', γ: 'y', ү: 'y', ᴢ: 'z', ʐ: 'z',
}));
const ALIKE = new RegExp(`[${[...LOOK_ALIKES.keys()].flatMap((letter) => [letter, letter.toUpperCase()]).filter((letter) => letter.length === 1).join('')}]`, 'gu');
/** A word of which some letters are Latin and some only look it. */
const MIXED_WORD = /(?:\p{Script=Latin}[\p{M}'’]?){1,40}[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]\p{Script=Latin}/u;
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/gu;

/** The text as it looks to the eye: unseen marks gone, letters that pass for Latin ones read as these. */
export function asSeen(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  const plain = text.replace(UNSEEN, '');
  return isMostlyLatin(plain) ? plain.replace(ALIKE, (letter) => alikeOf(letter)) : plain;
}

/** Whether words were made to look like others, or carry marks that nobody sees. People who type do neither. */
export function conceals(text: string): boolean {
  if (!UNUSUAL.test(text)) return false;
  return INSIDE_WORD.test(text) || MIXED_WORD.test(text) || (isMostlyLatin(text) && (text.match(FOREIGN) ?? []).some((letter) => LOOK_ALIKES.has(letter.toLowerCase())));
}

function alikeOf(letter: string): string {
  const low = letter.toLowerCase();
  const latin = LOOK_ALIKES.get(low);
  return latin === undefined ? letter : low === letter ? latin : latin.toUpperCase();
}

function isMostlyLatin(text: string): boolean {
  const foreign = text.match(FOREIGN)?.length ?? 0;
  return foreign === 0 || foreign * 3 < (text.match(/\p{L}/gu)?.length ?? 0);
}
