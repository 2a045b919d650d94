/** Fewer different words prove nothing: "see attachment" beside a newsletter. */
const ENOUGH_WORDS = 8;
const SHARED = 0.35;
const LONGEST = 50_000;

/**
 * Whether the plain part and the HTML part of a mail tell different stories (T24): one for the machine that reads the
 * text, one for the person who sees the page. Both must say something of their own, and share little of it.
 */
export function tellsAnotherStory(plain: string, page: string): boolean {
  const [one, other] = [wordsOf(plain), wordsOf(page)];
  if (one.size < ENOUGH_WORDS || other.size < ENOUGH_WORDS) return false;
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.min(one.size, other.size) < SHARED;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.slice(0, LONGEST).toLowerCase().replace(/https?:\/\/\S+/g, ' ').match(/\p{L}{4,30}/gu) ?? []);
}
