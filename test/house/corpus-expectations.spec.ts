import { describe, expect, it } from '@jest/globals';
import { printable, SOURCES } from '../support/corpus/measure-corpus.js';
import { hasCorpus } from '../support/corpus/outcome.js';

/** What the parsers of other projects make of their own mails; `npm run corpus -- --wrong` names the cases that are not right. */
describe('reading as other projects expect it', () => {
  // A clone alone has nothing to measure. Every mail of the corpus is read by corpus-reads.spec.ts.
  const sources = hasCorpus() ? Object.entries(SOURCES).filter(([name]) => name !== 'everyMail') : [];

  // Not `it.each`, which takes an empty list for a mistake: a clone without the corpus failed.
  for (const [name, measure] of sources) it(name, async () => {
    const outcome = await measure();
    process.stdout.write(`${printable(outcome)}\n`);
    expect(outcome.right).toBeGreaterThanOrEqual(outcome.atLeast);
  });

  it('says so where the corpus is not on the machine', () => {
    if (!hasCorpus()) process.stdout.write('corpus: not on this machine\n');
    expect(sources.length === 0).toBe(!hasCorpus());
  });
});
