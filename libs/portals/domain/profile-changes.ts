export const MOST_CHANGES = 200;

/**
 * Where two profiles differ, as dotted paths (`routes.2.queue`), at most 200; for people who look at a profile before
 * they take it into service. Lists of things with a key are compared by their keys, whatever their order.
 */
export function profileChanges(before: unknown, after: unknown): string[] {
  return changesAt('', before, after).slice(0, MOST_CHANGES);
}

function changesAt(path: string, before: unknown, after: unknown): string[] {
  const [one, other] = [named(before), named(after)];
  if (!one || !other) return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) => changesAt(path === '' ? key : `${path}.${key}`, one.get(key), other.get(key)));
}

/** The parts of a value by their names; undefined for what has none. */
function named(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value)) return new Map(value.map((item, at) => [keyOf(item) ?? String(at), item as unknown]));
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

function keyOf(item: unknown): string | undefined {
  const key = typeof item === 'object' && item !== null ? (item as { key?: unknown; address?: unknown }).key ?? (item as { address?: unknown }).address : undefined;
  return typeof key === 'string' ? key : undefined;
}
