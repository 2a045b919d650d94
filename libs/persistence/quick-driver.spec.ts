import { describe, expect, it } from '@jest/globals';
import { PostgreSqlPlatform } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { quoted } from './quick-driver.js';

describe('quoting a value for PostgreSQL', () => {
  it('gives the very letters that the ORM gives, whatever the text', () => {
    const platform = new PostgreSqlPlatform();
    const hostile = fc.string({ unit: fc.constantFrom(`'`, '\\', '"', '?', '$', '$&', ';', '\n', '\0', 'E', 'ä', '\ud83d', '😀') });
    fc.assert(fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
      expect(quoted(text)).toBe(platform.escape(text));
    }));
  });
});
