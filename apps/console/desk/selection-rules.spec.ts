import { describe, expect, it } from '@jest/globals';
import type { TicketRow, TicketsChanged } from '#contracts';
import { changesBack, changesOf, isAsWished, movesAlone, notDone, offered, toggled, withRange, withLater, type ChangeOfOne } from './selection-rules.js';

const order = ['SCH-5', 'SCH-4', 'SCH-3', 'SCH-2', 'SCH-1'];
const row = (number: string, more: Partial<TicketRow> = {}): TicketRow => ({
  number, portal: 'school', queue: 'triage', state: 'new', priority: 'normal', caseType: 'forgot-password', risk: 'low', subject: '', requesterName: null, requesterAddress: 'a@b.example', assignee: null,
  promisedBy: null, firstAnsweredAt: null, lastMessageAt: '2026-11-30T08:00:00.000Z', owedSince: null, createdAt: '2026-11-30T08:00:00.000Z', version: 1, ...more,
});

describe('choosing tickets', () => {
  it('takes one in and out', () => {
    expect([...toggled(toggled(new Set(), 'SCH-1'), 'SCH-2')]).toEqual(['SCH-1', 'SCH-2']);
    expect([...toggled(new Set(['SCH-1', 'SCH-2']), 'SCH-1')]).toEqual(['SCH-2']);
  });

  it('takes what lies between two, in either direction, and keeps what was chosen', () => {
    expect([...withRange(new Set(), order, 'SCH-4', 'SCH-2')]).toEqual(['SCH-4', 'SCH-3', 'SCH-2']);
    expect([...withRange(new Set(['SCH-5']), order, 'SCH-2', 'SCH-4')]).toEqual(['SCH-5', 'SCH-2', 'SCH-3', 'SCH-4']);
    expect([...withRange(new Set(), order, undefined, 'SCH-2')]).toEqual(['SCH-2']);
    // Where one began is no longer listed.
    expect([...withRange(new Set(), order, 'SCH-9', 'SCH-2')]).toEqual(['SCH-2']);
  });

  it('takes a hundred, as the server does', () => {
    const many = Array.from({ length: 150 }, (_, n) => `SCH-${n}`);
    const hundred = withRange(new Set(), many, 'SCH-149', 'SCH-0');
    expect([hundred.size, hundred.has('SCH-149'), hundred.has('SCH-0')]).toEqual([100, true, false]);
    expect(toggled(hundred, 'SCH-0')).toBe(hundred);
  });
});

describe('what is offered for many', () => {
  it('is what could be done to each', () => {
    expect(offered([row('SCH-1'), row('SCH-2', { state: 'waiting' })])).toMatchObject({ solve: true, close: true, reopen: false });
    expect(offered([row('SCH-1', { state: 'solved' }), row('SCH-2', { state: 'waiting' })])).toMatchObject({ solve: false, close: true, reopen: true });
    expect(offered([row('SCH-1', { state: 'closed' })])).toMatchObject({ solve: false, close: false, reopen: true });
  });

  it('is a queue only within one portal', () => {
    expect(offered([row('SCH-1'), row('SCH-2')]).portal).toBe('school');
    expect(offered([row('SCH-1'), row('CHA-2', { portal: 'chamber' })])).toMatchObject({ portal: undefined, portals: ['school', 'chamber'] });
  });
});

describe('what became of many', () => {
  const rows = [row('SCH-1', { version: 4 }), row('SCH-2', { version: 7, assignee: { id: 'otto', displayName: 'Otto' } }), row('SCH-3')];
  const answers: TicketsChanged['items'] = [
    { number: 'SCH-1', outcome: 'done', version: 5, code: null, missing: [] }, { number: 'SCH-2', outcome: 'done', version: 8, code: null, missing: [] },
    { number: 'SCH-3', outcome: 'changed', version: null, code: 'tickets.version-conflict', missing: [] }, { number: 'SCH-4', outcome: 'changed', version: null, code: 'tickets.version-conflict', missing: [] },
    { number: 'SCH-5', outcome: 'refused', version: null, code: 'tickets.unknown', missing: [] },
  ];

  it('asks for each as it was seen', () => {
    expect(changesOf(rows.slice(0, 2), { assignee: 'me' })).toEqual([{ number: 'SCH-1', version: 4, assignee: 'me' }, { number: 'SCH-2', version: 7, assignee: 'me' }]);
  });

  it('brings back only what was done, each to its own, by the new version', () => {
    expect(changesBack(rows, { assignee: 'me' }, answers)).toEqual([{ number: 'SCH-1', version: 5, assignee: null }, { number: 'SCH-2', version: 8, assignee: 'otto' }]);
  });

  it('leaves alone what was so already: a colleague did it', () => {
    const already: TicketsChanged['items'] = [{ number: 'SCH-1', outcome: 'already', version: null, code: null, missing: [] }, answers[1]!];
    expect(changesBack(rows, { assignee: 'me' }, already)).toEqual([{ number: 'SCH-2', version: 8, assignee: 'otto' }]);
    expect(already.map(isAsWished)).toEqual([true, true]);
    expect(notDone(already)).toEqual([]);
  });

  it('says why not, tickets with the same reason together', () => {
    expect(notDone(answers)).toEqual([
      { code: 'tickets.version-conflict', missing: [], numbers: ['SCH-3', 'SCH-4'] }, { code: 'tickets.unknown', missing: [], numbers: ['SCH-5'] },
    ]);
  });

  it('moves back also what nobody may give back to whom it was taken from, and of everything else says why it stays', () => {
    const back: ChangeOfOne[] = [{ number: 'SCH-1', version: 5, queue: 'triage' }, { number: 'SCH-2', version: 8, queue: 'triage', assignee: 'otto' }, { number: 'SCH-3', version: 9, queue: 'triage', assignee: 'otto' }, { number: 'SCH-4', version: 2, assignee: 'otto' }];
    const said: TicketsChanged['items'] = [
      { number: 'SCH-1', outcome: 'done', version: 6, code: null, missing: [] }, { number: 'SCH-2', outcome: 'refused', version: null, code: 'tickets.unknown-agent', missing: [] },
      { number: 'SCH-3', outcome: 'changed', version: null, code: 'tickets.version-conflict', missing: [] }, { number: 'SCH-4', outcome: 'refused', version: null, code: 'tickets.unknown-agent', missing: [] },
    ];
    expect(movesAlone(back, said)).toEqual([{ number: 'SCH-2', version: 8, queue: 'triage' }]);
    const moved: TicketsChanged['items'] = [{ number: 'SCH-2', outcome: 'done', version: 9, code: null, missing: [] }];
    expect(withLater(said, moved)).toEqual([said[0], moved[0], said[2], said[3]]);
    expect(notDone(withLater(said, moved))).toMatchObject([{ code: 'tickets.version-conflict', numbers: ['SCH-3'] }, { code: 'tickets.unknown-agent', numbers: ['SCH-4'] }]);
    expect(movesAlone(back, said.slice(0, 1))).toEqual([]);
  });
});
