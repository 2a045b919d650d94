import { describe, expect, it } from '@jest/globals';
import { claimsAnotherAccount, maskName, maskPhone, whyCandidate } from './candidates.js';

const PETRA = { ref: 'petra', username: 'p.lindner', displayName: 'Petra Lindner', addresses: [{ id: 'a', address: 'Petra.Lindner@Altewerke.example', kind: 'primary', confirmedAt: null }] } as const;

describe('why an account is offered', () => {
  it('names every reason', () => {
    expect(whyCandidate(PETRA, { senderAddress: 'petra.lindner@altewerke.example', addresses: ['petra.lindner@altewerke.example'], username: 'P.Lindner', name: 'Lindner, Petra' }))
      .toEqual(['sender-address', 'address', 'username', 'name']);
  });

  it('says that a number fitted when nothing else did', () => {
    expect(whyCandidate(PETRA, { senderAddress: 'petra@new.example', addresses: ['not an address'] })).toEqual(['number']);
  });

  it('does not take a look-alike address for the one on file (T6)', () => {
    expect(whyCandidate(PETRA, { addresses: ['petra.lındner@altewerke.example'] })).toEqual(['number']);
  });

  it('tells a claim on another account from a namesake', () => {
    expect(claimsAnotherAccount([{ ref: 'petra', why: ['sender-address'] }, { ref: 'other', why: ['name'] }], 'petra')).toBe(false);
    expect(claimsAnotherAccount([{ ref: 'other', why: ['number'] }], 'petra')).toBe(true);
  });

  it('masks what an agent need not see', () => {
    expect(maskName('Petra Maria Lindner')).toBe('P. L•••');
    expect(maskName('Petra')).toBe('P•••');
    expect(maskPhone('+494055500666')).toBe('+49•••666');
  });
});
