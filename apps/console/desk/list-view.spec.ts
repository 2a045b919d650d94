import { describe, expect, it } from '@jest/globals';
import { asTicketsQuery, eachOnce, readListSearch, rememberedOrder, rememberOrder, stateOf } from './list-view.js';

describe('a list of tickets', () => {
  it('asks for the active tickets of one queue', () => {
    expect(asTicketsQuery({ portal: 'school', queue: 'activation' })).toEqual({ portal: 'school', queue: 'activation', state: 'active' });
  });

  it('turns the views over all portals into who looks after them', () => {
    expect(asTicketsQuery({ portal: 'all', queue: 'mine' })).toEqual({ assignee: 'me', state: 'active' });
    expect(asTicketsQuery({ portal: 'all', queue: 'unassigned' })).toEqual({ assignee: 'none', state: 'active' });
    expect(asTicketsQuery({ portal: 'school', queue: 'all' })).toEqual({ portal: 'school', state: 'active' });
  });

  it('searches in every state unless one was chosen', () => {
    expect(asTicketsQuery({ portal: 'all', queue: 'all', q: 'KD-107919' })).toEqual({ q: 'KD-107919' });
    expect(stateOf({ q: 'x', state: 'open' })).toBe('open');
  });

  it('remembers the order by queue, and keeps the usual one out of the address', () => {
    const place = { portal: 'school', queue: 'triage' };
    expect(rememberOrder(place, 'promise')).toBe('promise');
    expect([rememberedOrder(place), rememberedOrder({ portal: 'school', queue: 'all' })]).toEqual(['promise', undefined]);
    expect(asTicketsQuery({ ...place, ...readListSearch({ sort: 'promise' }) })).toEqual({ ...place, state: 'active', sort: 'promise' });
    expect([rememberOrder(place, 'newest'), rememberedOrder(place), readListSearch({ sort: 'loudest' })]).toEqual([undefined, undefined, {}]);
  });

  it('shows a ticket whose place changed between two pages once, where it is now', () => {
    expect(eachOnce([{ number: 'A', page: 1 }, { number: 'B', page: 1 }, { number: 'C', page: 2 }, { number: 'A', page: 2 }])).toEqual([{ number: 'B', page: 1 }, { number: 'C', page: 2 }, { number: 'A', page: 2 }]);
  });

  it('forgets what it does not understand in an address', () => {
    expect(readListSearch({ state: 'nonsense', caseType: '', q: 42, other: 1 })).toEqual({ q: '42' });
  });
});
