/** Each account costs a few calls; so many are read at a time. */
const AT_ONCE = 5;

/** Does the work for each, a few at a time and in their order: servers hang up on whoever asks everything at once. */
export async function inTurn<Thing, Result>(things: readonly Thing[], work: (thing: Thing) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < things.length; at += AT_ONCE) results.push(...(await Promise.all(things.slice(at, at + AT_ONCE).map(work))));
  return results;
}
