import { describe, expect, it } from '@jest/globals';
import { readDetails } from './details.js';

describe('what a requester adds on the short form', () => {
  it('is taken for what was asked only, in one line, without blanks', () => {
    expect(readDetails(['username', 'newEmail'], { username: ' p.lindner\r\nBcc: eve@evil.example ', newEmail: '  ', phone: '+49 30 1' }).details).toEqual({ username: 'p.lindner Bcc: eve@evil.example' });
  });
  it('is sent back when an address is none, or two (T5)', () => {
    for (const newEmail of ['petra', 'a@b.example, c@d.example', 'Petra <a@b.example>']) expect(readDetails(['newEmail'], { newEmail }).problems).toEqual([{ field: 'newEmail', problem: 'not-an-address' }]);
    expect(readDetails(['newEmail'], { newEmail: 'petra@neu.example' })).toEqual({ details: { newEmail: 'petra@neu.example' }, problems: [] });
  });
  it('keeps no direction marks and is never longer than a line', () => {
    expect(readDetails(['fullName'], { fullName: `Petra \u202Eevil${'x'.repeat(500)}` }).details.fullName).toMatch(/^Petra evilx{190}$/);
  });
});
