import { describe, expect, it } from '@jest/globals';
import type { IncomingMail } from '../domain/incoming-mail.js';
import { wayIn } from './way-in.js';
import { leastCpu } from '../../../test/support/cpu-ms.js';

const RELAYS = { names: ['mx.school.example', 'imap.school.example'], addresses: ['10.0.0.0/8'] };
const OUTSIDE = 'from mail.home.example (mail.home.example [192.0.2.7]) by mx.school.example (Postfix) with ESMTPS id 1; Sat, 28 Nov 2026 10:00:00 +0000';
const INSIDE = 'from mx.school.example (mx.school.example [10.0.0.5]) by imap.school.example with ESMTP id 2; Sat, 28 Nov 2026 10:00:01 +0000';
const HANDED_OVER = 'from imap.school.example by imap.school.example with LMTP id 3 (envelope-from <ada@home.example>); Sat, 28 Nov 2026 10:00:02 +0000';

function mail(received: readonly string[], more: Partial<IncomingMail> = {}): IncomingMail {
  return { headers: new Map([['received', received]]), headerNames: ['return-path', ...received.map(() => 'received')], returnPath: 'ada@home.example', ...more } as IncomingMail;
}

describe('the way in of a mail', () => {
  it('is the first client below our own relays that is none of them', () => {
    const found = { ip: '192.0.2.7', helo: 'mail.home.example', mailFrom: 'ada@home.example' };
    expect(wayIn(mail([OUTSIDE]), RELAYS)).toEqual(found);
    expect(wayIn(mail([HANDED_OVER, INSIDE, OUTSIDE]), RELAYS)).toEqual(found);
    expect(wayIn(mail([OUTSIDE.replace('192.0.2.7', 'IPv6:2001:db8::7')]), RELAYS)?.ip).toBe('2001:db8::7');
  });

  it('does not believe what the mail brought along', () => {
    const invented = 'from mail.bank.example (mail.bank.example [198.51.100.1]) by mx.school.example with ESMTPS id 9; Sat, 28 Nov 2026 09:00:00 +0000';
    expect(wayIn(mail([OUTSIDE, invented]), RELAYS)?.ip).toBe('192.0.2.7');
    expect(wayIn(mail(['from a (a [192.0.2.7]) by mx.evil.example with ESMTP; x', invented]), RELAYS)).toBeUndefined();
    // An address in the greeting is whatever the client wants it to be.
    expect(wayIn(mail(['from [198.51.100.1] ([192.0.2.7]) by mx.school.example with ESMTP; x']), RELAYS)?.ip).toBe('192.0.2.7');
    expect(wayIn(mail(['from [192.0.2.7] (helo=[198.51.100.1]) by mx.school.example with ESMTP; x']), RELAYS)?.ip).toBe('192.0.2.7');
    expect(wayIn(mail(['from [198.51.100.1] by mx.school.example with ESMTP; x']), RELAYS)).toBeUndefined();
  });

  it('is found in no time among blanks', async () => {
    const { ms } = await leastCpu(1_000, () => {
      for (const line of [`from${' '.repeat(16_000)}`, `from${' \t'.repeat(5_000)} x ${'\t'.repeat(5_000)}`, `from ${' by'.repeat(5_000)}`, ` from ${' by ('.repeat(3_000)}`]) expect(wayIn(mail([line]), RELAYS)).toBeUndefined();
    });
    expect(ms).toBeLessThan(1_000);
  });

  it('is not known without relays, without an envelope sender on top, or without an end', () => {
    expect(wayIn(mail([OUTSIDE]), { names: [], addresses: [] })).toBeUndefined();
    expect(wayIn(mail([OUTSIDE], { headerNames: ['received', 'return-path'] }), RELAYS)).toBeUndefined();
    expect(wayIn(mail([OUTSIDE], { returnPath: undefined }), RELAYS)).toBeUndefined();
    expect(wayIn(mail([INSIDE]), RELAYS)).toBeUndefined();
    expect(wayIn(mail([OUTSIDE], { returnPath: '' }), RELAYS)?.mailFrom).toBe('');
  });
});
