import { describe, expect, it } from '@jest/globals';
import { readKey } from './keys.js';

const calm = { busy: false, singleKeysOn: true, prefix: null };
const key = (name: string) => ({ key: name, ctrl: false, alt: false });

describe('what a key press means', () => {
  it('is its letter, or a place after g', () => {
    expect(readKey(key('j'), calm)).toEqual({ name: 'j', wait: false });
    expect(readKey(key('g'), calm)).toEqual({ name: 'g', wait: true });
    expect(readKey(key('o'), { ...calm, prefix: 'g' })).toEqual({ name: 'g o', wait: false });
  });

  it('is nothing while somebody types or single keys are off (WCAG 2.1.4)', () => {
    expect(readKey(key('e'), { ...calm, busy: true })).toBeNull();
    expect(readKey(key('e'), { ...calm, singleKeysOn: false })).toBeNull();
    expect(readKey(key('Escape'), { ...calm, singleKeysOn: false })).toEqual({ name: 'Escape', wait: false });
  });

  it('is a command with Ctrl everywhere, and never with Alt', () => {
    expect(readKey({ key: 'K', ctrl: true, alt: false }, { ...calm, busy: true, singleKeysOn: false })).toEqual({ name: 'mod+k', wait: false });
    expect(readKey({ key: 'e', ctrl: false, alt: true }, calm)).toBeNull();
  });
});
