import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clockOf, hasMoved, scopeFor, whereToAnswer, type IdentityFacts } from './data-request.js';

const facts = (more: Partial<IdentityFacts> = {}): IdentityFacts => ({ sender: 'vera@post.example', authenticity: 'pass', account: { ref: 'v', addresses: ['vera@post.example', 'vera@zwei.example'] }, isProved: false, kind: 'access', ...more });

describe('whose data a request concerns', () => {
  it('is who wrote, where the mail is genuine; their account, where their address is on file', () => {
    expect(scopeFor(facts({ account: null }))).toEqual({ addresses: ['vera@post.example'], accountRefs: [] });
    expect(scopeFor(facts())).toEqual({ addresses: ['vera@post.example', 'vera@zwei.example'], accountRefs: ['v'] });
  });

  it('is asked again on reasonable doubt only: a mail that is not proven, an account that does not know the address', () => {
    for (const authenticity of ['fail', 'none', 'unknown', null]) expect(scopeFor(facts({ authenticity }))).toMatchObject({ allowed: false, refusal: 'privacy.identity-in-doubt', missing: ['authentic-mail'] });
    expect(scopeFor(facts({ sender: 'mallory@evil.example' }))).toMatchObject({ refusal: 'privacy.identity-in-doubt', missing: ['address-on-file'] });
  });

  it('is, with evidence, the account, and not who wrote from an address that the account does not know', () => {
    const stranger = { sender: 'mallory@evil.example', isProved: true };
    expect(scopeFor(facts(stranger))).toEqual({ addresses: ['vera@post.example', 'vera@zwei.example'], accountRefs: ['v'] });
    // Nothing ends for an address that is not on file: first that is changed, with its hold.
    expect(scopeFor(facts({ ...stranger, kind: 'erasure' }))).toMatchObject({ refusal: 'privacy.identity-in-doubt', missing: ['address-on-file'] });
    expect(scopeFor(facts({ isProved: true, authenticity: 'none', kind: 'erasure' }))).toMatchObject({ accountRefs: ['v'] });
  });

  it('has moved when the account has an address less, one more or another one, in whatever order', () => {
    const proposed = { addresses: ['vera@post.example', 'vera@zwei.example'], accountRefs: ['v'] };
    const moved = (...addresses: string[]) => hasMoved(proposed, { addresses, accountRefs: ['v'] });
    expect([moved('vera@zwei.example', 'vera@post.example'), moved('vera@post.example'), moved(...proposed.addresses, 'vera@drei.example'), moved('vera@post.example', 'vera@drei.example')]).toEqual([false, true, true, true]);
    expect(hasMoved(proposed, { addresses: ['vera@post.example'], accountRefs: [] })).toBe(false);
  });

  it('is answered to the account, if it is about one, and never to a stranger', () => {
    expect(whereToAnswer('vera@zwei.example', ['vera@post.example', 'vera@zwei.example'])).toBe('vera@zwei.example');
    expect(whereToAnswer('mallory@evil.example', ['vera@post.example', 'vera@zwei.example'])).toBe('vera@post.example');
    expect(whereToAnswer('mallory@evil.example', [])).toBeUndefined();
    expect(whereToAnswer('otto@post.example', null)).toBe('otto@post.example');
  });

  it('never reaches an account without its address or evidence, nor an address of a mail that proves nothing', () => {
    fc.assert(fc.property(fc.constantFrom('pass', 'fail', 'none', null), fc.boolean(), fc.boolean(), fc.boolean(), (authenticity, hasAccount, isOnFile, isProved) => {
      const sender = isOnFile ? 'vera@post.example' : 'x@else.example';
      const scope = scopeFor(facts({ authenticity, sender, isProved, account: hasAccount ? facts().account : null }));
      if (!('accountRefs' in scope)) return;
      if (scope.accountRefs.length > 0) expect(isProved || (isOnFile && authenticity === 'pass')).toBe(true);
      if (scope.addresses.includes(sender) && !(hasAccount && isOnFile)) expect(authenticity).toBe('pass');
    }));
  });
});

describe('the clock of a request', () => {
  const receivedAt = new Date('2026-11-28T09:00:00Z');
  const dueAt = new Date('2026-12-28T15:00:00Z');
  it.each([['2026-12-01T00:00:00Z', 'running'], ['2026-12-21T15:00:00Z', 'ending'], ['2026-12-28T14:59:59Z', 'ending'], ['2026-12-28T15:00:00Z', 'late']])('at %s is %s', (at, clock) => {
    expect(clockOf({ receivedAt, dueAt, settledAt: null }, new Date(at))).toBe(clock);
    expect(clockOf({ receivedAt, dueAt, settledAt: new Date(at) }, new Date(at))).toBe('over');
  });

  it('of a promise of two days is ending in its last quarter only', () => {
    const soon = { receivedAt, dueAt: new Date('2026-11-30T09:00:00Z') };
    expect([clockOf(soon, receivedAt), clockOf(soon, new Date('2026-11-29T20:59:00Z')), clockOf(soon, new Date('2026-11-29T21:00:00Z'))]).toEqual(['running', 'running', 'ending']);
  });
});
