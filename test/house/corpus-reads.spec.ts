import { describe, expect, it } from '@jest/globals';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { wrongWithReading } from '../support/corpus/every-mail.js';
import { CORPUS, pathsOfCorpus } from '../support/corpus/outcome.js';

describe('every mail that the world has sent us so far', () => {
  it('is read without an exception, into valid text without NUL, within two seconds', async () => {
    const own = globSync('test/mail/**/*.eml');
    expect(own.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const path of [...own, ...pathsOfCorpus().map((one) => join(CORPUS, one))]) {
      const found = await wrongWithReading(path).catch((error: unknown) => [String(error)]);
      wrong.push(...found.map((one) => `${path}: ${one}`));
    }
    expect(wrong).toEqual([]);
  });
});
