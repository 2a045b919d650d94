/**
 * How Node runs our processes. Left alone it lets a heap grow to gigabytes before it cleans up: what a mail leaves behind
 * is dead within a second, so a small nursery and a bounded heap keep worker and mailroom flat. A nursery of 16 MB files
 * mails somewhat faster (5 to 10 % of the worker's CPU time), but a mail of 50 MB then takes 300 MB of the worker instead of 250 (`large-mails.spec.ts`).
 */
export function nodeOptions(name: string): string[] {
  const bounded = name === 'worker' || name === 'mailroom' ? ['--max-semi-space-size=4', '--max-old-space-size=320'] : [];
  return ['--enable-source-maps', ...bounded];
}
