import { describe, expect, it } from '@jest/globals';
import { whyNotInstant } from '#contracts';
import { recognise } from '#recognition';
import { readVoices } from '../support/read-voices.js';

const LISTS = ['attacks-dev.txt', 'attacks-held.txt'];

describe('why no instant answer', () => {
  it('is a sentence for every reason that reading gives', () => {
    const codes = new Set(LISTS.flatMap(readVoices).flatMap(({ mail }) => recognise(mail, { portalKey: 'school', vocabulary: [], ownAddresses: [] }).instant.because));
    expect(codes.size).toBeGreaterThan(20);
    const general = new Set(['risk-signal', 'caution', 'link-not-enough'].flatMap((code) => said(code)));
    const unsaid = [...codes].filter((code) => said(code).some((sentence) => sentence === code || general.has(sentence)));
    expect(unsaid).toEqual([]);
  });
});

function said(code: string): readonly string[] {
  return whyNotInstant([code], 'de', (caseType) => caseType, (unknown) => unknown);
}
