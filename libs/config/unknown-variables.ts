import type { Section } from './section.js';

/** So many letters may be wrong, left out, too many or in the wrong place. */
const FEW = 4;

/**
 * A sentence for each `REKEY_…` variable of the environment that no section and nobody else reads: nearly always a slip of
 * the pen, whose setting keeps its default in silence. Never shows a value.
 *
 * @param sections of all rooms and processes, or what another one reads would be named
 * @param others that are read outside the sections
 */
export function unknownVariables(sections: readonly Section[], environment: NodeJS.ProcessEnv, others: readonly string[] = []): string[] {
  const known = [...new Set([...sections.flatMap(({ prefix, shape }) => Object.keys(shape).map((key) => ['REKEY', prefix, key].filter(Boolean).join('_'))), ...others])];
  return Object.keys(environment).filter((name) => name.startsWith('REKEY_') && !known.includes(name)).map((name) => {
    const [nearest] = known.map((one) => ({ one, distance: distanceOf(name, one) })).toSorted((a, b) => a.distance - b.distance);
    return `${name} is no setting of Rekey; ${nearest && nearest.distance <= FEW ? `did you mean ${nearest.one}?` : 'all of them: rekey config explain'}`;
  });
}

/** Levenshtein: how many letters have to be put in, taken out or replaced. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
