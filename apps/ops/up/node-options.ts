/**
 * How Node runs our processes. Left alone it lets a heap grow to gigabytes before it cleans up: what a mail leaves behind
 * is dead within a second, so a small nursery and a bounded heap keep worker and mailroom flat. A nursery of 16 MB files
 * mails somewhat faster (5 to 10 % of the worker's CPU time), but a mail of 50 MB then takes 290 MB of the worker instead of 240 (`large-mails.spec.ts`).
 * The mailroom never has such a mail in memory at once: 8 MB from the start halve the time of V8's helpers, 0.05 ms a mail, and take 4 MB more.
 * An old generation grows by 40 % before it is marked through: V8 chooses 10 to 20 % for heaps as quiet as ours, and each
 * time goes through 70 MB of modules that live as long as the process (0.25 ms of CPU less a mail, 10 MB more).
 * No source maps: they take 10 MB of each process, and our JavaScript is the source without its types.
 */
export function nodeOptions(name: string): string[] {
  if (name !== 'worker' && name !== 'mailroom') return [];
  const nursery = name === 'worker' ? ['--max-semi-space-size=4'] : ['--min-semi-space-size=8', '--max-semi-space-size=8'];
  return [...nursery, '--max-old-space-size=320', '--heap-growing-percent=40'];
}
