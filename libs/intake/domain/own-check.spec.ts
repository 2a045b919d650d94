import { describe, expect, it } from '@jest/globals';
import { judgeFindings, type SenderFindings } from './own-check.js';

const nothing: SenderFindings = {
  dkim: [], spf: undefined, dmarc: { result: 'fail', author: 'home.example', policy: 'none', leavesTextUnsigned: false }, arc: { result: 'none', sealers: [], firstResults: '' },
};
const judged = (more: Partial<Omit<SenderFindings, 'dmarc'>> & { dmarc?: Partial<SenderFindings['dmarc']> } = {}, sealers: readonly string[] = []) => (
  judgeFindings({ ...nothing, ...more, dmarc: { ...nothing.dmarc, ...more.dmarc } }, 'home.example', sealers)
);
const spf = (result: string) => ({ spf: { result, domain: 'home.example' } });

describe('what our own checks say about the author (R73)', () => {
  it('believes an aligned pass of the one author, and says what was checked', () => {
    expect(judged({ dmarc: { result: 'pass' }, dkim: [{ result: 'pass', domain: 'home.example' }] })).toMatchObject({ verdict: 'pass', by: 'own-check', checked: [{ method: 'dmarc', result: 'pass' }, { method: 'dkim', result: 'pass', domain: 'home.example' }] });
    expect(judged({ dmarc: { result: 'pass', author: 'evil.example' } }).verdict).toBe('fail');
    expect(judged({ dmarc: { result: 'none', author: undefined } }).verdict).toBe('fail');
    expect(judged({ dmarc: { result: 'pass', leavesTextUnsigned: true } })).toMatchObject({ verdict: 'fail', because: expect.stringContaining('whole text') });
  });

  it('tells failing from not knowing: without the way in, SPF may have spoken for the mail', () => {
    expect(judged(spf('fail')).verdict).toBe('fail');
    expect(judged().verdict).toBe('unknown');
    expect(judged({ dmarc: { policy: 'reject' } })).toMatchObject({ verdict: 'fail', policy: 'reject' });
    expect(judged({ dmarc: { result: 'none', policy: undefined } }).verdict).toBe('none');
  });

  it.each([
    ['dmarc', { dmarc: { result: 'temperror', policy: 'reject' as const } }],
    ['a key', { dkim: [{ result: 'temperror', domain: 'home.example' }], dmarc: { policy: 'reject' as const } }],
    ['spf', { ...spf('temperror'), dmarc: { policy: 'reject' as const } }],
    ['anything in time', { isOutOfTime: true, dmarc: { result: 'temperror', author: undefined } }],
  ])('neither believes nor disowns while DNS does not tell %s, and asks again', (_, findings) => {
    expect(judged(findings)).toMatchObject({ verdict: 'unknown', isTemporary: true });
  });

  it('believes what listed forwarders had found, when all of them are listed (ARC)', () => {
    const arc = (more: Partial<SenderFindings['arc']> = {}) => ({ arc: { result: 'pass', sealers: ['lists.example', 'Forwarder.example'], firstResults: 'mx.lists.example; dmarc=pass header.from=home.example', ...more } });
    const listed = ['lists.example', 'forwarder.example'];
    expect(judged(arc(), listed)).toMatchObject({ verdict: 'pass', by: 'arc' });
    expect(judged(arc(), ['forwarder.example']).verdict).not.toBe('pass');
    expect(judged(arc({ result: 'fail' }), listed).verdict).not.toBe('pass');
    expect(judged(arc({ firstResults: 'mx; dmarc=pass header.from=evil.example' }), listed).verdict).not.toBe('pass');
    expect(judged(arc({ firstResults: 'mx; dmarc=fail (; dmarc=pass header.from=home.example)' }), listed).verdict).not.toBe('pass');
    expect(judged({ ...arc(), dmarc: { result: 'pass', author: 'evil.example' } }, listed).verdict).toBe('fail');
  });
});
