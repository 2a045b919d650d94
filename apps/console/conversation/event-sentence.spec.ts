import { describe, expect, it } from '@jest/globals';
import { de } from '../texts/de.js';
import { en } from '../texts/en.js';
import { eventInWords } from './event-sentence.js';

const names = { agent: (id: string) => (id === 'a-1' ? 'Mara Feld' : undefined), queue: (key: string) => (key === 'triage' ? 'Sichtung' : undefined) };

describe('one event in words', () => {
  it('names people and queues instead of ids', () => {
    const assigned = { verb: 'ticket.assigned', actorKind: 'agent', actorName: 'Jo Berg', detail: { from: null, to: 'a-1' } } as const;
    expect(eventInWords(assigned, de, names)).toBe('Jo Berg hat an Mara Feld zugewiesen');
    expect(eventInWords({ ...assigned, detail: { to: null } }, en, names)).toBe('Jo Berg removed the assignment');
    expect(eventInWords({ ...assigned, verb: 'ticket.moved', detail: { to: 'triage' } }, de, names)).toBe('Jo Berg hat nach „Sichtung“ verschoben');
  });

  it('puts kinds and states into words', () => {
    expect(eventInWords({ verb: 'evidence.recorded', actorKind: 'rekey', actorName: null, detail: { kind: 'call-back' } }, en, names)).toBe('Evidence recorded: Call-back');
    expect(eventInWords({ verb: 'ticket.state-changed', actorKind: 'agent', actorName: 'Jo', detail: { to: 'solved' } }, de, names)).toBe('Jo: Stand jetzt „Gelöst“');
  });

  it('shows a verb that it does not know', () => {
    expect(eventInWords({ verb: 'moon.landed', actorKind: 'rekey', actorName: null, detail: {} }, en, names)).toBe('Rekey: moon landed');
  });
});
