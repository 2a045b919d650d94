import { describe, expect, it } from '@jest/globals';
import type { IncomingMail } from './incoming-mail.js';
import { judgeAuthenticity, shownOf } from './authenticity.js';

const OURS = 'mx.desk.example';

/** Header lines from top to bottom; only what authenticity looks at. */
function mail(lines: readonly [string, string][], more: Partial<IncomingMail> = {}): IncomingMail {
  const headers = new Map<string, string[]>([['from', ['ada@home.example']]]);
  for (const [name, value] of lines) headers.set(name, [...(headers.get(name) ?? []), value]);
  return { headers, headerNames: lines.map(([name]) => name), from: [{ address: 'ada@home.example' }], replyTo: [], ...more } as IncomingMail;
}

const verdictOf = (lines: [string, string][], more: Partial<IncomingMail> = {}): string => judgeAuthenticity(mail(lines, more), OURS).verdict;
const pass = `${OURS}; spf=pass smtp.mailfrom=home.example; dkim=pass header.d=home.example; dmarc=pass header.from=home.example`;

describe('whom we believe (R72, R73, T1, T3)', () => {
  it('believes the configured border server on top', () => {
    expect(verdictOf([['received', 'x'], ['authentication-results', pass], ['received', 'y']])).toBe('pass');
  });

  it.each([
    ['dmarc fail', `${OURS}; dmarc=fail (p=none) header.from=home.example`, 'fail'],
    ['spf and dkim pass, but unaligned', `${OURS}; spf=pass; dkim=pass header.d=bulk.example; dmarc=fail`, 'fail'],
    ['no dmarc record', `${OURS}; spf=pass; dmarc=none header.from=home.example`, 'none'],
    ['no dmarc check', `${OURS}; spf=pass smtp.mailfrom=home.example`, 'none'],
    ['a passing result for another domain', `${OURS}; dmarc=pass header.from=evil.example`, 'fail'],
    ['a pass in a comment', `${OURS}; dmarc=fail (dmarc=pass header.from=home.example)`, 'fail'],
    ['a pass in a quoted string', `${OURS}; dmarc=fail reason="; dmarc=pass header.from=home.example"`, 'fail'],
    ['a pass for no domain', `${OURS}; dmarc=pass`, 'unknown'],
    ['a version number and capitals', `MX.Desk.Example 1; DMARC=PASS header.from=home.example`, 'pass'],
  ])('%s', (_, header, verdict) => expect(verdictOf([['authentication-results', header]])).toBe(verdict));

  it('does not believe other servers, nor our name below the hop that handed the mail in', () => {
    expect(verdictOf([['authentication-results', pass.replace(OURS, 'mx.evil.example')]])).toBe('unknown');
    expect(verdictOf([['authentication-results', pass.replace(OURS, 'mx.evil.example')], ['authentication-results', pass]])).toBe('unknown');
    expect(verdictOf([['authentication-results', `${OURS}; spf=pass`], ['received', 'hop'], ['authentication-results', pass]])).toBe('none');
  });

  it('does not let a line of the mail itself say what the border left out (T3)', () => {
    expect(verdictOf([['received', 'hop'], ['authentication-results', `${OURS}; spf=fail; dkim=none`], ['authentication-results', pass]])).toBe('none');
  });

  it('takes contradicting results of one server as a failure', () => {
    expect(verdictOf([['authentication-results', `${OURS}; dmarc=fail`], ['authentication-results', pass]])).toBe('fail');
  });

  it('knows nothing without an authserv-id, and never trusts a mail with none or several authors', () => {
    expect(judgeAuthenticity(mail([['authentication-results', pass]]), null).verdict).toBe('unknown');
    expect(verdictOf([['authentication-results', pass]], { from: [] })).toBe('fail');
    expect(verdictOf([['authentication-results', pass]], { from: [{ address: 'a@home.example' }, { address: 'b@home.example' }] })).toBe('fail');
  });

  // Two readers, two authors: DMARC was checked for the one that we did not see.
  it.each([
    ['an author that we cannot read before one that we can', ['"evil x"@evil.example, ada@home.example'], 'fail'],
    ['spaces around the sign', ['evil @ evil.example, ada@home.example'], 'fail'],
    ['a From of nobody above another', ['', 'ada@home.example'], 'fail'],
    ['an unreadable From above another', ['"evil x"@evil.example', 'ada@home.example'], 'fail'],
    ['two addresses in brackets', ['<ada@home.example> <evil@evil.example>'], 'fail'],
    ['an escaped comma', ['evil@evil.example\\, ada@home.example'], 'fail'],
    ['an address literal', ['evil@[192.0.2.1], ada@home.example'], 'fail'],
    ['an address as the name', ['ada@home.example <ada@home.example>'], 'pass'],
    ['an address in the quoted name', ['"boss@desk.example, Ada" <ada@home.example>'], 'pass'],
    ['an address in a comment', ['ada@home.example (boss@desk.example)'], 'pass'],
    ['a comma in a name without quotes', ['Home, Ada <ada@home.example>'], 'pass'],
    ['a group of one', ['people: ada@home.example;'], 'pass'],
  ])('%s', (_, from, verdict) => {
    const headers = new Map([['from', from], ['authentication-results', [pass]]]);
    expect(judgeAuthenticity(mail([['authentication-results', pass]], { headers }), OURS).verdict).toBe(verdict);
  });

  it('reads what the domain asks for, however the border writes it', () => {
    const policyOf = (text: string) => judgeAuthenticity(mail([['authentication-results', `${OURS}; ${text}`]]), OURS).policy;
    expect(policyOf('dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=home.example')).toBe('reject');
    expect(policyOf('dmarc=fail (p=reject dis=none) header.from=home.example')).toBe('reject');
    expect(policyOf('dmarc=fail action=quarantine header.from=home.example')).toBe('quarantine');
    expect(policyOf('dmarc=fail policy.dmarc=reject header.from=home.example')).toBe('reject');
    expect(policyOf('dmarc=fail header.from=home.example')).toBeUndefined();
  });

  it('says by whom and how it was found', () => {
    expect(judgeAuthenticity(mail([['authentication-results', pass]]), OURS)).toMatchObject({
      by: 'border', checked: [{ method: 'spf', result: 'pass', domain: 'home.example' }, { method: 'dkim', result: 'pass', domain: 'home.example' }, { method: 'dmarc', result: 'pass', domain: 'home.example' }],
    });
    expect(shownOf(judgeAuthenticity(mail([]), null), mail([], { replyTo: [{ address: 'Ada@HOME.example' }, { address: 'eve@evil.example' }] }), new Date('2026-11-28T10:00:00Z'))).toMatchObject({ by: 'form', replyTo: ['eve@evil.example'] });
  });
});
