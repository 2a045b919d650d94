import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Secret } from '#kernel';
import { ConfigProblems, loadConfig } from './load.js';
import { section } from './section.js';

const relay = section('RELAY', {
  PORT: z.coerce.number().int().max(65_535).describe('where the relay listens'),
  PASSWORD: z.string().transform((text) => new Secret(text)).describe('its password'),
  RETRY_SECONDS: z.coerce.number().default(5).describe('pause between tries'),
});

describe('the configuration', () => {
  it('names every wrong or missing variable at once, by its full name', () => {
    const problems = (): unknown => loadConfig([relay], { REKEY_RELAY_PORT: '99999' });
    expect(problems).toThrow(ConfigProblems);
    expect(problems).toThrow(/REKEY_RELAY_PORT: .*\n.*REKEY_RELAY_PASSWORD: /);
  });

  it('explains each value, its source and its meaning, and blanks secrets', () => {
    const { lines } = loadConfig([relay], { REKEY_RELAY_PORT: '25', REKEY_RELAY_PASSWORD: 'hunter2' });
    expect(lines).toEqual([
      { variable: 'REKEY_RELAY_PORT', value: '25', source: 'environment', meaning: 'where the relay listens' },
      { variable: 'REKEY_RELAY_PASSWORD', value: '[secret]', source: 'environment', meaning: 'its password' },
      { variable: 'REKEY_RELAY_RETRY_SECONDS', value: '5', source: 'default', meaning: 'pause between tries' },
    ]);
  });
});
