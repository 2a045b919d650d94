import { describe, expect, it } from '@jest/globals';
import { missingOfCheck, type IdentityCheck } from './identity-check.js';

const counter: IdentityCheck = { way: 'counter', document: 'id-card', compared: ['face', 'name'], outcome: 'match' };
const video: IdentityCheck = { ...counter, way: 'video', gesture: 'touch-ear', documentTilted: true };

describe('an identity check', () => {
  it.each([
    ['at the counter with face and name', counter, []],
    ['over video with gesture and tilt', video, []],
    ['that compared no face', { ...counter, compared: ['name'] }, ['check:face']],
    ['that compared nothing', { ...counter, compared: [] }, ['check:face', 'check:name']],
    ['over video without a gesture', { ...video, gesture: undefined }, ['check:gesture']],
    ['over video without tilting the document', { ...video, documentTilted: false }, ['check:tilt']],
    ['over video with a card of the house', { ...video, document: 'school-card' }, ['check:document']],
    ['at the counter with a card of the house', { ...counter, document: 'school-card' }, []],
    ['that failed, whatever came after', { ...video, compared: [], gesture: undefined, outcome: 'mismatch' }, []],
  ] as const)('%s', (_what, check, missing) => expect(missingOfCheck(check)).toEqual(missing));
});
