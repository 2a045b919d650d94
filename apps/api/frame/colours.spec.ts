import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contrast, inkOn, readableOn } from './colours.js';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);

describe('colours', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('finds an ink that can be read on any brand colour', () => {
    fc.assert(fc.property(colour, (brand) => contrast(inkOn(brand), brand) >= 4.5));
  });

  it('turns any brand colour into one that can be read on light and dark pages', () => {
    fc.assert(fc.property(colour, fc.constantFrom('#ffffff', '#15191f'), (brand, page) => contrast(readableOn(brand, page), page) >= 4.5));
  });

  it('leaves a readable brand colour alone', () => expect(readableOn('#0b5394', '#ffffff')).toBe('#0b5394'));
});
