import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { newId } from './ids.js';
import { Secret } from './secret.js';
import { asToken, CODE_ALPHABET, hashToken, newCode, newPaperToken, newToken, newTypedNumber, normaliseCode } from './tokens.js';

describe('tokens and codes', () => {
  it('a token is 43 characters of base64url and never the same twice', () => {
    const tokens = new Set(Array.from({ length: 1000 }, newToken));
    expect(tokens.size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hashToken('a')).not.toBe(hashToken('b'));
  });

  it('a token on paper is as long, and the same however it is typed', () => {
    const token = newPaperToken();
    expect(token).toMatch(/^([2-9A-HJ-NP-Z]{3}-){10}[2-9A-HJ-NP-Z]{3}$/);
    expect(token).toHaveLength(43);
    expect(asToken(token.toLowerCase())).toBe(token);
    const other = newToken();
    expect(asToken(other)).toBe(other);
  });

  it('a code uses only symbols that survive being read aloud, and is compared as a person types it', () => {
    for (const symbol of newCode(200)) expect(CODE_ALPHABET).toContain(symbol);
    expect(normaliseCode(' abcd-2345\n')).toBe('ABCD2345');
    expect(newTypedNumber()).toMatch(/^[1-9]\d{3}$/);
  });

  it('ids sort by the time they were made', () => {
    expect(newId(1_000) < newId(2_000)).toBe(true);
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // A command makes some for its own time, and others are made in between.
    const between = Array.from({ length: 20_000 }, (_, at) => [newId(1_000), newId(1_000 + at)][0]!);
    expect(between.toSorted()).toEqual(between);
    expect(new Set(between).size).toBe(between.length);
  });

  it('a secret never prints', () => {
    const secret = new Secret('hunter2');
    expect([`${secret}`, JSON.stringify({ secret }), inspect({ secret })].join()).not.toContain('hunter2');
    expect(secret.reveal()).toBe('hunter2');
  });
});
