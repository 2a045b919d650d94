import { describe, expect, it } from '@jest/globals';
import { smimeSeen, type SmimeFinding } from './smime-finding.js';

const finding: SmimeFinding = {
  state: 'fits', covers: 'whole', trust: 'trusted',
  signer: { name: 'Ada', addresses: ['ada@corp.example', 'office@corp.example'], issuer: 'Authority', validFrom: '2026-01-01T00:00:00.000Z', validUntil: '2026-12-31T00:00:00.000Z' },
};
const seen = (from: string[], at: string, given = finding) => smimeSeen(given, from.map((address) => ({ address })), new Date(at));

describe('what an agent sees of a signature', () => {
  it('names the sender’s address when the certificate has it, however it is written', () => {
    expect(seen(['Office@CORP.example'], '2026-06-01T00:00:00Z')).toMatchObject({ isSenders: true, address: 'office@corp.example' });
    expect(seen(['eve@corp.example'], '2026-06-01T00:00:00Z')).toMatchObject({ isSenders: false, address: 'ada@corp.example' });
    expect(seen(['ada@corp.example', 'eve@evil.example'], '2026-06-01T00:00:00Z')).toMatchObject({ isSenders: false });
    expect(seen([], '2026-06-01T00:00:00Z')).toMatchObject({ isSenders: false });
  });

  it('judges the time of the certificate by when the mail came, not by when somebody looks', () => {
    for (const [at, isExpired] of [['2025-12-31T23:59:59Z', true], ['2026-01-01T00:00:00Z', false], ['2026-12-31T00:00:00Z', false], ['2026-12-31T00:00:01Z', true]] as const) expect([at, seen(['ada@corp.example'], at).isExpired]).toEqual([at, isExpired]);
  });

  it('names nobody where no signer could be read', () => {
    expect(seen(['ada@corp.example'], '2026-06-01T00:00:00Z', { state: 'unreadable', covers: 'part', signer: null, trust: 'not-asked' })).toEqual({ state: 'unreadable', covers: 'part', trust: 'not-asked', isSenders: false, name: null, issuer: null, address: null, validUntil: null, isExpired: false });
  });
});
