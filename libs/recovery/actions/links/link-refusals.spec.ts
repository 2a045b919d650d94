import { expect, it } from '@jest/globals';
import type { Account } from '#directory';
import { accountRefusal } from './link-refusals.js';

const ADDRESS = { id: 'a1', address: 'anna@post.example', kind: 'primary', confirmedAt: new Date('2026-01-01T00:00:00Z') };
const account = (more: Partial<Account>) => ({ ref: 'anna', state: 'active', addresses: [ADDRESS], ...more }) as Account;
const refusalOf = (more: Partial<Account>) => accountRefusal(account(more), { sentTo: ADDRESS.address, channelId: ADDRESS.id })?.refusal;

it.each<[string, Partial<Account>, string | undefined]>([
  ['is open', {}, undefined],
  ['is frozen', { state: 'frozen' }, 'recovery.account-frozen'],
  ['should be frozen, and was opened in its directory', { shouldBeFrozen: true }, 'recovery.account-frozen'],
  ['is disabled', { state: 'disabled' }, 'recovery.account-disabled'],
])('a link to an account that %s', (_, more, refusal) => expect(refusalOf(more)).toBe(refusal));
