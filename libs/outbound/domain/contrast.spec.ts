import { expect, it } from '@jest/globals';
import { contrast, readableOn } from './contrast.js';

it.each([['#ffffff', '#1c2330'], ['#000000', '#ffffff'], ['#0b5cad', '#ffffff'], ['#ffcc00', '#1c2330']])('on %s writes %s', (colour, ink) => expect(readableOn(colour)).toBe(ink));

it('reaches 4.5 on most brands', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#0b5cad', readableOn('#0b5cad'))).toBeGreaterThan(4.5);
});
