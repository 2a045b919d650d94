import { describe, expect, it } from '@jest/globals';
import { owedAfterMail, owedAfterMerging, owedBySteps, owedSince, type Owing, type Step } from './owed-since.js';

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

  it('is told by what happened: the first that nobody answered', () => {
    const step = (did: Step['did'], hour: number, since?: number): Step => ({ did, at: at(hour), ...(since !== undefined && { since: at(since) }) });
    expect(owedBySteps([])).toBeNull();
    expect(owedBySteps([step('asked', 8), step('asked', 9)])).toEqual(at(8));
    expect(owedBySteps([step('asked', 8), step('answered', 9)])).toBeNull();
    expect(owedBySteps([step('asked', 8), step('answered', 9), step('asked', 10), step('asked', 11)])).toEqual(at(10));
    // A mail that lay somewhere, and was not there yet when the answer was written.
    expect(owedBySteps([step('asked', 8), step('answered', 9), step('asked', 10, 7)])).toEqual(at(7));
  });

  it('begins anew after what was ended by hand, and goes on where it was not over after all', () => {
    const steps = [{ did: 'asked', at: at(8) }, { did: 'ended', at: at(9) }] as const;
    expect(owedBySteps(steps)).toBeNull();
    expect(owedBySteps([...steps, { did: 'asked', at: at(10) }])).toEqual(at(10));
    expect(owedBySteps([...steps, { did: 'ended', at: at(10) }, { did: 'reopened', at: at(11) }])).toEqual(at(8));
    expect(owedBySteps([...steps, { did: 'answered', at: at(10) }, { did: 'reopened', at: at(11) }])).toBeNull();
  });
});
