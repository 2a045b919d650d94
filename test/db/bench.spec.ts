import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ResumeResult } from '../../apps/ops/verbs/bench-resume.js';

const run = promisify(execFile);

/** What is measured is somebody else's matter; that it can be measured at all is ours. */
describe('the benchmarks', () => {
  const bench = async (...args: string[]): Promise<Record<string, unknown>> => JSON.parse((await run(process.execPath, ['apps/ops/rekey.mjs', 'bench', ...args])).stdout) as Record<string, unknown>;

  it('lists a full desk beside the bare parts, and looks for words in it', async () => {
    const latency = { p50Ms: expect.any(Number), p95Ms: expect.any(Number) };
    expect(await bench('list', '--tickets', '1000')).toMatchObject({ bench: 'list', tickets: 1_000, newest50: latency, deepPage: latency, limit: latency, ratio: expect.any(Number) });
    expect(await bench('search', '--tickets', '1000')).toMatchObject({ bench: 'search', tickets: 1_000, sought: { identifier: latency, rare: latency, medium: latency, common: latency } });
  });

  it('comes back to a folder of which nearly all is kept, and asks for the new mails only', async () => {
    const { first, resume } = await bench('resume', '--mails', '300') as unknown as ResumeResult;
    // What was in hand when the process was killed is asked for again, and nothing else.
    expect(first.fetchedAgain).toBeGreaterThanOrEqual(0);
    expect(first.fetchedAgain).toBeLessThanOrEqual(100);
    expect(resume).toMatchObject({ newMails: 20, fetched: 20, firstNewMs: expect.any(Number), rssMb: expect.any(Number) });
    // However many lie there: sign-in, one list, sizes and bytes of what is new.
    expect(Object.values(resume.commands).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(25);
  });

  it('files mails with and without an answer by machine, beside the bare libraries', async () => {
    const counted = { perSecond: expect.any(Number), ratio: expect.any(Number), ratios: Array.from({ length: 4 }, () => expect.any(Number) as unknown), limits: { 'fetch, parse, one transaction a mail': expect.any(Number) } };
    const { answered, tickets, ...filed } = await bench('ingest', '--mails', '40');
    expect(filed).toMatchObject({ bench: 'ingest', mails: 40, ...counted });
    expect(answered).toMatchObject(counted);
    // Of twice 40 to warm up two are answers (every twentieth); of four rounds of ten each way none is.
    expect(tickets).toBe(156);
    expect({ filed: filed['acknowledged'], isAnswered: (answered as { acknowledged: number }).acknowledged > 40 }).toEqual({ filed: 0, isAnswered: true });
  });

  it('say which number they want', async () => {
    await expect(bench('list', '--tickets', 'many')).rejects.toMatchObject({ stderr: expect.stringContaining('--tickets wants a number') });
  });
});
