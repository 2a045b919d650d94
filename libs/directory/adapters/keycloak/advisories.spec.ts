import { describe, expect, it } from '@jest/globals';
import { knownAgainst } from './advisories.js';

describe('a version of Keycloak', () => {
  it.each([
    ['25.0.6', ['CVE-2026-37982']], ['26.4.11', ['CVE-2026-37982']], ['26.4.12', []], ['26.5.7', ['CVE-2026-37982']], ['26.6.1', ['CVE-2026-37982']], ['26.6.2', []],
    ['26.7.0', ['CVE-2026-18963']], ['26.7.1', ['CVE-2026-18963']], ['26.7.2', []], ['26.7.3', []], ['27.0.0', []], ['26.10.0', []],
  ])('%s has %j against it (T21)', (version, ids) => {
    expect(knownAgainst(version).map(({ id }) => id)).toEqual(ids);
  });
});
