import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, DAY_MS, MINUTE_MS } from '#kernel';
import { ReleaseMail, SettleSenders } from '#intake';
import { DnsZone } from '../support/dns-zone.js';
import { MailDesk, found, type ArrivedMail } from '../support/mail-desk.js';
import { SigningDomain } from '../support/signing-domain.js';

const agent = { agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles: ['agent' as const], portals: [], locale: 'de' as const, strength: 'second-factor' as const };

describe('a desk without a border checks senders itself', () => {
  const zone = new DnsZone();
  let desk: MailDesk;
  let strict: SigningDomain;
  let lax: SigningDomain;

  beforeAll(async () => {
    strict = new SigningDomain('strict.example', zone, { policy: 'reject', spf: 'ip4:192.0.2.7 -all' });
    lax = new SigningDomain('lax.example', zone, { policy: 'none' });
    desk = await MailDesk.open({ dns: zone, authservId: null, profile: (yaml) => `${yaml}\nauthenticity:\n  ownRelays: { names: [mx.school.example] }\n` });
    await desk.person('vera', 'vera@strict.example');
    await desk.person('lutz', 'lutz@lax.example');
  });
  afterAll(() => desk?.close());

  const mailFrom = (address: string, more: readonly string[] = []): string => desk.written([...more, `From: ${address}`, 'Date: Sat, 28 Nov 2026 10:00:00 +0000'], 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.');
  const linked = async ({ ticket_id }: ArrivedMail) => (await desk.rows<{ account_ref: string | null }>('select account_ref from recovery_case where ticket_id = ?', [ticket_id]))[0]?.account_ref ?? null;
  const message = async ({ id }: ArrivedMail) => (await desk.rows<{ authenticity: string; sender_check: { by: string; checked: unknown[]; isTemporary: boolean } }>('select authenticity, sender_check from ticket_message where kept_mail_id = ?', [id]))[0]!;

  it('answers at once whoever’s domain signs, as with a border', async () => {
    const mail = await desk.arrivesAs(await strict.sign(mailFrom('vera@strict.example')));
    expect(mail).toMatchObject({ disposition: 'filed', authenticity: { verdict: 'pass', by: 'own-check' } });
    expect(await linked(mail)).not.toBeNull();
    expect(await message(mail)).toMatchObject({ authenticity: 'pass', sender_check: { by: 'own-check', isTemporary: false } });
    expect((await desk.outbox()).map(({ kind, recipient }) => `${kind} ${recipient}`)).toContain('recovery-link vera@strict.example');
  });

  it('asks SPF where our own relay wrote the way down', async () => {
    const path = (ip: string) => ['Return-Path: <vera@strict.example>', `Received: from mail.strict.example (mail.strict.example [${ip}]) by mx.school.example with ESMTPS; Sat, 28 Nov 2026 10:00:00 +0000`];
    expect(await desk.arrivesAs(mailFrom('vera@strict.example', path('192.0.2.7')))).toMatchObject({ disposition: 'filed', authenticity: { verdict: 'pass' } });
    expect(await desk.arrivesAs(mailFrom('vera@strict.example', path('198.51.100.1')))).toMatchObject({ disposition: 'set-aside', screen: 'dmarc-failed' });
  });

  it('believes no Authentication-Results that came with the mail (R72)', async () => {
    expect(await desk.arrivesAs(mailFrom('lutz@lax.example', [found('pass', 'lax.example')]))).toMatchObject({ disposition: 'filed', authenticity: { verdict: 'unknown' } });
  });

  it('sets a mail aside that its own domain disowns, loses nothing of it, and files it when a person lets it in', async () => {
    const before = (await desk.outbox()).length;
    const mail = await desk.arrivesAs(mailFrom('vera@strict.example'));
    expect(mail).toMatchObject({ disposition: 'set-aside', screen: 'dmarc-failed', ticket_id: null });
    expect(await desk.outbox()).toHaveLength(before);
    zone.asked.length = 0;
    expect(await desk.get(ReleaseMail).run({ keptMailId: mail.id, agent })).toEqual({ allowed: true });
    const released = await desk.again(mail.id);
    expect(released).toMatchObject({ disposition: 'filed', authenticity: { verdict: 'fail' } });
    expect(await message(released)).toMatchObject({ authenticity: 'fail' });
    expect(await linked(released)).toBeNull();
    // The verdict was kept with the mail: judging it again asks nobody and finds the same.
    expect(zone.asked).toEqual([]);
  });

  it('files without believing while DNS is silent, and finds out later', async () => {
    zone.silent.add('strict.example');
    const mail = await desk.arrivesAs(await strict.sign(mailFrom('vera@strict.example')));
    expect(mail).toMatchObject({ disposition: 'filed', authenticity: { verdict: 'unknown', isTemporary: true } });
    expect(await linked(mail)).toBeNull();
    const settle = desk.get(SettleSenders);
    expect(await settle.run(new Date())).toEqual({ asked: 0, settled: 0 });
    expect(await settle.run(new Date(Date.now() + 6 * MINUTE_MS))).toEqual({ asked: 1, settled: 0 });
    zone.silent.clear();
    expect(await settle.run(new Date(Date.now() + 60 * MINUTE_MS))).toEqual({ asked: 1, settled: 1 });
    expect(await message(mail)).toMatchObject({ authenticity: 'pass', sender_check: { by: 'own-check', isTemporary: false } });
    expect(await desk.rows(`select detail->>'verdict' as verdict from ticket_event where ticket_id = ? and verb = 'message.sender-settled'`, [mail.ticket_id])).toEqual([{ verdict: 'pass' }]);
    expect(await settle.run(new Date(Date.now() + DAY_MS))).toEqual({ asked: 0, settled: 0 });
  });

  it('gives up asking after a day, and says so', async () => {
    zone.silent.add('strict.example');
    const mail = await desk.arrivesAs(await strict.sign(mailFrom('vera@strict.example')));
    expect(await desk.get(SettleSenders).run(new Date(Date.now() + 25 * 60 * MINUTE_MS))).toEqual({ asked: 1, settled: 1 });
    expect(await message(mail)).toMatchObject({ authenticity: 'unknown', sender_check: { because: 'DNS gave no answer for a day' } });
    zone.silent.clear();
  });

  it('does not let a replayed signature speak for another author (T2)', async () => {
    expect(await desk.arrivesAs((await lax.sign(mailFrom('lutz@lax.example'))).replace('From: lutz@lax.example', 'From: vera@strict.example'))).toMatchObject({ disposition: 'set-aside', screen: 'dmarc-failed' });
  });

  it('shows look-alikes of the portal and of where its users have their mail', async () => {
    const flags = async (address: string) => (await desk.rows<{ warnings: string[] }>('select warnings from ticket_message where kept_mail_id = ?', [(await desk.arrivesAs(mailFrom(address))).id]))[0]!.warnings;
    expect(await flags('support@schoo1.example')).toEqual([expect.stringMatching(/^look-alike-of-portal:/)]);
    expect(await flags('vera@str1ct.example')).toEqual(['look-alike-of-users:strict.example']);
    expect(await flags('vera@unrelated.example')).toEqual([]);
  });
});
