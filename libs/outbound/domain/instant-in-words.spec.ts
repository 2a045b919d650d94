import { expect, it } from '@jest/globals';
import { instantInWords } from './instant-in-words.js';

it.each([
  ['2026-11-24T13:30:00Z', 'de', 'Europe/Berlin', 'Dienstag, 24. November 2026, 14:30 Uhr'],
  ['2026-07-01T22:05:00Z', 'de', 'Europe/Berlin', 'Donnerstag, 2. Juli 2026, 00:05 Uhr'],
  ['2026-11-24T13:30:00Z', 'en', 'Europe/Berlin', 'Tuesday, 24 November 2026, 14:30'],
] as const)('%s in %s is "%s"', (at, locale, timeZone, words) => expect(instantInWords(new Date(at), locale, timeZone)).toBe(words));
