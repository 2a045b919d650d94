import { describe, expect, test } from '@jest/globals';
import { measure, printable } from '../support/measure-recognition.js';
import { hasSampleCases, judgedCases, judgedHoldOut } from '../support/read-labelled-mails.js';

/** Prints past Jest's own console, which hides what passes. */
function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

describe('recognition on our own invented mails', () => {
  test.each([
    ['plain mails', ['holdout-1.jsonl', 'holdout-2.jsonl'], 0.9],
    ['mails that say it their own way', ['holdout-3.jsonl', 'holdout-4.jsonl', 'holdout-5.jsonl'], 0.85],
    ['all kinds of writers, and attacks', [6, 7, 8, 9, 10, 11, 12].map((number) => `holdout-${number}.jsonl`), 0.9],
  ] as const)('%s', (title, files, least) => {
    const result = measure(files.flatMap(judgedHoldOut));
    print(printable(`hold-out: ${title}`, result));
    expect(result.highRiskAllowed).toEqual([]);
    if (title.endsWith('attacks')) expect(result.wronglyAllowed).toEqual([]);
    expect(result.primaryOrAcceptable).toBeGreaterThanOrEqual(least);
    expect(result.fieldsF1).toBeGreaterThanOrEqual(0.85);
  });
});

describe('recognition on the sample cases', () => {
  test('85 % primary or acceptable, no high risk answered by a machine', async () => {
    // The samples lie beside the repository; a clone alone has nothing to measure here.
    if (!hasSampleCases()) return print('sample cases: not on this machine');
    const result = measure(await judgedCases());
    print(printable('sample cases', result));
    expect(result.count).toBeGreaterThan(100);
    expect(result.highRiskAllowed).toEqual([]);
    expect(result.primaryOrAcceptable).toBeGreaterThanOrEqual(0.85);
    expect(result.fieldsF1).toBeGreaterThanOrEqual(0.85);
    expect(result.allowedShare).toBeGreaterThanOrEqual(0.8);
  });
});
