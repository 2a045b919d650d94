import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DATA_CLASS_NAMES, DATA_CLASSES, PORTAL_CLASS_NAMES, type DataClass } from './data-classes.js';
import { daysKept, RetentionSchema } from './retention-times.js';

describe('the table of data classes', () => {
  it.each(DATA_CLASS_NAMES)('%s names its tables, and its time lies within what a portal may set', (name) => {
    const { tables, days, portal }: DataClass = DATA_CLASSES[name];
    expect(tables.length).toBeGreaterThan(0);
    expect(days).toBeGreaterThanOrEqual(portal?.min ?? 1);
    expect(days).toBeLessThanOrEqual(portal?.max ?? 3_650);
  });

  it('keeps what is needed against repudiation at least as long as the texts it explains', () => {
    for (const name of ['evidence', 'actions', 'cases', 'audit'] as const) expect(DATA_CLASSES[name].days).toBeGreaterThanOrEqual(DATA_CLASSES['ticket-texts'].days);
  });

  it('lets a portal say any time within the bounds and none outside, and nothing of classes that are the desk’s', () => {
    fc.assert(fc.property(fc.constantFrom(...PORTAL_CLASS_NAMES), fc.integer({ min: -10, max: 5_000 }), (name, days) => {
      const { min, max } = DATA_CLASSES[name].portal;
      const read = RetentionSchema.safeParse({ [name]: days });
      expect(read.success).toBe(days >= min && days <= max);
      if (read.success) expect(daysKept(name, read.data)).toBe(days);
    }));
    for (const name of DATA_CLASS_NAMES.filter((one) => !('portal' in DATA_CLASSES[one]))) expect(RetentionSchema.safeParse({ [name]: 30 }).success).toBe(false);
    expect(DATA_CLASS_NAMES.map((name) => daysKept(name, {}))).toEqual(DATA_CLASS_NAMES.map((name) => DATA_CLASSES[name].days));
  });
});
