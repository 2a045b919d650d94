import { describe, expect, it } from '@jest/globals';
import { nameDomain } from '../adapters/named-domain.js';
import type { IncomingMail } from './incoming-mail.js';
import { senderFlags, type WellKnown } from './sender-flags.js';

const wellKnown: WellKnown = {
  own: ['musterschule.de', 'portal.handwerk-musterstadt.de'].map(nameDomain), users: ['mueller-bau.de', 'gmx.de', 'gmail.com'].map(nameDomain),
  organisations: ['Musterschule am See'], agents: [{ displayName: 'Mara Engel', email: 'mara@musterschule.de' }, { displayName: 'Ro', email: 'ro@musterschule.de' }], nameDomain,
};
const flags = (address: string, name?: string, more: Partial<IncomingMail> = {}): string[] => senderFlags({ from: [name === undefined ? { address } : { address, name }], replyTo: [], ...more } as IncomingMail, wellKnown);

describe('tricks around the sender (T1, T4, T6)', () => {
  it('says nothing about ordinary people, nor about the portal’s own', () => {
    for (const address of ['ada@home.example', 'jonas@gmx.net', 'jonas@gmx.de', 'b@googlemail.com', 'kurt@müller.de', 'x@mueller-bau.de', 'x@post.mueller-bau.de', 'x@web.de', 'sekretariat@musterschule.de', 'x@it.handwerk-musterstadt.de', 'иван@почта.рф']) {
      expect([address, flags(address)]).toEqual([address, []]);
    }
    expect(flags('mara@musterschule.de', 'Mara Engel, Musterschule am See')).toEqual([]);
    expect(flags('ada@home.example', 'Rolf Roth')).toEqual([]);
  });

  it.each([
    ['a letter of another alphabet', 'x@mustеrschule.de'], ['all letters of another alphabet', 'x@мusтerschulе.de'], ['digits for letters', 'x@mustersch0le.de'], ['two letters for one', 'x@rnusterschule.de'],
    ['a letter more', 'x@musterschulle.de'], ['letters swapped', 'x@mustershcule.de'], ['another ending', 'x@musterschule.com'], ['a word beside it', 'x@musterschule-login.de'],
    ['the domain as a subdomain', 'x@musterschule.de.evil.example'], ['a sub name of it', 'x@portal-handwerk-musterstadt.de'], ['an umlaut written out', 'x@müsterschule.de'],
  ])('sees through %s', (_, address) => expect(flags(address).map((flag) => flag.split(':')[0])).toContain('look-alike-of-portal'));

  it.each([['x@mueller-bua.de'], ['x@gmai1.com'], ['x@mueller-bau.de.login.example'], ['x@müller-bau.de.mueller-bau.de.example']])('sees look-alikes of where users have their mail: %s', (address) => {
    expect(flags(address).map((flag) => flag.split(':')[0])).toContain('look-alike-of-users');
  });

  it('says in punycode what the letters hide', () => {
    expect(flags('ada@hоme.example')).toEqual(['mixed-script-domain:ada@xn--hme-tqa.example'.replace('xn--hme-tqa', new URL('http://hоme.example').hostname.split('.')[0]!)]);
    expect(flags('аda@home.example')).toEqual(['mixed-script-domain:аda@home.example']);
    expect(flags('x@аррӏе.example')[0]).toMatch(/^mixed-script-domain:x@xn--/);
  });

  it('warns when the name is that of an agent or of the house, or another address', () => {
    expect(flags('x@evil.example', 'Mara  ENGEL (Support)')).toEqual(['name-of-agent:Mara Engel']);
    expect(flags('x@evil.example', 'Маra Engel')).toEqual(['name-of-agent:Mara Engel']);
    expect(flags('x@evil.example', 'Musterschule am See – Support')).toEqual(['name-of-organisation:Musterschule am See']);
    expect(flags('x@evil.example', 'boss@musterschule.de')).toEqual(['name-contains-address:boss@musterschule.de']);
    expect(flags('x@evil.example', 'boss＠musterschule.de')).toEqual(['name-contains-address:boss＠musterschule.de']);
    expect(flags('ada@home.example', 'ada@home.example')).toEqual([]);
  });

  it('says where answers shall go, and how many authors there are', () => {
    expect(flags('ada@home.example', undefined, { replyTo: [{ address: 'Ada@HOME.example' }] })).toEqual([]);
    expect(flags('ada@home.example', undefined, { replyTo: [{ address: 'ada@h0me.example' }] })).toEqual(['reply-to-differs:ada@h0me.example']);
    expect(senderFlags({ from: [], replyTo: [] } as unknown as IncomingMail, wellKnown)).toEqual(['no-from']);
    expect(senderFlags({ from: [{ address: 'a@home.example' }, { address: 'b@home.example' }], replyTo: [] } as unknown as IncomingMail, wellKnown)).toEqual(['several-from']);
  });
});
