import { describe, expect, it } from '@jest/globals';
import type { ChainRow } from './check-chain.js';
import { copiedRow, copyLine } from './copied-row.js';

const ROW: ChainRow = {
  chain: 'school', sequence: 7, at: new Date('2026-11-28T09:00:00.123Z'), verb: 'ticket.opened', actorKind: 'agent', actorId: 'a', actorStrength: 'password', ticketNumber: 'SCH-1', accountPseudonym: null,
  outcome: 'done', detail: { text: 'one\nline' }, ip: '192.0.2.7', ipPseudonym: 'f'.repeat(32), previousHash: '0'.repeat(64), hash: 'a'.repeat(64),
};

describe('a row of the audit for another system', () => {
  it('is one line with all that its hash covers, without the address in clear', () => {
    const line = copyLine(ROW);
    expect(line).not.toMatch(/\n|192\.0\.2\.7/);
    expect(JSON.parse(line)).toEqual({ ...ROW, ip: undefined, at: '2026-11-28T09:00:00.123Z' });
    expect(copiedRow(line)).toEqual({ chain: 'school', sequence: 7, hash: 'a'.repeat(64) });
  });

  it.each(['', 'no json', '[]', 'null', '{"chain":"school","sequence":1}', '{"chain":"school","sequence":1.5,"hash":"aa"}'])('is not %j', (line) => {
    expect(copiedRow(line)).toBeUndefined();
  });
});
