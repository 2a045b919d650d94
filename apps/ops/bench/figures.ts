/** The same record with every value changed. */
export function mapped<Key extends string, From, To>(record: Readonly<Record<Key, From>>, change: (value: From, key: Key) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value as From, key as Key)])) as Record<Key, To>;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The value below which `share` (0…1) of them lie; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
