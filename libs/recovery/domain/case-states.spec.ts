import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CASE_MOVES, mayMove, type CaseState } from './case-states.js';

const STATES = Object.keys(CASE_MOVES) as CaseState[];

describe('the life of a case', () => {
  it('is what the diagram shows', () => {
    const drawn = readFileSync('libs/recovery/domain/case-states.md', 'utf8').split('\n').map((line) => /^ {2}([\w-]+) --> ([\w-]+)$/.exec(line)).filter((match) => match !== null);
    const moves = STATES.flatMap((from) => CASE_MOVES[from].map((to) => `${from} --> ${to}`));
    expect(drawn.map(([, from, to]) => `${from} --> ${to}`).sort()).toEqual([...moves].sort());
  });

  it('can be frozen from wherever something is going on, and never leads out of a freeze into an action', () => {
    for (const from of STATES.filter((state) => state !== 'closed')) expect(mayMove(from, 'frozen')).toBe(true);
    for (const to of ['ready', 'executing', 'done', 'hold', 'second-person'] as const) expect(mayMove('frozen', to)).toBe(false);
  });

  it('comes to an end from everywhere', () => {
    const reaches = (from: CaseState, seen = new Set<CaseState>()): Set<CaseState> => {
      for (const to of CASE_MOVES[from]) if (!seen.has(to)) reaches(to, seen.add(to));
      return seen;
    };
    for (const from of STATES) expect(reaches(from)).toContain('closed');
  });
});
