import { describe, expect, it } from '@jest/globals';
import { flagOf, methodName } from './flag.js';

describe('warnings beside the sender', () => {
  it('come with or without what they are about', () => {
    expect(flagOf('no-from')).toEqual({ name: 'no-from', about: '' });
    expect(flagOf('name-of-agent:Mara: Engel')).toEqual({ name: 'name-of-agent', about: 'Mara: Engel' });
    expect(methodName('dkim')).toBe('DKIM');
  });
});
