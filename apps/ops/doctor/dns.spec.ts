import { expect, it } from '@jest/globals';
import { judgeDns } from './dns.js';

const published = { domain: 'school.example', own: ['google-site-verification=x', 'v=spf1 include:relay.example -all'], dmarc: ['v=DMARC1; p=reject'] };

it('finds SPF and DMARC well only where somebody signs, since automatic mail has no sender that SPF could count for', () => {
  expect(judgeDns({ ...published, isSigned: true })).toMatchObject({ state: 'ok' });
  expect(judgeDns({ ...published, isSigned: false })).toMatchObject({ state: 'problem', what: 'DNS of school.example', detail: expect.stringContaining('no DKIM key'), cure: expect.stringContaining('REKEY_OUTBOUND_RELAY_SIGNS') });
});

it('names the records that are missing, signed or not', () => {
  expect(judgeDns({ ...published, own: [], isSigned: true })).toMatchObject({ state: 'problem', detail: 'no SPF' });
  expect(judgeDns({ ...published, own: [], dmarc: [], isSigned: false })).toMatchObject({ state: 'problem', detail: 'no SPF and no DMARC' });
});
