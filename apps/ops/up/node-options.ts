/**
 * How Node runs our processes. Left alone it lets a heap grow to gigabytes before it cleans up: what a mail leaves behind
 * is dead within a second, so a small nursery and a bounded heap keep worker and mailroom flat and cost no speed.
 */
export function nodeOptions(name: string): string[] {
  const bounded = name === 'worker' || name === 'mailroom' ? ['--max-semi-space-size=16', '--max-old-space-size=320'] : [];
  return ['--enable-source-maps', ...bounded];
}
