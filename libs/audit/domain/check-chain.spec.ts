import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson, hashedText } from './audit-row.js';
import { EMPTY_HEAD, whyBroken, type ChainCraft, type ChainRow } from './check-chain.js';

const craft: ChainCraft = { sha256: (text) => createHash('sha256').update(text).digest('hex'), pseudonymOfIp: (ip) => `p:${ip}` };

function aRow(more: Partial<ChainRow> = {}): ChainRow {
  const row = {
    chain: 'school', sequence: 1, at: new Date('2026-11-23T09:00:00Z'), verb: 'ticket.opened', actorKind: 'rekey', actorId: null, actorStrength: 'none', ticketNumber: 'SCH-1001',
    accountPseudonym: null, outcome: 'done', detail: { a: 1 }, ip: '192.0.2.1', ipPseudonym: 'p:192.0.2.1', previousHash: EMPTY_HEAD.hash, ...more,
  };
  return { hash: craft.sha256(hashedText(row)), ...row };
}

describe('a row of a chain', () => {
  it('is in order after the empty head, and after its predecessor', () => {
    const first = aRow();
    expect(whyBroken(EMPTY_HEAD, first, craft)).toBeUndefined();
    expect(whyBroken(first, aRow({ sequence: 2, previousHash: first.hash }), craft)).toBeUndefined();
  });

  it.each<[string, Partial<ChainRow>, string]>([
    ['a row was taken out', { sequence: 2 }, 'row 1 is missing'],
    ['it follows another row', { previousHash: 'f'.repeat(64) }, 'it does not continue the row before it'],
    ['its source was changed', { ip: '192.0.2.2' }, 'its source address was changed'],
  ])('is broken when %s', (_what, change, why) => {
    expect(whyBroken(EMPTY_HEAD, aRow(change), craft)).toBe(why);
  });

  it.each<keyof ChainRow>(['chain', 'at', 'verb', 'actorKind', 'actorId', 'actorStrength', 'ticketNumber', 'accountPseudonym', 'outcome', 'detail', 'ipPseudonym'])(
    'is broken when its %s was changed', (column) => {
      const changed = { ...aRow(), [column]: column === 'at' ? new Date('2026-11-23T09:00:00.001Z') : 'x' };
      expect(whyBroken(EMPTY_HEAD, changed, craft)).toBe('its content does not fit its hash');
    },
  );
});

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'ü' }], a: undefined })).toBe('{"b":[1,{"c":"ü","d":null}]}');
  });

  it('says the same before and after a journey through JSON', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (detail) => {
      const journey = JSON.parse(JSON.stringify(detail)) as unknown;
      return canonicalJson(journey) === canonicalJson(JSON.parse(canonicalJson(journey)));
    }));
  });
});
