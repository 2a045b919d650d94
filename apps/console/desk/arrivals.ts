interface Seen {
  readonly number: string;
  readonly createdAt: string;
}

/**
 * Which tickets came in since the list was last looked at: not seen before, and younger than the youngest seen. An
 * older one that appears is a further page or a moved ticket, and nothing to call out.
 */
export function arrivals(before: readonly Seen[] | undefined, now: readonly Seen[]): readonly string[] {
  if (before === undefined) return [];
  const known = new Set(before.map(({ number }) => number));
  const youngest = before.reduce((latest, { createdAt }) => (createdAt > latest ? createdAt : latest), '');
  return now.filter(({ number, createdAt }) => !known.has(number) && createdAt > youngest).map(({ number }) => number);
}
