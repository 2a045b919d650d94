import { describe, expect, it } from '@jest/globals';
import { owedAfterMail, owedAfterMerging, owedAfterUnmerging, owedSince, type Owing } from './owed-since.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 30, hour));
const ticket = (state: Owing['state'], since: number | null, last = 12): Owing => ({ state, owedSince: since === null ? null : at(since), lastMessageAt: at(last) });

describe('since when somebody is owed an answer', () => {
  it('is the first thing that was not answered; nobody is owed where the requester has to answer, or it is over', () => {
    expect(owedSince(ticket('new', 8))).toEqual(at(8));
    expect(owedSince(ticket('open', null, 11))).toEqual(at(11));
    for (const state of ['waiting', 'solved', 'closed'] as const) expect(owedSince(ticket(state, 8))).toBeNull();
  });

  it('stays when somebody writes again, begins when they were answered, and begins anew when it was over', () => {
    expect(owedAfterMail(ticket('open', 8), at(10))).toEqual(at(8));
    expect(owedAfterMail(ticket('waiting', 8), at(10))).toEqual(at(8));
    expect(owedAfterMail(ticket('waiting', null), at(10))).toEqual(at(10));
    expect(owedAfterMail(ticket('solved', 8), at(10))).toEqual(at(10));
    // Opened again by hand, so it is owed since its newest message.
    expect(owedAfterMail(ticket('open', null, 9), at(10))).toEqual(at(9));
    // A mail that lay somewhere is older than what was filed before it.
    expect(owedAfterMail(ticket('open', 8), at(7))).toEqual(at(7));
  });

  it('is the earlier of two that become one, and of a closed one nothing', () => {
    expect(owedAfterMerging(ticket('open', 10), ticket('new', 8))).toEqual(at(8));
    expect(owedAfterMerging(ticket('open', 8), ticket('new', 10))).toEqual(at(8));
    expect(owedAfterMerging(ticket('waiting', null), ticket('new', 8))).toEqual(at(8));
    expect(owedAfterMerging(ticket('open', 10), ticket('closed', 8))).toEqual(at(10));
    expect(owedAfterMerging(ticket('waiting', null), ticket('solved', 8))).toBeNull();
  });

  it('is given back when the merger is taken back, unless it was answered or somebody waits longer', () => {
    expect(owedAfterUnmerging(ticket('open', 8), ticket('new', 8), at(10))).toEqual(at(10));
    expect(owedAfterUnmerging(ticket('open', 8), ticket('new', 8), null)).toBeNull();
    expect(owedAfterUnmerging(ticket('open', 7), ticket('new', 8), at(7))).toEqual(at(7));
    expect(owedAfterUnmerging(ticket('waiting', null), ticket('new', 8), at(10))).toBeNull();
  });
});
