import { describe, expect, it } from '@jest/globals';
import { Together } from './together.js';

describe('one statement for many callers', () => {
  it('asks at once when it is alone, and serves together who came meanwhile', async () => {
    const served: number[][] = [];
    const together = new Together<number, number>(async (questions) => {
      served.push([...questions]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return questions.map((one) => one * 2);
    });
    const first = together.ask(1);
    await Promise.resolve();
    await Promise.resolve();
    const others = [2, 3, 4].map((one) => together.ask(one));
    expect(await Promise.all([first, ...others])).toEqual([2, 4, 6, 8]);
    expect(served).toEqual([[1], [2, 3, 4]]);
    expect(await together.ask(5)).toBe(10);
  });

  it('gathers who comes soon after others, and goes at once when enough are there', async () => {
    const served: number[][] = [];
    const together = new Together<number, number>(async (questions) => {
      served.push([...questions]);
      return questions;
    }, { ms: 60_000, enough: 3 });
    // Alone, nobody waits.
    const start = performance.now();
    expect(await together.ask(1)).toBe(1);
    const two = together.ask(2);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(served).toEqual([[1]]);
    expect(await Promise.all([two, together.ask(3), together.ask(4)])).toEqual([2, 3, 4]);
    expect(served).toEqual([[1], [2, 3, 4]]);
    expect(performance.now() - start).toBeLessThan(60_000);
  });

  it('does not wait longer than it was told', async () => {
    const together = new Together<number, number>(async (questions) => questions, { ms: 5, enough: 3 });
    await together.ask(1);
    expect(await together.ask(2)).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await together.ask(3)).toBe(3);
  });

  it('lets nobody suffer for another', async () => {
    const together = new Together<number, number>(async (questions) => {
      if (questions.includes(13)) throw new Error('not thirteen');
      return questions;
    });
    const answers = await Promise.allSettled([12, 13, 14].map((one) => together.ask(one)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
