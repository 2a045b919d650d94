import { describe, expect, it } from '@jest/globals';
import { arrivals } from './arrivals.js';

const ticket = (number: string, minute: number) => ({ number, createdAt: `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z` });

describe('new tickets in a list', () => {
  it('calls out nothing when the list is opened', () => {
    expect(arrivals(undefined, [ticket('SCH-1', 1)])).toEqual([]);
  });

  it('calls out what came in meanwhile', () => {
    expect(arrivals([ticket('SCH-1', 1)], [ticket('SCH-2', 2), ticket('SCH-1', 1)])).toEqual(['SCH-2']);
  });

  it('is silent about a further page and about an old ticket that moved here', () => {
    expect(arrivals([ticket('SCH-5', 5)], [ticket('SCH-5', 5), ticket('SCH-4', 4)])).toEqual([]);
  });
});
