import { describe, expect, it } from '@jest/globals';
import { stampAuthenticity, type Envelope } from './stamp-authenticity.js';

const OURS = new Set(['jonas@post.example', 'support@school.example']);
const envelope = (more: Partial<Envelope> = {}): Envelope => ({ mailFrom: 'jonas@post.example', isOurs: (address) => OURS.has(address), ...more });
const stamped = (header: string, given = envelope()) => stampAuthenticity(Buffer.from(`${header}\r\n\r\nbody\r\n`, 'latin1'), given).toString('latin1');

const PASS = 'Authentication-Results: mail.rekey.example; dmarc=pass header.from=post.example\r\n';
const FAIL = 'Authentication-Results: mail.rekey.example; dmarc=fail header.from=post.example\r\n';

describe('the verdict of the local mail server', () => {
  it.each([
    ['the envelope sender is the author', 'From: Jonas <jonas@post.example>', envelope(), PASS],
    ['the author signed in', 'From: jonas@POST.example', envelope({ signedInAs: 'jonas@post.example', mailFrom: 'bounce@post.example' }), PASS],
    ['somebody else signed in', 'From: jonas@post.example', envelope({ signedInAs: 'support@school.example' }), FAIL],
    ['the envelope names another sender', 'From: jonas@post.example', envelope({ mailFrom: 'eve@evil.example' }), FAIL],
    ['the author is no mailbox of ours', 'From: eve@post.example', envelope({ mailFrom: 'eve@post.example' }), FAIL],
    ['the address only stands in the display name', 'From: "jonas@post.example" <eve@post.example>', envelope(), FAIL],
  ])('%s', (_, header, given, verdict) => {
    expect(stamped(header, given)).toBe(`${verdict}${header}\r\n\r\nbody\r\n`);
  });

  it.each(['From: a@post.example, jonas@post.example', 'From: jonas@post.example\r\nFrom: eve@post.example', 'Subject: nobody', 'From: nobody'])('fails without a domain for %j', (header) => {
    expect(stamped(header)).toMatch(/^Authentication-Results: mail\.rekey\.example; dmarc=fail\r\n/);
  });

  it('removes results that claim to be ours, however they are written, and keeps those of others', () => {
    const forged = [
      'Authentication-Results: mail.rekey.example; dmarc=pass header.from=post.example',
      'authentication-results : \r\n\tMAIL.rekey.example;\r\n dmarc=pass',
      'Authentication-Results: (really) mail.rekey.example 1; dmarc=pass',
      'Authentication-Results:',
    ];
    const other = 'Authentication-Results: mx.elsewhere.example; dkim=pass';
    const result = stamped([...forged, other, 'From: eve@evil.example'].join('\r\n'));
    expect(result.match(/rekey\.example/gi)).toHaveLength(1);
    expect(result).toContain('dmarc=fail header.from=evil.example');
    expect(result).toContain(`${other}\r\n`);
  });

  it('leaves every other byte alone', () => {
    const raw = Buffer.from([...Buffer.from('From: jonas@post.example\r\nSubject: caf'), 0xe9, ...Buffer.from('\r\n folded\r\n\r\n'), 0x00, 0xff]);
    expect(stampAuthenticity(raw, envelope()).subarray(PASS.length)).toEqual(raw);
  });
});
