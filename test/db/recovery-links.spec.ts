import { describe, expect, it } from '@jest/globals';
import { newTotpSecret } from '#agents';
import { PortalSignIn } from '#directory';
import { DAY_MS, MINUTE_MS, Secret } from '#kernel';
import { ExpireGrants, LookAtGrant, RedeemActivation, RedeemByCode, RedeemRecoveryLink, ReportNotMe, RevealSecret, ScrambleExpired, SendNewLink, SettleStuckActions } from '#recovery';
import { NEW_PASSWORD, OTHER_PASSWORD, Scene } from '../support/recovery-scene.js';
import { Killed, tokenOf } from '../support/recovery-world.js';

const scene = new Scene();

describe('instant recovery', () => {
  it('mails a link that survives scanners, sets the password once, and tells every address on file', async () => {
    const { number, ticketId, instant } = await scene.world.writes(scene.anna.address);
    expect(instant).toEqual({ allowed: true, because: expect.arrayContaining(['sender.one-account', 'mail.authentic']) });
    expect(await scene.world.ticket(number)).toMatchObject({ state: 'waiting' });
    const { secrets } = await scene.lastMail('recovery-link');
    expect(secrets['link']).toMatch(/^https:\/\/desk\.example\/r\/[\w-]{43}$/);
    const token = tokenOf(secrets['link']!);
    for (let scan = 0; scan < 5; scan += 1) expect(await scene.world.get(LookAtGrant).run(token, 'recovery-link')).toMatchObject({ found: true, state: 'usable', username: scene.anna.username });
    expect(await scene.world.get(LookAtGrant).run(token, 'reveal')).toEqual({ found: false });

    const redeem = scene.world.get(RedeemRecoveryLink);
    expect(await redeem.run({ token, password: 'kurz', repeat: 'kurz' })).toMatchObject({ refusal: 'recovery.password-refused', missing: expect.arrayContaining([expect.stringMatching(/^too-short:\d+$/)]) });
    expect(await redeem.run({ token, password: NEW_PASSWORD, repeat: `${NEW_PASSWORD}!` })).toMatchObject({ refusal: 'recovery.passwords-differ' });
    expect(await redeem.run({ token, password: 'das alte Passwort von Anna', repeat: 'das alte Passwort von Anna' })).toMatchObject({ refusal: 'recovery.password-refused', missing: expect.arrayContaining(['reused']) });
    expect(await redeem.run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD, ip: '192.0.2.1' })).toEqual({ allowed: true, username: scene.anna.username });
    expect(await redeem.run({ token, password: OTHER_PASSWORD, repeat: OTHER_PASSWORD })).toMatchObject({ refusal: 'recovery.link-used' });

    expect(await scene.signsIn(NEW_PASSWORD)).toMatchObject({ allowed: true, mustChange: false });
    expect((await scene.describeCase(ticketId)).state).toBe('done');
    expect(await scene.world.ticket(number)).toMatchObject({ state: 'solved' });
    for (const to of [scene.anna.address, scene.anna.second]) expect((await scene.lastMail('notice', to)).variables).toMatchObject({ event: 'password-set', actor: 'requester' });
  });

  it('is written down as binding where the second factor still works, as recovery where there is none, and every address hears of both (R14)', async () => {
    const asOf = async (to: string) => {
      const { number } = await scene.world.writes(to);
      const { secrets } = await scene.lastMail('recovery-link', to);
      expect(await scene.world.get(RedeemRecoveryLink).run({ token: tokenOf(secrets['link']!), password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
      return scene.world.rows<{ as: string }>(`select detail->>'as' as "as" from audit_entry where verb = 'grant.redeemed' and ticket_number = ?`, [number]);
    };
    const [address, second] = [`doppelt${scene.count}@post.example`, `doppelt${scene.count}@zweit.example`];
    await scene.world.person({ username: `doppelt${scene.count}`, addresses: [{ address }, { address: second, kind: 'second' }], totpSecret: new Secret(newTotpSecret()) });
    expect(await asOf(address)).toEqual([{ as: 'binding' }]);
    expect(await asOf(scene.anna.address)).toEqual([{ as: 'recovery' }]);
    for (const to of [address, second, scene.anna.address, scene.anna.second]) expect((await scene.lastMail('notice', to)).variables).toMatchObject({ event: 'password-set' });
  });

  it('gives exactly one success to eight redemptions at once (R48)', async () => {
    await scene.world.writes(scene.anna.address);
    const token = tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
    const answers = await Promise.all(Array.from({ length: 8 }, () => scene.world.get(RedeemRecoveryLink).run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD })));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'notice')).toHaveLength(1);
  });

  it.each([['before', false], ['after', true]] as const)('settles a redemption that was killed just %s the directory', async (dies, isSet) => {
    const { ticketId } = await scene.world.writes(scene.anna.address);
    const token = tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
    scene.world.directories.dies = dies;
    await expect(scene.world.get(RedeemRecoveryLink).run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD })).rejects.toBeInstanceOf(Killed);
    expect(await scene.world.get(RedeemRecoveryLink).run({ token, password: OTHER_PASSWORD, repeat: OTHER_PASSWORD })).toMatchObject({ refusal: 'recovery.link-busy' });
    scene.world.clock.moveBy(2 * MINUTE_MS);
    await scene.world.get(ExpireGrants).run();
    expect((await scene.describeCase(ticketId)).state).toBe(isSet ? 'done' : 'executing');
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'notice')).toHaveLength(isSet ? 1 : 0);
    const again = await scene.world.get(RedeemRecoveryLink).run({ token, password: OTHER_PASSWORD, repeat: OTHER_PASSWORD });
    expect(again).toMatchObject(isSet ? { refusal: 'recovery.link-used' } : { allowed: true });
    expect(await scene.signsIn(isSet ? NEW_PASSWORD : OTHER_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('activates who is not activated yet, with a password of their own', async () => {
    const username = `neu${scene.count}`;
    const address = `${username}@post.example`;
    const ref = await scene.world.person({ username, addresses: [{ address, confirmedAt: null }], state: 'pending-activation', password: undefined });
    await scene.world.writes(address, { caseType: 'activation-mail-missing' });
    const { secrets } = await scene.lastMail('activation-link', address);
    expect(await scene.world.get(RedeemActivation).run({ token: tokenOf(secrets['link']!), password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
    expect(await scene.world.account('school', ref)).toMatchObject({ state: 'active' });
    expect(await scene.world.get(PortalSignIn).signIn('school', username, NEW_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('takes the code instead of the link, and tells a stranger nothing', async () => {
    await scene.world.writes(scene.anna.address);
    const { secrets } = await scene.lastMail('recovery-link');
    const redeem = scene.world.get(RedeemByCode);
    const typed = { portalKey: 'school', password: NEW_PASSWORD, repeat: NEW_PASSWORD, ip: `198.51.100.${scene.count}` };
    const known = await redeem.run({ ...typed, login: scene.anna.username, code: 'AAAA2222' });
    const unknown = await redeem.run({ ...typed, login: 'nobody.at.all', code: 'AAAA2222' });
    expect(known).toEqual(unknown);
    expect(known).toEqual({ allowed: false, refusal: 'recovery.code-wrong' });
    expect(await redeem.run({ ...typed, login: scene.anna.address, code: secrets['code']!.toLowerCase().replace('-', ' ') })).toMatchObject({ allowed: true });
    expect(await scene.signsIn(NEW_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('closes the code path after five wrong codes, not the link', async () => {
    await scene.world.writes(scene.anna.address);
    const { secrets } = await scene.lastMail('recovery-link');
    const typed = { portalKey: 'school', login: scene.anna.username, password: NEW_PASSWORD, repeat: NEW_PASSWORD };
    for (let tries = 0; tries < 5; tries += 1) await scene.world.get(RedeemByCode).run({ ...typed, code: 'AAAA2222' });
    expect(await scene.world.get(RedeemByCode).run({ ...typed, code: secrets['code']! })).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await scene.world.get(RedeemRecoveryLink).run({ token: tokenOf(secrets['link']!), password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
  });

  it('leaves the second mail within a minute to a person, and the fourth within the hour', async () => {
    expect((await scene.world.writes(scene.anna.address)).instant.allowed).toBe(true);
    expect((await scene.world.writes(scene.anna.address)).instant).toEqual({ allowed: false, because: ['limit.too-soon'] });
    for (let more = 0; more < 2; more += 1) {
      scene.world.clock.moveBy(2 * MINUTE_MS);
      expect((await scene.world.writes(scene.anna.address)).instant.allowed).toBe(true);
    }
    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect((await scene.world.writes(scene.anna.address)).instant).toEqual({ allowed: false, because: ['limit.too-many-mails'] });
  });

  it('sends nothing when the mail is not authentic, and links nothing either', async () => {
    const { ticketId, instant } = await scene.world.writes(scene.anna.address, { authenticity: 'fail' });
    expect(instant).toEqual({ allowed: false, because: ['mail.not-authentic'] });
    expect(await scene.describeCase(ticketId)).toMatchObject({ state: 'received', account: null, candidates: [{ accountRef: scene.anna.ref, because: ['sender-address'] }] });
    expect(await scene.world.mailsTo(scene.anna.address)).toEqual([]);
  });
});

describe('an expired link', () => {
  it('says so, and gets a new one to the address on file, once a minute', async () => {
    await scene.world.writes(scene.anna.address);
    const token = tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
    scene.world.clock.moveBy(DAY_MS);
    expect(await scene.world.get(LookAtGrant).run(token, 'recovery-link')).toMatchObject({ state: 'expired', canSendNew: true });
    expect(await scene.world.get(RedeemRecoveryLink).run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ refusal: 'recovery.link-expired' });
    expect(await scene.world.get(ExpireGrants).run()).toBeGreaterThan(0);
    for (let press = 0; press < 3; press += 1) expect(await scene.world.get(SendNewLink).run({ token, ip: '192.0.2.9' })).toEqual({ done: true });
    expect(await scene.world.get(SendNewLink).run({ token: 'no such token' })).toEqual({ done: true });
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'recovery-link')).toHaveLength(2);
    const fresh = tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
    expect(await scene.world.get(RedeemRecoveryLink).run({ token: fresh, password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
  });
});

describe('a temporary password', () => {
  it('is destroyed and scrambled when nobody fetched it within 24 hours', async () => {
    const { token, code, ticketId } = await scene.getsTemporaryPassword();
    scene.world.clock.moveBy(DAY_MS);
    await scene.world.get(ExpireGrants).run();
    scene.world.directories.changes.length = 0;
    await scene.world.get(ScrambleExpired).run();
    expect(await scene.world.get(ScrambleExpired).run()).toBe(0);
    expect(scene.world.directories.changes).toContain('scramble');
    expect(await scene.world.get(RevealSecret).run({ token, code })).toMatchObject({ refusal: 'recovery.link-expired' });
    expect(await scene.world.rows(`select 1 from recovery_grant where secret_sealed is not null and state in ('used', 'expired', 'revoked', 'superseded')`)).toEqual([]);
    expect(await scene.world.events(ticketId)).toContain('password.scrambled');
  });

  it('ends 60 minutes after it was seen, unless the person chose their own', async () => {
    const { token, code } = await scene.getsTemporaryPassword();
    const revealed = await scene.world.get(RevealSecret).run({ token, code });
    if (!revealed.allowed) throw new Error(revealed.refusal);
    scene.world.clock.moveBy(61 * MINUTE_MS);
    expect(await scene.signsIn(revealed.secret.reveal())).toMatchObject({ refusal: 'portal.password-expired' });
    await scene.world.get(ScrambleExpired).run();
    expect(await scene.signsIn(revealed.secret.reveal())).toMatchObject({ refusal: 'portal.wrong-credentials' });
  });

  it('never touches a password that the person chose meanwhile', async () => {
    const { token, code } = await scene.getsTemporaryPassword();
    const revealed = await scene.world.get(RevealSecret).run({ token, code });
    if (!revealed.allowed) throw new Error(revealed.refusal);
    const session = await scene.signsIn(revealed.secret.reveal());
    if (!session.allowed) throw new Error(session.refusal);
    expect(await scene.world.get(PortalSignIn).changePassword(session.sessionToken, revealed.secret.reveal(), OTHER_PASSWORD)).toEqual({ allowed: true });
    scene.world.clock.moveBy(2 * DAY_MS);
    await scene.world.get(ScrambleExpired).run();
    expect(await scene.signsIn(OTHER_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('is not shown after five wrong codes', async () => {
    const { token, code } = await scene.getsTemporaryPassword();
    for (let tries = 0; tries < 5; tries += 1) await scene.world.get(RevealSecret).run({ token, code: 'AAAA2222' });
    expect(await scene.world.get(RevealSecret).run({ token, code })).toMatchObject({ refusal: 'recovery.link-tries-used-up' });
  });

  it.each(['before', 'after'] as const)('can be shown again when its page was killed just %s the directory', async (dies) => {
    const { token, code } = await scene.getsTemporaryPassword();
    scene.world.directories.dies = dies;
    await expect(scene.world.get(RevealSecret).run({ token, code })).rejects.toBeInstanceOf(Killed);
    const revealed = await scene.world.get(RevealSecret).run({ token, code });
    expect(revealed).toMatchObject({ allowed: true });
    if (revealed.allowed) expect(await scene.signsIn(revealed.secret.reveal())).toMatchObject({ allowed: true });
  });
});

describe('"that was not me"', () => {
  it('freezes the account at once, kills every link, and wakes the security queue', async () => {
    const { number, ticketId, token, code } = await scene.getsTemporaryPassword();
    const notice = await scene.lastMail('notice', scene.anna.second);
    const report = { token: tokenOf(notice.secrets['reportLink']!), typedNumber: notice.secrets['typedNumber']! };
    for (let scan = 0; scan < 3; scan += 1) expect(await scene.world.get(ReportNotMe).look(report.token)).toMatchObject({ state: 'usable', event: 'case-opened' === notice.variables['event'] ? 'case-opened' : 'temporary-password-issued' });
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject({ state: 'active' });
    expect(await scene.world.get(ReportNotMe).run({ ...report, typedNumber: report.typedNumber === '1000' ? '1001' : '1000' })).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await scene.world.get(ReportNotMe).run(report)).toEqual({ allowed: true, frozen: true });
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject({ state: 'frozen' });
    expect(await scene.world.ticket(number)).toMatchObject({ state: 'open', priority: 'urgent' });
    expect(await scene.world.get(RevealSecret).run({ token, code })).toMatchObject({ allowed: false });
    expect(await scene.acts(number, 'send-recovery-link')).toMatchObject({ refusal: 'recovery.account-frozen' });
    expect(await scene.describeCase(ticketId)).toMatchObject({ state: 'frozen', level: 0 });
    expect((await scene.lastMail('notice')).variables).toMatchObject({ event: 'account-frozen' });
    expect((await scene.world.writes(scene.anna.address)).instant).toMatchObject({ allowed: false, because: expect.arrayContaining(['account.frozen']) });
  });

  it('is carried out by upkeep when it was killed on the way', async () => {
    await scene.getsTemporaryPassword();
    const notice = await scene.lastMail('notice');
    scene.world.directories.dies = 'before';
    await expect(scene.world.get(ReportNotMe).run({ token: tokenOf(notice.secrets['reportLink']!), typedNumber: notice.secrets['typedNumber']! })).rejects.toBeInstanceOf(Killed);
    scene.world.clock.moveBy(2 * MINUTE_MS);
    expect(await scene.world.get(SettleStuckActions).run()).toBe(1);
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject({ state: 'frozen' });
  });
});
