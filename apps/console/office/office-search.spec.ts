import { describe, expect, it } from '@jest/globals';
import type { OfficeItem } from '#contracts';
import { filtered, nameOf, neighbour, readOfficeSearch } from './office-search.js';

const item = (portal: string, account: string, kinds: OfficeItem['kinds']): OfficeItem => ({
  portal, account, kinds, person: account, username: account, fields: [], proposedUsername: null, seen: 's', since: '2026-11-27T09:00:00.000Z', dueAt: null, ticketNumber: null, request: null,
});
const items = [item('school', 'lotte', ['changed-data', 'user-name']), item('school', 'kim', ['user-name']), item('manufacturer', 'rita', ['registration'])];

describe('the list of the office', () => {
  it('is filtered by portal and by every kind that an item has', () => {
    expect(filtered(items, { kind: 'user-name' }).map(({ account }) => account)).toEqual(['lotte', 'kim']);
    expect(filtered(items, { portal: 'manufacturer' })).toEqual([items[2]]);
    expect(filtered(items, { portal: 'manufacturer', kind: 'changed-data' })).toEqual([]);
    expect(filtered(items, {})).toEqual(items);
  });

  it('is walked from the first one, and stays at its ends', () => {
    expect(neighbour(items, undefined, 1)).toBe(items[0]);
    expect(neighbour(items, nameOf(items[0]!), 1)).toBe(items[1]);
    expect(neighbour(items, nameOf(items[2]!), 1)).toBeUndefined();
    expect(neighbour(items, nameOf(items[0]!), -1)).toBeUndefined();
    expect(neighbour(items, 'gone/since', -1)).toBe(items[0]);
  });

  it('takes from the address only what it knows', () => {
    expect(readOfficeSearch({ portal: 'school', kind: 'user-name', at: 'school/kim', other: 1 })).toEqual({ portal: 'school', kind: 'user-name', at: 'school/kim' });
    expect(readOfficeSearch({ portal: 7, kind: 'else', at: '' })).toEqual({});
  });
});
