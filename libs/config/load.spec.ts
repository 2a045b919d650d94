import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Secret } from '#kernel';
import { ConfigProblems, loadConfig } from './load.js';
import { section } from './section.js';
import { unknownVariables } from './unknown-variables.js';

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

  it('says which number is wanted', () => {
    const problems = (): unknown => loadConfig([relay], { REKEY_RELAY_PORT: 'abc', REKEY_RELAY_PASSWORD: 'x', REKEY_RELAY_RETRY_SECONDS: 'soon' });
    expect(problems).toThrow('REKEY_RELAY_PORT: a whole number to 65535 is wanted, not "abc"\n  REKEY_RELAY_RETRY_SECONDS: a number is wanted, not "soon"');
  });

  it('shows of a webhook only whose it is, and no password inside an address', () => {
    const hooks = section('HOOK', { URL: z.url().optional().meta({ description: 'called', shown: 'origin' }), BARE: z.url().meta({ description: 'called', shown: 'origin' }), DATABASE: z.string().describe('a database') });
    const { lines } = loadConfig([hooks], { REKEY_HOOK_URL: 'https://chat.example/hooks/T0/s3cret?x=1', REKEY_HOOK_BARE: 'https://chat.example/', REKEY_HOOK_DATABASE: 'postgres://rekey:hunter2@db/rekey?sslpassword=hunter3&ssl=true' });
    expect(lines.map(({ value, meaning }) => [value, meaning])).toEqual([['https://chat.example/[secret]', 'called'], ['https://chat.example/', 'called'], ['postgres://rekey:[secret]@db/rekey?sslpassword=[secret]&ssl=true', 'a database']]);
  });

  it('names the nearest known variable for one that nobody reads', () => {
    const environment = { REKEY_RELAY_PROT: '25', REKEY_RELAY_PORT: '25', REKEY_HOME: '/x', REKEY_COMPLETELY_OTHER: '1', PATH: '/bin', REKEY_RELAY_PASSWROD: 'hunter2' };
    expect(unknownVariables([relay], environment, ['REKEY_HOME'])).toEqual([
      'REKEY_RELAY_PROT is no setting of Rekey; did you mean REKEY_RELAY_PORT?',
      'REKEY_COMPLETELY_OTHER is no setting of Rekey; all of them: rekey config explain',
      'REKEY_RELAY_PASSWROD is no setting of Rekey; did you mean REKEY_RELAY_PASSWORD?',
    ]);
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
