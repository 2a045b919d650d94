import { beforeEach, describe, expect, it } from '@jest/globals';
import { DnsZone } from '../../../test/support/dns-zone.js';
import { SigningDomain } from '../../../test/support/signing-domain.js';
import { judgeFindings } from '../domain/own-check.js';
import type { SenderCheck } from '../sender-checker.js';
import { MailauthChecker } from './mailauth-checker.js';
import { SystemDns } from './system-dns.js';

const MAIL = ['From: Ada <ada@home.example>', 'To: help@school.example', 'Subject: Passwort', 'Message-ID: <1@home.example>', 'Content-Type: text/plain', '', 'Bitte helfen Sie mir.', ''].join('\r\n');

describe('DKIM, SPF, ARC and DMARC by ourselves', () => {
  let zone: DnsZone;
  let home: SigningDomain;

  beforeEach(() => {
    zone = new DnsZone();
    home = new SigningDomain('home.example', zone, { policy: 'reject', spf: 'ip4:192.0.2.0/24 -all' });
  });

  const judge = async (mail: string, { path, sealers = [] }: { path?: SenderCheck['path']; sealers?: string[] } = {}) => {
    const findings = await new MailauthChecker(zone).run({ bytes: Buffer.from(mail, 'latin1'), path });
    return judgeFindings(findings!, 'home.example', sealers);
  };

  it('believes a signature of the author’s domain', async () => {
    expect(await judge(await home.sign(MAIL))).toMatchObject({ verdict: 'pass', by: 'own-check', policy: 'reject' });
  });

  it('believes SPF of the author’s domain, where the way in is known', async () => {
    const path = { ip: '192.0.2.7', helo: 'mail.home.example', mailFrom: 'ada@home.example' };
    expect(await judge(MAIL, { path })).toMatchObject({ verdict: 'pass' });
    expect(await judge(MAIL, { path: { ...path, ip: '198.51.100.1' } })).toMatchObject({ verdict: 'fail', policy: 'reject' });
  });

  it('believes neither a foreign signature, nor foreign SPF, nor a changed text, nor text behind the signed part (T1, T2)', async () => {
    const evil = new SigningDomain('evil.example', zone, { spf: 'ip4:198.51.100.1 -all' });
    expect(await judge(await evil.sign(MAIL))).toMatchObject({ verdict: 'fail' });
    expect(await judge(MAIL, { path: { ip: '198.51.100.1', helo: undefined, mailFrom: 'eve@evil.example' } })).toMatchObject({ verdict: 'fail', checked: expect.arrayContaining([{ method: 'spf', result: 'pass', domain: 'evil.example' }]) });
    expect(await judge((await home.sign(MAIL)).replace('Bitte', 'Nicht'))).toMatchObject({ verdict: 'fail' });
    expect(await judge(`${await home.sign(MAIL, { maxBodyLength: 23 })}Den Link bitte an eve@evil.example\r\n`)).toMatchObject({ verdict: 'fail' });
    expect(await judge((await home.sign(MAIL)).replace('From: Ada', 'From: Eve <eve@evil.example>\r\nFrom: Ada'))).not.toMatchObject({ verdict: 'pass' });
  });

  it('neither believes nor disowns while DNS is silent', async () => {
    const signed = await home.sign(MAIL);
    for (const name of ['_dmarc.', '_domainkey.', 'home.example']) {
      zone.silent.clear();
      zone.silent.add(name);
      expect([name, await judge(signed)]).toMatchObject([name, { verdict: 'unknown', isTemporary: true }]);
    }
    zone.silent.clear();
    expect(await judge(signed)).toMatchObject({ verdict: 'pass' });
  });

  it('waits for DNS so long and no longer', async () => {
    zone.resolve = () => new Promise(() => undefined);
    const findings = await new MailauthChecker(zone, 50).run({ bytes: Buffer.from(await home.sign(MAIL)), path: undefined });
    expect(judgeFindings(findings!, 'home.example', [])).toMatchObject({ verdict: 'unknown', isTemporary: true });
  });

  it('believes ARC of listed sealers only (T3)', async () => {
    const list = new SigningDomain('list.example', zone);
    const forwarded = await list.seal(MAIL.replace('Subject: ', 'Subject: [list] '), 'dmarc=pass header.from=home.example');
    expect(await judge(forwarded, { sealers: ['list.example'] })).toMatchObject({ verdict: 'pass', by: 'arc' });
    expect(await judge(forwarded, { sealers: ['other.example'] })).toMatchObject({ verdict: 'fail' });
    expect(await judge(forwarded.replace('dmarc=pass', 'dmarc=fail'), { sealers: ['list.example'] })).toMatchObject({ verdict: 'fail' });
  });

  it('asks nobody when DNS is off', async () => {
    const dns = new SystemDns('off');
    expect(await new MailauthChecker(dns).run({ bytes: Buffer.from(MAIL), path: undefined })).toBeUndefined();
  });
});
