import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What is measured is somebody else's matter; that it can be measured at all is ours. */
describe('the benchmarks of reading', () => {
  const bench = async (...args: string[]): Promise<Record<string, unknown>> => JSON.parse((await run(process.execPath, ['apps/ops/rekey.mjs', 'bench', ...args])).stdout) as Record<string, unknown>;

  it('lists a full desk beside the bare parts, and looks for words in it', async () => {
    const latency = { p50Ms: expect.any(Number), p95Ms: expect.any(Number) };
    expect(await bench('list', '--tickets', '1000')).toMatchObject({ bench: 'list', tickets: 1_000, newest50: latency, deepPage: latency, limit: latency, ratio: expect.any(Number) });
    expect(await bench('search', '--tickets', '1000')).toMatchObject({ bench: 'search', tickets: 1_000, sought: { identifier: latency, rare: latency, medium: latency, common: latency } });
  }, 120_000);

  it('say which number they want', async () => {
    await expect(bench('list', '--tickets', 'many')).rejects.toMatchObject({ stderr: expect.stringContaining('--tickets wants a number') });
  });
});
