import { describe, expect, it } from '@jest/globals';
import { readCursor, writeCursor } from './list-order.js';

const id = '019b0000-0000-7000-8000-000000000000';
const raw = (text: string): string => Buffer.from(text).toString('base64url');

describe('the cursor of a list', () => {
  it('comes back as it was given, to the microsecond, also from among those at the end', () => {
    for (const at of ['2026-11-30T08:00:00.123456Z', '2024-02-29T23:59:59.000000Z', 'infinity']) {
      expect(readCursor(writeCursor({ at, id }, 'promise'), 'promise')).toEqual({ at, id });
    }
  });

  it('belongs to one order', () => {
    expect(readCursor(writeCursor({ at: 'infinity', id }, 'promise'), 'waiting')).toBeUndefined();
  });

  it('is not read where PostgreSQL could not read it', () => {
    for (const text of [`2026-02-31T08:00:00.000000Z ${id} newest`, `0000-01-01T00:00:00.000000Z ${id} newest`, `2026-11-30T24:00:00.000000Z ${id} newest`, `-infinity ${id} newest`, `now ${id} newest`, `infinity ${'-'.repeat(36)} newest`, `infinity ${id}`, 'x', '']) {
      expect({ text, read: readCursor(raw(text), 'newest') }).toEqual({ text, read: undefined });
    }
    expect(readCursor(undefined, 'newest')).toBeUndefined();
  });
});
