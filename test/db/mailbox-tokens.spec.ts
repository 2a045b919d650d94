import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MailSource, type MailboxAccess } from '#intake';
import { Sealer, Secret, StillClock } from '#kernel';
import { AuditTrail } from '#audit';
import { askForDevice, Mailboxes, MailboxTokens, TokenRefused, tokensForDevice, type Mailbox } from '#portals';
import { SmtpRelay } from '../../libs/outbound/adapters/smtp-relay.js';
import { MAIL } from '../contracts/mail-relay.contract.js';
import { aMail, eventually, MailroomHouse, type WatchedBox } from '../support/mailroom-house.js';
import { OwnDovecot } from '../support/own-dovecot.js';
import { signInToSend } from '../../apps/ops/doctor/mailboxes.js';
import { TokenSmtp } from '../support/token-smtp.js';
import { TestTokenIssuer } from '../support/test-token-issuer.js';

const OPERATOR = { kind: 'operator' } as const;
const NAMES = ['oauthbearer', 'xoauth2', 'revoked', 'rotated', 'device', 'crowd', 'ageing', 'ended', 'sends'].map((name) => `${name}@school.example`);

describe('mailboxes that sign in by token, at a real sign-in service and a real mail server', () => {
  let world: MailroomHouse;
  let service: TestTokenIssuer;
  const servers = new Map<string, OwnDovecot>();

  beforeAll(async () => {
    service = await TestTokenIssuer.start();
    world = await MailroomHouse.open();
    for (const mechanism of ['oauthbearer', 'xoauth2']) {
      servers.set(mechanism, await OwnDovecot.start(NAMES.map((address) => ({ address, password: 'never used' })), async (home) => {
        const file = join(home, 'oauth2.conf');
        await writeFile(file, `introspection_mode = post\nintrospection_url = ${service.introspectionUrl}\nusername_attribute = sub\nactive_attribute = active\nactive_value = true\n`, { mode: 0o644 });
        return { auth_mechanisms: mechanism, 'passdb token': { driver: 'oauth2', mechanisms: mechanism, args: file } };
      }));
    }
  });
  afterEach(() => world.stopWatching());
  afterAll(async () => {
    await world?.close();
    await Promise.all([...servers.values()].map((server) => server.close()));
    await service?.stop();
  });

  async function tokenMailbox(name: string, mechanism = 'oauthbearer'): Promise<{ box: WatchedBox; mailbox: Mailbox; access: (wasRefused: boolean) => Promise<MailboxAccess> }> {
    const address = `${name}@school.example`;
    const port = servers.get(mechanism)!.imapPort;
    const id = await world.get(Mailboxes).save({ portalKey: 'school', address, displayName: 'x', imapHost: '127.0.0.1', imapPort: port, imapSecurity: 'none', imapUser: address });
    await world.get(MailboxTokens).authorise(id, service.service, { clientSecret: service.clientSecret, refreshToken: await service.refreshTokenFor(address) }, { actor: OPERATOR });
    const mailbox = (await world.get(Mailboxes).get(id))!;
    return {
      box: { id, address, port, user: address, password: '' }, mailbox,
      access: async (wasRefused) => ({ host: '127.0.0.1', port, security: 'none', user: address, folder: 'INBOX', ...(await world.get(MailboxTokens).signIn(mailbox, wasRefused)) }),
    };
  }

  const row = async (id: string) => (await world.rows<{ secrets_sealed: string; access_sealed: string | null; last_fault: string | null; fault_since: unknown }>('select * from mailbox_token where mailbox_id = ?', [id]))[0]!;

  it.each(['oauthbearer', 'xoauth2'])('read their mail by %s', async (mechanism) => {
    const { box, access } = await tokenMailbox(mechanism, mechanism);
    await servers.get(mechanism)!.deliver(box.address, [aMail(`by-${mechanism}`)]);
    world.watch(box, { access });
    await eventually('the mail is kept', async () => (await world.kept(box)) === 1);
    expect(await world.health(box)).toMatchObject({ lastFault: null });
  });

  it('keep every rotated refresh token, and nothing in clear', async () => {
    const { box } = await tokenMailbox('rotated');
    const tokens = world.get(MailboxTokens);
    const seen = new Set<string>();
    for (let time = 0; time < 4; time += 1) {
      await tokens.renew(box.id);
      seen.add((await tokens.known(box.id))!.secrets.refreshToken!);
    }
    expect(seen.size).toBe(4);
    const stored = JSON.stringify(await row(box.id));
    for (const secret of [...seen, service.clientSecret]) expect(stored).not.toContain(secret);
  });

  it('ask once, however many folders and processes want a token at the same moment', async () => {
    const { box } = await tokenMailbox('crowd');
    // A second process: the same database, another memory.
    const other = new MailboxTokens(world.fresh.database, world.get(Mailboxes), new Sealer(new Secret('k'.repeat(40))), world.get(AuditTrail), new StillClock(new Date()));
    const before = service.tokenRequests;
    const got = await Promise.all([...Array.from({ length: 10 }, () => world.get(MailboxTokens).accessToken(box.id)), ...Array.from({ length: 10 }, () => other.accessToken(box.id))]);
    expect(new Set(got.map((token) => token!.reveal())).size).toBe(1);
    expect(service.tokenRequests - before).toBe(1);
  });

  it('use the token in hand while the sign-in service is away, and say since when it is (case 24)', async () => {
    const { box } = await tokenMailbox('ageing');
    const tokens = world.get(MailboxTokens);
    const first = await tokens.accessToken(box.id);
    await world.fresh.database.transaction((tx) => tx.execute(`update mailbox_token set issued_at = now() - interval '40 minutes', expires_at = now() + interval '20 minutes' where mailbox_id = ?`, [box.id]));
    service.isAway = true;
    try {
      expect((await tokens.accessToken(box.id))!.reveal()).toBe(first!.reveal());
      expect(await tokens.keepFresh()).toBeGreaterThan(0);
      expect(await row(box.id)).toMatchObject({ last_fault: expect.stringContaining('503') });
      expect((await row(box.id)).fault_since).not.toBeNull();
    } finally {
      service.isAway = false;
    }
    await tokens.keepFresh();
    expect(await row(box.id)).toMatchObject({ last_fault: null, fault_since: null });
    expect((await tokens.accessToken(box.id))!.reveal()).not.toBe(first!.reveal());
  });

  it.each([['gives', false], ['refuses', true]])('keep what somebody has authorised anew while a token was asked for, whatever the service then %s', async (_, isRefused) => {
    const { box } = await tokenMailbox(`anew-${isRefused}`);
    const tokens = world.get(MailboxTokens);
    let goOn: () => void = () => undefined;
    service.holdsBack = new Promise<void>((resolve) => (goOn = resolve));
    if (isRefused) await service.takeBack(box.address);
    const before = service.tokenRequests;
    const asked = tokens.renew(box.id).then((token) => token.reveal(), (error: unknown) => error);
    await eventually('it is asked for', () => service.tokenRequests > before);
    const other = `other-${isRefused}@school.example`;
    await tokens.authorise(box.id, service.service, { clientSecret: service.clientSecret, refreshToken: await service.refreshTokenFor(other) }, { actor: OPERATOR });
    goOn();
    expect(typeof (await asked)).toBe('string');
    expect(await row(box.id)).toMatchObject({ last_fault: null, fault_since: null });
    // Of what went before nothing is needed any more.
    await service.takeBack(box.address);
    await expect(tokens.renew(box.id)).resolves.toBeDefined();
  });

  it('get another token at once when the server refuses the one in hand', async () => {
    const { box, access } = await tokenMailbox('ended');
    await service.end((await world.get(MailboxTokens).accessToken(box.id))!.reveal());
    await servers.get('oauthbearer')!.deliver(box.address, [aMail('ended')]);
    // A refused sign-in is repeated after a poll's time.
    world.watch(box, { access, pollMs: 300 });
    await eventually('the mail is kept', async () => (await world.kept(box)) === 1);
  });

  it('send by the same token: each signs in at the relay as itself, and gets another token when it is refused', async () => {
    const smtp = await TokenSmtp.start(service.introspectionUrl);
    const relays: SmtpRelay[] = [];
    // One connection a mail: another relay.
    const hand = async ({ id, imapUser }: Pick<Mailbox, 'id' | 'imapUser'>, how = '?auth=mailbox') => {
      const relay = new SmtpRelay({ SMTP_URL: new Secret(`${smtp.url}${how}`), SEND_TIMEOUT_SECONDS: 5 }, world.get(MailboxTokens));
      relays.push(relay);
      return relay.hand({ ...MAIL, mailbox: { id, user: imapUser } });
    };
    try {
      const { mailbox } = await tokenMailbox('sends');
      const other = await tokenMailbox('xoauth2', 'xoauth2');
      expect(await hand(mailbox)).toMatchObject({ outcome: 'accepted' });
      expect(await hand(other.mailbox)).toMatchObject({ outcome: 'accepted' });
      expect(smtp.received.map(({ as }) => as)).toEqual([mailbox.imapUser, other.mailbox.imapUser]);

      await service.end((await world.get(MailboxTokens).accessToken(mailbox.id))!.reveal());
      expect(await hand(mailbox)).toMatchObject({ outcome: 'accepted' });
      expect([smtp.refused, smtp.received.length]).toEqual([1, 3]);

      // Without a token, or without being told to, nobody signs in; that is never the mail's fault.
      const password = (await world.get(Mailboxes).get(await world.get(Mailboxes).save({ portalKey: 'school', address: 'password@school.example', displayName: 'x', imapHost: '127.0.0.1', imapPort: 1, imapSecurity: 'none', imapUser: 'password', imapPassword: new Secret('x') })))!;
      expect(await hand(password)).toMatchObject({ outcome: 'deferred' });
      expect(await hand(mailbox, '')).toMatchObject({ outcome: 'deferred' });

      await service.takeBack(mailbox.address);
      expect(await hand(mailbox)).toMatchObject({ outcome: 'deferred' });
      expect(smtp.received).toHaveLength(3);

      // The same sign-in without a mail, as `rekey doctor` tries it.
      const tries = (one: Mailbox) => signInToSend({ get: () => relays[0] } as never, one);
      expect(await tries(other.mailbox)).toBe('the relay lets xoauth2@school.example in by its token');
      smtp.refusesNullSender = true;
      await expect(tries(other.mailbox)).rejects.toThrow(/null sender.*5\.7\.60 may not send as this sender/);
      smtp.refusesNullSender = false;
      expect(await tries(password)).toBeUndefined();
      await expect(tries(mailbox)).rejects.toThrow();
      expect(smtp.received).toHaveLength(3);
    } finally {
      relays.forEach((relay) => relay.onApplicationShutdown());
      await smtp.stop();
    }
  });

  it('are authorised by a code that a person types in at the sign-in service (RFC 8628)', async () => {
    const address = 'device@school.example';
    const secrets = { clientSecret: service.clientSecret };
    const device = await askForDevice(service.service, secrets);
    expect(device).toMatchObject({ userCode: expect.stringMatching(/^\w{4}-\w{4}$/), verificationUri: `${service.url}/device`, expiresInSeconds: 600, intervalSeconds: 5 });
    expect(JSON.stringify(device)).not.toContain(device.deviceCode.reveal());
    expect(await tokensForDevice(service.service, secrets, device)).toBe('pending');
    await service.typeIn(device.userCode, address);
    const tokens = await tokensForDevice(service.service, secrets, device);
    if (typeof tokens === 'string') throw new Error(tokens);

    const { mailbox, access, box } = await tokenMailbox('device');
    await world.get(MailboxTokens).authorise(mailbox.id, service.service, { clientSecret: service.clientSecret }, { actor: OPERATOR, tokens });
    await servers.get('oauthbearer')!.deliver(address, [aMail('by-device')]);
    world.watch(box, { access });
    await eventually('the mail is kept', async () => (await world.kept(box)) === 1);
    // It lives on by itself from here.
    await world.get(MailboxTokens).renew(mailbox.id);
    // The code is used up; to use it again ends all that came of it.
    await expect(tokensForDevice(service.service, secrets, device)).rejects.toThrow(TokenRefused);
  });

  it('are not authorised by a code that the person refuses, that is wrong, or where there is no such flow', async () => {
    const secrets = { clientSecret: service.clientSecret };
    const device = await askForDevice(service.service, secrets);
    await service.refuse(device.userCode);
    await expect(tokensForDevice(service.service, secrets, device)).rejects.toMatchObject({ code: 'portals.token-refused', error: 'access_denied' });
    await expect(tokensForDevice(service.service, secrets, { ...device, deviceCode: new Secret('made up') })).rejects.toThrow(TokenRefused);
    await expect(askForDevice(service.service, { clientSecret: 'wrong' })).rejects.toMatchObject({ code: 'portals.token-refused', error: 'invalid_client' });
    await expect(askForDevice({ ...service.service, deviceEndpoint: undefined }, secrets)).rejects.toThrow(/no device flow/);
    service.isAway = true;
    await expect(askForDevice(service.service, secrets)).rejects.toMatchObject({ code: 'portals.token-issuer-unreachable' }).finally(() => { service.isAway = false; });
  });

  it('say what to do when the permission was taken back', async () => {
    const { box, mailbox } = await tokenMailbox('revoked');
    await world.get(MailboxTokens).accessToken(box.id);
    await service.takeBack(box.address);
    await expect(world.get(MailboxTokens).renew(box.id)).rejects.toMatchObject({ code: 'portals.token-refused', error: 'invalid_grant' });
    await expect(world.get(MailSource).open({ host: '127.0.0.1', port: box.port, security: 'none', user: box.user, folder: 'INBOX', accessToken: (await world.get(MailboxTokens).accessToken(mailbox.id))! }))
      .rejects.toMatchObject({ code: 'intake.mailbox-sign-in-refused', message: expect.stringContaining('token refused') });
    await expect(world.get(MailboxTokens).signIn(mailbox, true)).rejects.toThrow(TokenRefused);
    expect((await row(box.id)).last_fault).toContain('invalid_grant');
    expect((await row(box.id)).last_fault).not.toContain(service.clientSecret);
  });
});
