import { describe, expect, it } from '@jest/globals';
import { fuzz } from '../support/fuzz-mails.js';

/** A minute of every `npm test`, of which the rest of the house takes the other core. As long as wanted: `npm run fuzz -- --minutes=10 --seed=1`. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 60);
const MOST_MAILS = 20_000;

describe('mails of all the world, broken at random', () => {
  it(`are read for ${SECONDS} seconds: never an exception, never a changed raw mail, valid text, no NUL, in bounded time`, async () => {
    // Another seed every day: what a day finds can be found again, and the next day looks elsewhere.
    const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Date.now() / 86_400_000) * 100_000);
    const { mails, findings } = await fuzz(seed, SECONDS * 1_000, MOST_MAILS);
    if (findings.length > 0) console.error(`seed ${seed}: ${JSON.stringify(findings.slice(0, 10), undefined, 1)}`);
    expect(findings).toEqual([]);
    expect(mails).toBeGreaterThan(20);
  }, (SECONDS + 120) * 1_000);
});
