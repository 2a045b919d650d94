/** People use few words, again and again: of so many we remember what was found out, then we begin anew. */
const MOST_KNOWN = 20_000;

/** The same function, which remembers its answers. Of single words only: whole sentences hardly come twice. */
export function remembering<Answer>(find: (word: string) => Answer): (word: string) => Answer {
  const known = new Map<string, Answer>();
  return (word) => {
    const seen = known.get(word);
    if (seen !== undefined) return seen;
    const answer = find(word);
    if (known.size >= MOST_KNOWN) known.clear();
    // A copy: a piece of a text keeps the whole text in memory.
    known.set(` ${word}`.slice(1), answer);
    return answer;
  };
}
