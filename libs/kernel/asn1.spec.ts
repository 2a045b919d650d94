import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ASN1, NotAsn1, oidOf, readAsn1, valuesIn, writeAsn1, writeAsn1Set, writeOid, type Asn1 } from './asn1.js';

describe('ASN.1', () => {
  it('is read as it was written, whatever its length', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 70_000 }), { maxLength: 4 }), (parts) => {
      const written = writeAsn1(ASN1.SEQUENCE, ...parts.map((part) => writeAsn1(ASN1.OCTETS, Buffer.from(part))));
      const read = readAsn1(Buffer.concat([written, Buffer.from('behind')]));
      expect(read.whole.equals(written)).toBe(true);
      expect(valuesIn(read).map(({ content }) => content.toString('hex'))).toEqual(parts.map((part) => Buffer.from(part).toString('hex')));
    }), { numRuns: 30 });
  });

  it.each(['1.2.840.113549.1.7.2', '2.16.840.1.101.3.4.2.1', '2.5.29.17', '1.3.101.112', '2.5.4.3'])('knows %s', (dotted) => {
    expect(oidOf(readAsn1(writeOid(dotted)))).toBe(dotted);
  });

  it('writes a length in as few octets as it needs', () => {
    for (const [length, head] of [[0, '0400'], [127, '047f'], [128, '048180'], [255, '0481ff'], [256, '04820100'], [65_536, '0483010000']] as const) expect(writeAsn1(ASN1.OCTETS, Buffer.alloc(length)).toString('hex').slice(0, head.length)).toBe(head);
    expect(writeAsn1Set(ASN1.SET, [Buffer.from([4, 1, 2]), Buffer.from([4, 1, 1])]).toString('hex')).toBe('3106040101040102');
  });

  it('ends where the end says, when no length does', () => {
    const inner = Buffer.concat([Buffer.from('2480', 'hex'), writeAsn1(ASN1.OCTETS, Buffer.from('ab')), writeAsn1(ASN1.OCTETS, Buffer.from('c')), Buffer.from('0000', 'hex')]);
    const read = readAsn1(Buffer.concat([Buffer.from('3080', 'hex'), inner, Buffer.from('0000', 'hex'), Buffer.from('more')]));
    const [pieces, ...rest] = valuesIn(read);
    expect(rest).toEqual([]);
    expect(pieces!.whole.equals(inner)).toBe(true);
    expect(Buffer.concat(valuesIn(pieces!).map(({ content }) => content)).toString()).toBe('abc');
  });

  it('is refused when it is cut off, too deep, or never ends, and nothing else is thrown', () => {
    const tree = (value: Asn1, depth = 0): number => ((value.tag & 0x20) === 0 || depth > 30 ? 1 : valuesIn(value).reduce((sum, one) => sum + tree(one, depth + 1), 1));
    for (const hex of ['', '30', '3001', '308400', '3084ffffffff', '0480', '1f8101', '3080'.repeat(100), '30800500', '3085000000000100']) expect(() => readAsn1(Buffer.from(hex, 'hex'))).toThrow(NotAsn1);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        expect(tree(readAsn1(Buffer.from(bytes)))).toBeLessThan(10_000);
      } catch (error) {
        expect(error).toBeInstanceOf(NotAsn1);
      }
    }), { numRuns: 1_000 });
  });
});
