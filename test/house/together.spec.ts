import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const files = globSync('test/together/*.ts').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^import '\.\.\/(.+)\.js';$/gm)].map(([, path]) => `test/${path}.ts`));

describe('spec files that load the product together', () => {
  it('are in one such file only', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.toSorted()).toEqual([...new Set(files)].toSorted());
  });

  it.each(files)('%s keeps its hooks in a describe, and changes nothing that the others see', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^describe/m);
    expect(text).not.toMatch(/^(const \w+ = )?(before|after)(All|Each)\(|^const \w+ = new \w*Scene\(/m);
    expect(text).not.toMatch(/\bjest\b.*@jest\/globals|process\.env\[[^\]]+\] =|globalThis/);
  });
});
