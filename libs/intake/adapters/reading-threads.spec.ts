import { describe, expect, it } from '@jest/globals';
import { ReadingThreads } from './reading-threads.js';

const context = { portalKey: 'school', vocabulary: [], ownAddresses: [] };

class Lane {
  readonly taken: string[] = [];
  load = 0;

  async read(sha: string): Promise<never> {
    this.taken.push(sha);
    this.load += 1;
    return undefined as never;
  }

  async onApplicationShutdown(): Promise<void> {}
}

describe('two threads that read', () => {
  it('leaves a quiet day to one of them', async () => {
    const [first, helper] = [new Lane(), new Lane()];
    const threads = new ReadingThreads(first, helper);
    for (let at = 0; at < 50; at += 1) {
      await threads.read(`mail-${at}`, context);
      first.load = 0;
    }
    expect([first.taken.length, helper.taken.length]).toEqual([50, 0]);
  });

  it('shares a hundred that come together, and gives nothing to one that is held up', async () => {
    const [first, helper] = [new Lane(), new Lane()];
    const threads = new ReadingThreads(first, helper);
    for (let at = 0; at < 100; at += 1) await threads.read(`mail-${at}`, context);
    expect([first.taken.length, helper.taken.length]).toEqual([58, 42]);
    helper.load = 0;
    for (let at = 0; at < 40; at += 1) await threads.read(`more-${at}`, context);
    expect(first.taken).toHaveLength(58);
  });
});
