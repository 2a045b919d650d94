import { describe, expect, it } from '@jest/globals';
import { bytes, text } from './sign-in-key.js';

describe('bytes of a key as text', () => {
  it.each([[[]], [[0]], [[255, 254]], [[251, 255, 191]], [Array.from({ length: 256 }, (_, one) => one)]])('are the same again: %j', (list) => {
    const given = Uint8Array.from(list);
    expect([...bytes(text(given.buffer))]).toEqual(list);
    expect(text(given.buffer)).toBe(Buffer.from(given).toString('base64url'));
  });
});
