import { describe, expect, it } from '@jest/globals';
import { canonicalName, canonicalUsername, compareFacts, keysFor, searchKeysOf } from './canonical.js';

describe('the form in which user names are compared', () => {
  it('ignores case and spaces around', () => {
    expect(canonicalUsername('  L.Hoffmann ')).toBe('l.hoffmann');
    expect(canonicalUsername('ÄNNE.Öz')).toBe('änne.öz');
  });

  it('never folds a look-alike into a plain letter (T6)', () => {
    expect(canonicalUsername('аnna')).not.toBe(canonicalUsername('anna'));
    expect(canonicalUsername('mıke')).not.toBe(canonicalUsername('mike'));
  });
});

describe('a name', () => {
  it.each([['Anna Beispiel', 'anna beispiel'], ['Beispiel, Anna', 'anna beispiel'], ['Frau Dr. Anna  Beispiel', 'anna beispiel'], ['Prof. Dr. Anna Beispiel', 'anna beispiel']])(
    '%s is compared as %s', (given, canonical) => expect(canonicalName(given)).toBe(canonical),
  );

  it('needs given and family name', () => {
    expect(canonicalName('Anna')).toBeUndefined();
    expect(keysFor({ name: 'Anna' })).toEqual([]);
  });
});

describe('facts', () => {
  const onFile = { customerNumber: 'KD-107 919', birthDate: '2007-03-04', serialNumber: 'AB123Z' };

  it('match however they were written', () => {
    expect(compareFacts(onFile, { customerNumber: 'kd107919', birthDate: '4.3.2007', serialNumber: 'ab 123 z' }))
      .toEqual({ matched: ['customerNumber', 'serialNumber', 'birthDate'], failed: [] });
  });

  it('fail when they differ', () => {
    expect(compareFacts(onFile, { birthDate: '2007-04-03' })).toEqual({ matched: [], failed: ['birthDate'] });
  });

  it('say nothing about what is not on file, or empty there', () => {
    expect(compareFacts({ ...onFile, postcode: '' }, { postcode: '', contractNumber: 'X1' })).toEqual({ matched: [], failed: [] });
  });

  it('are found by the numbers and the full name, never by birth date', () => {
    expect(searchKeysOf({ givenName: 'Anna', familyName: 'Beispiel', facts: onFile })).toEqual(['name:anna beispiel', 'customerNumber:KD107919', 'serialNumber:AB123Z']);
  });
});
