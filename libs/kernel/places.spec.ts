import { describe, expect, it } from '@jest/globals';
import { Places } from './places.js';

describe('places', () => {
  it('let so many work at once, and the others in order', async () => {
    const places = new Places(2);
    const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
    const begun: number[] = [];
    const all = ends.map(({ promise }, at) => places.take(async () => {
      begun.push(at);
      await promise;
      return at;
    }));
    expect(begun).toEqual([0, 1]);
    ends[1]!.resolve();
    await all[1];
    for (const end of ends) end.resolve();
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('come free again whatever became of the work, and whoever lost patience takes none along', async () => {
    const places = new Places(1, { ms: 20, isOver: () => new Error('too long') });
    await expect(places.take(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    const end = Promise.withResolvers<void>();
    const first = places.take(() => end.promise);
    await expect(places.take(() => Promise.resolve('never begun'))).rejects.toThrow('too long');
    end.resolve();
    await first;
    expect(await places.take(() => Promise.resolve('in time'))).toBe('in time');
  });
});
