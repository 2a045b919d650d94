import { describe, expect, it } from '@jest/globals';
import { PortalSignIn } from '#directory';
import { DAY_MS, hashToken, MINUTE_MS } from '#kernel';
import { DeadLinks } from '#outbound';
import { Database } from '#persistence';
import { LookAtGrant, ProveMailbox, RecordCallBackCode, RedeemActivation, RedeemByCode, RedeemRecoveryLink, ReportNotMe, RevealSecret, SendNewLink, StartMailboxProof, StatusOfTicket } from '#recovery';
import { NEW_PASSWORD, OTHER_PASSWORD, Scene } from '../support/recovery-scene.js';
import { tokenOf } from '../support/recovery-world.js';

const scene = new Scene();
const chosen = { password: NEW_PASSWORD, repeat: NEW_PASSWORD };

async function recoveryToken(): Promise<string> {
  return tokenOf((await scene.lastMail('recovery-link')).secrets['link']!);
}

const redeems = (token: string) => scene.world.get(RedeemRecoveryLink).run({ token, ...chosen });

describe('T21: a link opens what it was made for, once, and nothing else', () => {
  it('is worth nothing behind any other page', async () => {
    await scene.world.writes(scene.anna.address);
    const token = await recoveryToken();
    const unknown = { allowed: false, refusal: 'recovery.link-unknown' };
    expect(await scene.world.get(RedeemActivation).run({ token, ...chosen })).toEqual(unknown);
    expect(await scene.world.get(RevealSecret).run({ token, code: 'AAAA2222' })).toEqual(unknown);
    expect(await scene.world.get(ProveMailbox).run({ token, code: 'AAAA2222' })).toEqual(unknown);
    expect(await scene.world.get(ReportNotMe).run({ token, typedNumber: '4711' })).toEqual(unknown);
    expect(await scene.world.get(RecordCallBackCode).run({ token, code: '123456' })).toEqual(unknown);
    expect(await scene.world.get(StatusOfTicket).run(token)).toBeUndefined();
    expect(await redeems(token)).toMatchObject({ allowed: true });
  });

  it('dies when a newer one is sent', async () => {
    await scene.world.writes(scene.anna.address);
    const old = await recoveryToken();
    scene.world.clock.moveBy(2 * MINUTE_MS);
    await scene.world.writes(scene.anna.address);
    // Nor does it leave any more, where its mail still waits.
    const mails = await scene.world.rows<{ id: string; secretsSealed: string }>(`select id, secrets_sealed as "secretsSealed" from outbound_message where kind = 'recovery-link' and recipient_canonical = ? order by id desc limit 2`, [scene.anna.address]);
    expect(await scene.world.get(Database).read((em) => Promise.all(mails.map((mail) => scene.world.get(DeadLinks).isIn(em, { ...mail, kind: 'recovery-link' }))))).toEqual([false, true]);
    expect(await redeems(old)).toMatchObject({ refusal: 'recovery.link-superseded' });
    expect(await redeems(await recoveryToken())).toMatchObject({ allowed: true });
  });

  it('dies with the address that it was sent to', async () => {
    await scene.world.writes(scene.anna.address);
    const token = await recoveryToken();
    await scene.world.rows('update builtin_address set address = ?, canonical = ? where account_id = ? and canonical = ? returning id', ['neu@post.example', `neu${scene.count}@post.example`, scene.anna.ref, scene.anna.address]);
    expect(await redeems(token)).toMatchObject({ refusal: 'recovery.link-revoked' });
    expect(await scene.world.get(LookAtGrant).run(token, 'recovery-link')).toMatchObject({ state: 'revoked' });
  });

  it('dies when the person chooses a password anywhere else, so that nobody who saw the mail undoes it', async () => {
    await scene.world.writes(scene.anna.address);
    const token = await recoveryToken();
    scene.world.clock.moveBy(MINUTE_MS);
    const session = await scene.signsIn('das alte Passwort von Anna');
    if (!session.allowed) throw new Error(session.refusal);
    expect(await scene.world.get(PortalSignIn).changePassword(session.sessionToken, 'das alte Passwort von Anna', OTHER_PASSWORD)).toEqual({ allowed: true });
    expect(await redeems(token)).toMatchObject({ refusal: 'recovery.link-revoked' });
    expect(await scene.world.get(RedeemByCode).run({ portalKey: 'school', login: scene.anna.username, code: (await scene.lastMail('recovery-link')).secrets['code']!, ...chosen })).toMatchObject({ allowed: false });
    expect(await scene.signsIn(OTHER_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('opens nobody else’s account by its code', async () => {
    await scene.world.writes(scene.anna.address);
    const { secrets } = await scene.lastMail('recovery-link');
    const other = `berta${scene.count}`;
    await scene.world.person({ username: other, addresses: [{ address: `${other}@post.example` }] });
    await scene.world.writes(`${other}@post.example`);
    expect(await scene.world.get(RedeemByCode).run({ portalKey: 'school', login: other, code: secrets['code']!, ...chosen })).toEqual({ allowed: false, refusal: 'recovery.code-wrong' });
    expect(await scene.world.get(RedeemByCode).run({ portalKey: 'chamber', login: scene.anna.username, code: secrets['code']!, ...chosen })).toEqual({ allowed: false, refusal: 'recovery.code-wrong' });
  });

  it('takes no right code after five wrong ones at the same moment', async () => {
    await scene.world.writes(scene.anna.address);
    const { secrets } = await scene.lastMail('recovery-link');
    const typed = { portalKey: 'school', login: scene.anna.username, ...chosen };
    await Promise.all(Array.from({ length: 12 }, () => scene.world.get(RedeemByCode).run({ ...typed, code: 'AAAA2222' })));
    expect(await scene.world.get(RedeemByCode).run({ ...typed, code: secrets['code']! })).toMatchObject({ allowed: false });
  });

  it('takes no more wrong codes from one place when thirty come at once than one after the other', async () => {
    const typed = { portalKey: 'school', login: 'nobody-here', code: 'AAAA2222', ...chosen, ip: '192.0.2.50' };
    const said = await Promise.all(Array.from({ length: 30 }, () => scene.world.get(RedeemByCode).run(typed)));
    expect(said.filter((one) => !one.allowed && one.refusal === 'recovery.code-wrong')).toHaveLength(20);
    expect(await scene.world.rows(`select 1 from limit_hit where "limit" = 'code-source' and subject = ?`, [hashToken('ip:192.0.2.50')])).toHaveLength(20);
  });

  it('takes no more wrong codes for an account over all of its links at once than one after the other; what only stops something counts for itself', async () => {
    const { number, token } = await scene.getsTemporaryPassword();
    const second = (await scene.describeCase((await scene.world.rows<{ id: string }>('select id from ticket where number = ?', [number]))[0]!.id)).account!.addresses.find(({ kind }) => kind === 'second')!;
    for (const more of [{}, { addressId: second.id }]) expect(await scene.world.get(StartMailboxProof).run({ ticketNumber: number, agent: scene.world.mara, ...more })).toMatchObject({ allowed: true });
    const proofs = (await Promise.all([scene.anna.address, scene.anna.second].map((address) => scene.world.mailsTo(address)))).flat().filter(({ kind }) => /^(?:mailbox|second-address)-proof$/.test(kind)).slice(-2).map(({ secrets }) => tokenOf(secrets['link']!));
    const five = <T>(work: () => Promise<T>) => Array.from({ length: 5 }, work);
    await Promise.all([...five(() => scene.world.get(RevealSecret).run({ token, code: 'AAAA2222' })), ...proofs.flatMap((proof) => five(() => scene.world.get(ProveMailbox).run({ token: proof, code: 'AAAA2222' })))]);
    const counted = () => scene.world.rows(`select 1 from limit_hit where "limit" = 'code-entry' and subject = ?`, [hashToken(`held:school/${scene.anna.ref}`)]);
    expect(await counted()).toHaveLength(10);
    const [report] = (await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'notice');
    const stops = (typedNumber: string) => scene.world.get(ReportNotMe).run({ token: tokenOf(report!.secrets['reportLink']!), typedNumber });
    expect(await stops(report!.secrets['typedNumber'] === '1000' ? '1001' : '1000')).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await counted()).toHaveLength(10);
    expect(await stops(report!.secrets['typedNumber']!)).toMatchObject({ allowed: true });
  });

  it('shows a secret once to eight who ask at once, and none after five wrong codes at once', async () => {
    const first = await scene.getsTemporaryPassword();
    const answers = await Promise.all(Array.from({ length: 8 }, () => scene.world.get(RevealSecret).run(first)));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
    scene.world.clock.moveBy(10 * MINUTE_MS);
    Object.assign(scene.world.mara, { provedAt: scene.world.clock.now() });
    // The first one used up what was proved (5.4).
    await scene.provesMailbox(first.number);
    expect(await scene.acts(first.number, 'issue-temporary-password')).toMatchObject({ allowed: true });
    const { secrets } = await scene.lastMail('temporary-password');
    const second = { token: tokenOf(secrets['link']!), code: secrets['code']! };
    await Promise.all(Array.from({ length: 8 }, () => scene.world.get(RevealSecret).run({ ...second, code: 'AAAA2222' })));
    expect(await scene.world.get(RevealSecret).run(second)).toMatchObject({ refusal: 'recovery.link-tries-used-up' });
  });
});

describe('R25, R43: a stranger with a clock', () => {
  it('waits as long for an account that is not there as for one with a link under way', async () => {
    await scene.world.writes(scene.anna.address);
    const took = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    };
    for (const login of [scene.anna.username, scene.anna.address, 'nobody.at.all', 'nobody@post.example']) {
      expect(await took(() => scene.world.get(RedeemByCode).run({ portalKey: 'school', login, code: 'AAAA2222', ...chosen }))).toBeGreaterThan(295);
      expect(await took(() => scene.world.get(PortalSignIn).signIn('school', login, 'nothing right'))).toBeGreaterThan(95);
    }
  });
});

describe('T12: a flood of requests', () => {
  it('sends three mails, and leaves one link that works', async () => {
    for (let at = 0; at < 30; at += 1) {
      await scene.world.writes(scene.anna.address);
      scene.world.clock.moveBy(90_000);
    }
    const links = (await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'recovery-link').map(({ secrets }) => tokenOf(secrets['link']!));
    expect(links).toHaveLength(3);
    for (const old of links.slice(0, -1)) expect(await redeems(old)).toMatchObject({ refusal: 'recovery.link-superseded' });
    expect(await redeems(links.at(-1)!)).toMatchObject({ allowed: true });
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject({ state: 'active' });
  });

  it('of buttons on the page of an expired link sends no more than that either', async () => {
    await scene.world.writes(scene.anna.address);
    const token = await recoveryToken();
    scene.world.clock.moveBy(DAY_MS);
    await Promise.all(Array.from({ length: 12 }, (_, at) => scene.world.get(SendNewLink).run({ token, ip: `2001:db8:0:${at}::1` })));
    expect((await scene.world.mailsTo(scene.anna.address)).filter(({ kind }) => kind === 'recovery-link')).toHaveLength(2);
  });
});

describe('T13, T14: a stranger who claims somebody’s account', () => {
  it('learns nothing of it from the status page, whatever is done for the holder', async () => {
    const eve = `eve${scene.count}@evil.example`;
    const { number, ticketId, statusToken } = await scene.world.writes(eve, { fields: { username: scene.anna.username } });
    expect((await scene.describeCase(ticketId)).account).toBeNull();
    const [{ id: caseId }] = await scene.world.rows<{ id: string }>('update recovery_case set account_ref = ?, state = ? where ticket_id = ? returning id', [scene.anna.ref, 'matched', ticketId]) as [{ id: string }];
    expect(caseId).toBeDefined();
    expect(await scene.acts(number, 'send-recovery-link')).toMatchObject({ allowed: true });
    const seen = await scene.world.get(StatusOfTicket).run(statusToken);
    expect(seen).toMatchObject({ linkSent: false, proofs: [] });
    for (const secret of [scene.anna.username, scene.anna.address, 'Beispiel']) expect(JSON.stringify(seen)).not.toContain(secret);
    expect((await scene.world.mailsTo(eve)).map(({ kind }) => kind)).toEqual([]);
    expect((await scene.world.mailsTo(scene.anna.address)).map(({ kind }) => kind)).toEqual(['recovery-link']);
  });
});

describe('T15: names that carry something', () => {
  it.each(['<a href="https://evil.example">x</a>', 'http://evil.example', 'evil.example', 'www.evil.example', 'Anna\u202Egpj', 'Anna\r\nBcc: eve@evil.example', 'x'.repeat(101)])('%j is not greeted', async (givenName) => {
    await scene.world.rows('update builtin_account set given_name = ? where id = ? returning id', [givenName, scene.anna.ref]);
    await scene.world.writes(scene.anna.address);
    expect((await scene.lastMail('recovery-link')).variables['salutationName']).toBeNull();
  });
});

describe('T22, 5.4: an agent', () => {
  it('issues no password on a proof of a quarter of an hour ago, and none as an integration', async () => {
    const { number } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    scene.world.clock.moveBy(15 * MINUTE_MS + 1);
    expect(await scene.acts(number, 'issue-temporary-password')).toMatchObject({ refusal: 'recovery.fresh-proof-needed' });
    expect(await scene.acts(number, 'unlock')).toMatchObject({ allowed: false });
  });

  it('of one portal does nothing to a ticket of another', async () => {
    const { number } = await scene.asksAPerson();
    Object.assign(scene.world.mara, { portals: ['chamber'] });
    try {
      for (const type of ['send-recovery-link', 'issue-temporary-password', 'unlock', 'freeze'] as const) expect(await scene.acts(number, type)).toMatchObject({ refusal: 'tickets.unknown' });
    } finally {
      Object.assign(scene.world.mara, { portals: [] });
    }
  });
});

describe('T25: "that was not me"', () => {
  it('freezes nothing without the number, however often it is opened or guessed', async () => {
    const { number } = await scene.asksAPerson();
    await scene.provesMailbox(number);
    const { secrets } = await scene.lastMail('notice', scene.anna.second);
    const token = tokenOf(secrets['reportLink']!);
    for (let look = 0; look < 5; look += 1) await scene.world.get(ReportNotMe).look(token);
    const wrong = secrets['typedNumber'] === '1000' ? '1001' : '1000';
    await Promise.all(Array.from({ length: 8 }, () => scene.world.get(ReportNotMe).run({ token, typedNumber: wrong })));
    expect(await scene.world.get(ReportNotMe).run({ token, typedNumber: secrets['typedNumber']! })).toMatchObject({ refusal: 'recovery.link-tries-used-up' });
    expect(await scene.world.account('school', scene.anna.ref)).toMatchObject({ state: 'active' });
  });

  it('can be said once by each link, and twice at once freezes once', async () => {
    await scene.getsTemporaryPassword();
    const { secrets } = await scene.lastMail('notice', scene.anna.second);
    const report = { token: tokenOf(secrets['reportLink']!), typedNumber: secrets['typedNumber']! };
    const answers = await Promise.all([1, 2, 3].map(() => scene.world.get(ReportNotMe).run(report)));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect((await scene.world.mailsTo(scene.anna.second)).filter(({ variables }) => variables['event'] === 'account-frozen')).toHaveLength(1);
  });
});
