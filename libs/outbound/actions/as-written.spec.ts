import { expect, it } from '@jest/globals';
import { newToken } from '#kernel';
import { asWritten } from './as-written.js';

it.each([
  [`554 5.7.1 blocked URL https://desk.example/r/${newToken()} (policy)`, '554 5.7.1 blocked URL https://desk.example/r/[token] (policy)'],
  ['554 spam: "type K7QM-2PXR on the page"', '554 spam: "type [code] on the page"'],
  [`${'x'.repeat(480)} ${newToken()}`, `${'x'.repeat(480)} [token]`],
  ['550 5.1.1 <a@b.example>:\r\n user unknown in 4B2F-91AC-77D0', '550 5.1.1 <a@b.example>: user unknown in 4B2F-91AC-77D0'],
])('%j is kept as %j', (said, kept) => expect(asWritten(said)).toBe(kept));
