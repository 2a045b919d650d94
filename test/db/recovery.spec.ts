import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VerifyAudit } from '#audit';
import { PortalSignIn } from '#directory';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import {
  CompareFacts, DescribeCase, ExpireGrants, LinkAccount, LookAtGrant, ProveMailbox, RecordCallBackCode, RedeemActivation, RedeemByCode, RedeemRecoveryLink, ReportNotMe, RequestAction, RevealSecret,
  ScrambleExpired, SearchCandidates, SendNewLink, SettleStuckActions, StartCallBack, StartMailboxProof, StatusOfTicket,
} from '#recovery';
import { Killed, recoveryWorld, tokenOf, type RecoveryWorld, type SeenMail } from '../support/recovery-world.js';

const NEW_PASSWORD = 'Drei Birnen am Kai 7';
const OTHER_PASSWORD = 'Vier Kraniche im Herbst';
let world: RecoveryWorld;
let count = 0;
/** A new person for every test, so that limits of one do not reach another. */
let anna: { ref: string; username: string; address: string; second: string };

beforeAll(async () => {
  world = await recoveryWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  count += 1;
  const username = `anna${count}`;
  const address = `${username}@post.example`;
  const second = `${username}@zweitpost.example`;
  anna = {
    username, address, second,
    ref: await world.person({ username, addresses: [{ address }, { address: second, kind: 'second' }], phones: [{ number: `+4930555${String(count).padStart(4, '0')}` }], facts: { birthDate: '2009-04-01', postcode: '10115' } }),
  };
  Object.assign(world.mara, { provedAt: world.clock.now() });
  world.directories.dies = undefined;
});
afterEach(async () => {
  expect(await world.get(VerifyAudit).run()).toMatchObject({ ok: true });
});

async function lastMail(kind: SeenMail['kind'], to = anna.address): Promise<SeenMail> {
  const mail = (await world.mailsTo(to)).filter((one) => one.kind === kind).at(-1);
  if (!mail) throw new Error(`no mail ${kind} to ${to}`);
  return mail;
}
const signsIn = (password: string) => world.get(PortalSignIn).signIn('school', anna.username, password);
const acts = (number: string, type: Parameters<RequestAction['run']>[0]['type'], idempotencyKey = `key-${Math.random()}`) => world.get(RequestAction).run({ ticketNumber: number, agent: world.mara, type, idempotencyKey });
const describeCase = async (ticketId: string) => (await world.get(DescribeCase).run(ticketId, world.mara))!;
async function provesMailbox(number: string): Promise<void> {
  expect(await world.get(StartMailboxProof).run({ ticketNumber: number, agent: world.mara })).toMatchObject({ allowed: true });
  const { secrets } = await lastMail('mailbox-proof');
  expect(await world.get(ProveMailbox).run({ token: tokenOf(secrets['link']!), code: secrets['code']! })).toEqual({ allowed: true });
}
/** Anna's mail cannot be answered by itself: she writes of something else beside it. */
const asksAPerson = () => world.writes(anna.address, { recognition: { instant: { allowed: false, because: ['several-problems'] } } });
async function getsTemporaryPassword(): Promise<{ number: string; ticketId: string; token: string; code: string }> {
  const { number, ticketId } = await asksAPerson();
  await provesMailbox(number);
  expect(await acts(number, 'issue-temporary-password')).toMatchObject({ allowed: true, state: 'done' });
  const { secrets } = await lastMail('temporary-password');
  return { number, ticketId, token: tokenOf(secrets['link']!), code: secrets['code']! };
}

describe('instant recovery', () => {
  it('mails a link that survives scanners, sets the password once, and tells every address on file', async () => {
    const { number, ticketId, instant } = await world.writes(anna.address);
    expect(instant).toEqual({ allowed: true, because: expect.arrayContaining(['sender.one-account', 'mail.authentic']) });
    expect(await world.ticket(number)).toMatchObject({ state: 'waiting' });
    const { secrets } = await lastMail('recovery-link');
    expect(secrets['link']).toMatch(/^https:\/\/desk\.example\/r\/[\w-]{43}$/);
    const token = tokenOf(secrets['link']!);
    for (let scan = 0; scan < 5; scan += 1) expect(await world.get(LookAtGrant).run(token, 'recovery-link')).toMatchObject({ found: true, state: 'usable', username: anna.username });
    expect(await world.get(LookAtGrant).run(token, 'reveal')).toEqual({ found: false });

    const redeem = world.get(RedeemRecoveryLink);
    expect(await redeem.run({ token, password: 'kurz', repeat: 'kurz' })).toMatchObject({ refusal: 'recovery.password-refused', missing: expect.arrayContaining([expect.stringMatching(/^too-short:\d+$/)]) });
    expect(await redeem.run({ token, password: NEW_PASSWORD, repeat: `${NEW_PASSWORD}!` })).toMatchObject({ refusal: 'recovery.passwords-differ' });
    expect(await redeem.run({ token, password: 'das alte Passwort von Anna', repeat: 'das alte Passwort von Anna' })).toMatchObject({ refusal: 'recovery.password-refused', missing: expect.arrayContaining(['reused']) });
    expect(await redeem.run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD, ip: '192.0.2.1' })).toEqual({ allowed: true, username: anna.username });
    expect(await redeem.run({ token, password: OTHER_PASSWORD, repeat: OTHER_PASSWORD })).toMatchObject({ refusal: 'recovery.link-used' });

    expect(await signsIn(NEW_PASSWORD)).toMatchObject({ allowed: true, mustChange: false });
    expect((await describeCase(ticketId)).state).toBe('done');
    expect(await world.ticket(number)).toMatchObject({ state: 'solved' });
    for (const to of [anna.address, anna.second]) expect((await lastMail('notice', to)).variables).toMatchObject({ event: 'password-set', actor: 'requester' });
  });

  it('gives exactly one success to eight redemptions at once (R48)', async () => {
    await world.writes(anna.address);
    const token = tokenOf((await lastMail('recovery-link')).secrets['link']!);
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.get(RedeemRecoveryLink).run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD })));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect((await world.mailsTo(anna.address)).filter(({ kind }) => kind === 'notice')).toHaveLength(1);
  });

  it.each([['before', false], ['after', true]] as const)('settles a redemption that was killed just %s the directory', async (dies, isSet) => {
    const { ticketId } = await world.writes(anna.address);
    const token = tokenOf((await lastMail('recovery-link')).secrets['link']!);
    world.directories.dies = dies;
    await expect(world.get(RedeemRecoveryLink).run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD })).rejects.toBeInstanceOf(Killed);
    expect(await world.get(RedeemRecoveryLink).run({ token, password: OTHER_PASSWORD, repeat: OTHER_PASSWORD })).toMatchObject({ refusal: 'recovery.link-busy' });
    world.clock.moveBy(2 * MINUTE_MS);
    await world.get(ExpireGrants).run();
    expect((await describeCase(ticketId)).state).toBe(isSet ? 'done' : 'executing');
    expect((await world.mailsTo(anna.address)).filter(({ kind }) => kind === 'notice')).toHaveLength(isSet ? 1 : 0);
    const again = await world.get(RedeemRecoveryLink).run({ token, password: OTHER_PASSWORD, repeat: OTHER_PASSWORD });
    expect(again).toMatchObject(isSet ? { refusal: 'recovery.link-used' } : { allowed: true });
    expect(await signsIn(isSet ? NEW_PASSWORD : OTHER_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('activates who is not activated yet, with a password of their own', async () => {
    const username = `neu${count}`;
    const address = `${username}@post.example`;
    const ref = await world.person({ username, addresses: [{ address, confirmedAt: null }], state: 'pending-activation', password: undefined });
    await world.writes(address, { caseType: 'activation-mail-missing' });
    const { secrets } = await lastMail('activation-link', address);
    expect(await world.get(RedeemActivation).run({ token: tokenOf(secrets['link']!), password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
    expect(await world.account('school', ref)).toMatchObject({ state: 'active' });
    expect(await world.get(PortalSignIn).signIn('school', username, NEW_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('takes the code instead of the link, and tells a stranger nothing', async () => {
    await world.writes(anna.address);
    const { secrets } = await lastMail('recovery-link');
    const redeem = world.get(RedeemByCode);
    const typed = { portalKey: 'school', password: NEW_PASSWORD, repeat: NEW_PASSWORD, ip: `198.51.100.${count}` };
    const known = await redeem.run({ ...typed, login: anna.username, code: 'AAAA2222' });
    const unknown = await redeem.run({ ...typed, login: 'nobody.at.all', code: 'AAAA2222' });
    expect(known).toEqual(unknown);
    expect(known).toEqual({ allowed: false, refusal: 'recovery.code-wrong' });
    expect(await redeem.run({ ...typed, login: anna.address, code: secrets['code']!.toLowerCase().replace('-', ' ') })).toMatchObject({ allowed: true });
    expect(await signsIn(NEW_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('closes the code path after five wrong codes, not the link', async () => {
    await world.writes(anna.address);
    const { secrets } = await lastMail('recovery-link');
    const typed = { portalKey: 'school', login: anna.username, password: NEW_PASSWORD, repeat: NEW_PASSWORD };
    for (let tries = 0; tries < 5; tries += 1) await world.get(RedeemByCode).run({ ...typed, code: 'AAAA2222' });
    expect(await world.get(RedeemByCode).run({ ...typed, code: secrets['code']! })).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await world.get(RedeemRecoveryLink).run({ token: tokenOf(secrets['link']!), password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
  });

  it('leaves the second mail within a minute to a person, and the fourth within the hour', async () => {
    expect((await world.writes(anna.address)).instant.allowed).toBe(true);
    expect((await world.writes(anna.address)).instant).toEqual({ allowed: false, because: ['limit.too-soon'] });
    for (let more = 0; more < 2; more += 1) {
      world.clock.moveBy(2 * MINUTE_MS);
      expect((await world.writes(anna.address)).instant.allowed).toBe(true);
    }
    world.clock.moveBy(2 * MINUTE_MS);
    expect((await world.writes(anna.address)).instant).toEqual({ allowed: false, because: ['limit.too-many-mails'] });
  });

  it('sends nothing when the mail is not authentic, and links nothing either', async () => {
    const { ticketId, instant } = await world.writes(anna.address, { authenticity: 'fail' });
    expect(instant).toEqual({ allowed: false, because: ['mail.not-authentic'] });
    expect(await describeCase(ticketId)).toMatchObject({ state: 'received', account: null, candidates: [{ accountRef: anna.ref, because: ['sender-address'] }] });
    expect(await world.mailsTo(anna.address)).toEqual([]);
  });
});

describe('an expired link', () => {
  it('says so, and gets a new one to the address on file, once a minute', async () => {
    await world.writes(anna.address);
    const token = tokenOf((await lastMail('recovery-link')).secrets['link']!);
    world.clock.moveBy(DAY_MS);
    expect(await world.get(LookAtGrant).run(token, 'recovery-link')).toMatchObject({ state: 'expired', canSendNew: true });
    expect(await world.get(RedeemRecoveryLink).run({ token, password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ refusal: 'recovery.link-expired' });
    expect(await world.get(ExpireGrants).run()).toBeGreaterThan(0);
    for (let press = 0; press < 3; press += 1) expect(await world.get(SendNewLink).run({ token, ip: '192.0.2.9' })).toEqual({ done: true });
    expect(await world.get(SendNewLink).run({ token: 'no such token' })).toEqual({ done: true });
    expect((await world.mailsTo(anna.address)).filter(({ kind }) => kind === 'recovery-link')).toHaveLength(2);
    const fresh = tokenOf((await lastMail('recovery-link')).secrets['link']!);
    expect(await world.get(RedeemRecoveryLink).run({ token: fresh, password: NEW_PASSWORD, repeat: NEW_PASSWORD })).toMatchObject({ allowed: true });
  });
});

describe('the agent\'s way', () => {
  it('goes over a mailbox proof to a password that is shown once and must be changed', async () => {
    const { number, ticketId } = await asksAPerson();
    const before = await describeCase(ticketId);
    expect(before.account?.addresses[0]?.masked).toBe('a•••@p•••.example');
    expect(before.actions.find(({ type }) => type === 'issue-temporary-password')).toMatchObject({ locked: true, why: { code: 'recovery.level-too-low', missing: ['points:3'] } });
    expect(await acts(number, 'issue-temporary-password')).toMatchObject({ allowed: false, refusal: 'recovery.level-too-low', missing: ['points:3'] });

    await world.get(StartMailboxProof).run({ ticketNumber: number, agent: world.mara });
    const proof = await lastMail('mailbox-proof');
    const token = tokenOf(proof.secrets['link']!);
    expect(await world.get(ProveMailbox).run({ token, code: 'AAAA2222' })).toMatchObject({ refusal: 'recovery.code-wrong', missing: ['tries:4'] });
    expect(await world.get(ProveMailbox).run({ token, code: proof.secrets['code']! })).toEqual({ allowed: true });
    expect(await world.get(ProveMailbox).run({ token, code: proof.secrets['code']! })).toMatchObject({ refusal: 'recovery.link-used' });
    expect((await lastMail('notice', anna.second)).variables).toMatchObject({ event: 'case-opened' });
    expect(await describeCase(ticketId)).toMatchObject({ state: 'ready', level: 1, points: 3 });

    const [first, second] = await Promise.all([acts(number, 'issue-temporary-password', 'one-press'), acts(number, 'issue-temporary-password', 'one-press')]);
    expect(first).toMatchObject({ allowed: true });
    expect(second).toMatchObject({ allowed: true, actionId: (first as { actionId: string }).actionId });
    expect((await world.mailsTo(anna.address)).filter(({ kind }) => kind === 'temporary-password')).toHaveLength(1);

    const mail = await lastMail('temporary-password');
    const link = { token: tokenOf(mail.secrets['link']!), code: mail.secrets['code']! };
    for (let scan = 0; scan < 3; scan += 1) expect(await world.get(RevealSecret).look(link.token)).toMatchObject({ state: 'usable' });
    const shown = await Promise.all(Array.from({ length: 4 }, () => world.get(RevealSecret).run(link)));
    const revealed = shown.filter((one) => one.allowed);
    expect(revealed).toHaveLength(1);
    const { secret, endsAt } = revealed[0] as Extract<(typeof shown)[number], { allowed: true }>;
    expect(endsAt).toEqual(new Date(world.clock.now().getTime() + HOUR_MS));
    expect(await world.get(RevealSecret).run(link)).toMatchObject({ refusal: 'recovery.link-used' });
    expect(await world.account('school', anna.ref)).toMatchObject({ mustChangePassword: true, temporaryPasswordExpiresAt: endsAt });
    expect(await signsIn(secret.reveal())).toMatchObject({ allowed: true, mustChange: true });
    const rows = await world.rows<{ text: string }>(`select coalesce(json_agg(g)::text, '') || coalesce((select json_agg(a)::text from audit_entry a), '') || coalesce((select json_agg(o)::text from outbox_job o), '') || coalesce((select json_agg(m)::text from outbound_message m), '') as text from recovery_grant g`);
    for (const clear of [secret.reveal(), link.token, link.code, token]) expect(rows[0]!.text).not.toContain(clear);
    for (const verb of ['proof.started', 'evidence.recorded', 'action.done', 'secret.revealed']) expect(await world.events(ticketId)).toContain(verb);
  });

  it.each(['before', 'after'] as const)('settles a temporary password that was killed just %s the directory, with a new one', async (dies) => {
    const { number, ticketId } = await asksAPerson();
    await provesMailbox(number);
    world.directories.dies = dies;
    await expect(acts(number, 'issue-temporary-password', 'killed')).rejects.toBeInstanceOf(Killed);
    expect(await acts(number, 'issue-temporary-password', 'killed')).toMatchObject({ allowed: true, state: 'approved' });
    expect(await acts(number, 'unlock')).toMatchObject({ allowed: false });
    expect(await world.get(SettleStuckActions).run()).toBe(0);
    world.clock.moveBy(2 * MINUTE_MS);
    const [one, other] = await Promise.all([world.get(SettleStuckActions).run(), world.get(SettleStuckActions).run()]);
    expect(one + other).toBe(1);
    expect(await acts(number, 'issue-temporary-password', 'killed')).toMatchObject({ allowed: true, state: 'done' });
    expect((await world.mailsTo(anna.address)).filter(({ kind }) => kind === 'temporary-password')).toHaveLength(1);
    const { secrets } = await lastMail('temporary-password');
    const revealed = await world.get(RevealSecret).run({ token: tokenOf(secrets['link']!), code: secrets['code']! });
    expect(revealed).toMatchObject({ allowed: true });
    if (revealed.allowed) expect(await signsIn(revealed.secret.reveal())).toMatchObject({ allowed: true, mustChange: true });
    expect((await describeCase(ticketId)).actionHistory).toMatchObject([{ type: 'issue-temporary-password', state: 'done' }]);
  });

  it('lets only the latest attempt write the result when the first was slow, not dead', async () => {
    const { number } = await asksAPerson();
    await provesMailbox(number);
    let goesOn = (): void => undefined;
    world.directories.slow = new Promise((resolve) => (goesOn = resolve));
    const slow = acts(number, 'issue-temporary-password', 'slow');
    await new Promise((resolve) => setTimeout(resolve, 300));
    world.clock.moveBy(2 * MINUTE_MS);
    expect(await world.get(SettleStuckActions).run()).toBe(1);
    goesOn();
    expect(await slow).toMatchObject({ allowed: true, state: 'done' });
    expect((await world.mailsTo(anna.address)).filter(({ kind }) => kind === 'temporary-password')).toHaveLength(1);
  });

  it('unlocks once the requester is recognised, and a killed unlock is not done twice', async () => {
    await world.rows('update builtin_account set state = ? where id = ? returning id', ['locked', anna.ref]);
    const { number } = await asksAPerson();
    expect(await acts(number, 'unlock')).toMatchObject({ refusal: 'recovery.level-too-low' });
    await provesMailbox(number);
    world.directories.dies = 'after';
    await expect(acts(number, 'unlock', 'key-unlock')).rejects.toBeInstanceOf(Killed);
    world.clock.moveBy(2 * MINUTE_MS);
    world.directories.changes.length = 0;
    expect(await world.get(SettleStuckActions).run()).toBe(1);
    expect(world.directories.changes).toEqual([]);
    expect(await world.account('school', anna.ref)).toMatchObject({ state: 'active' });
    expect((await lastMail('notice')).variables).toMatchObject({ event: 'account-unlocked' });
  });

  it('needs a fresh proof of the agent for what touches a credential', async () => {
    const { number, ticketId } = await asksAPerson();
    await provesMailbox(number);
    world.clock.moveBy(16 * MINUTE_MS);
    expect(await acts(number, 'issue-temporary-password')).toMatchObject({ refusal: 'recovery.fresh-proof-needed' });
    expect((await describeCase(ticketId)).actions.find(({ type }) => type === 'issue-temporary-password')?.why?.code).toBe('recovery.fresh-proof-needed');
    expect(await acts(number, 'send-recovery-link')).toMatchObject({ allowed: true, state: 'done' });
  });

  it('links only what the server offered, and searches only for a ticket', async () => {
    const stranger = await world.writes('somebody@elsewhere.example', { fields: { username: anna.username } });
    expect(stranger.instant.allowed).toBe(false);
    const other = await world.person({ username: `otto${count}`, givenName: 'Otto', addresses: [{ address: `otto${count}@post.example` }] });
    const link = world.get(LinkAccount);
    expect((await describeCase(stranger.ticketId)).candidates).toMatchObject([{ accountRef: anna.ref, because: ['username'], maskedAddress: 'a•••@p•••.example' }]);
    expect(await acts(stranger.number, 'send-recovery-link')).toMatchObject({ refusal: 'recovery.account-not-linked' });
    expect(await link.run({ ticketNumber: stranger.number, agent: world.mara, accountRef: other })).toMatchObject({ refusal: 'recovery.not-a-candidate' });
    expect(await world.get(SearchCandidates).run({ ticketNumber: stranger.number, agent: world.mara, query: { username: `otto${count}`, name: ' ' } })).toMatchObject({ candidates: [{ accountRef: other, because: ['username'] }] });
    expect(await link.run({ ticketNumber: stranger.number, agent: world.mara, accountRef: other })).toEqual({ allowed: true });
    expect(await link.run({ ticketNumber: stranger.number, agent: { ...world.mara, roles: ['auditor'] }, accountRef: anna.ref })).toMatchObject({ refusal: 'agents.not-permitted' });
    expect(await acts(stranger.number, 'tell-username')).toMatchObject({ allowed: true });
    expect(await world.mailsTo('somebody@elsewhere.example')).toEqual([]);
    expect((await lastMail('tell-username', `otto${count}@post.example`)).variables).toMatchObject({ username: `otto${count}`, agentCode: 'ma' });
  });
});

describe('facts and a call', () => {
  const facts = { serialNumber: 'PL204X', customerNumber: 'C-88301' };
  async function petraAsks() {
    const username = `petra${count}`;
    const address = `${username}@altewerke.example`;
    const ref = await world.person({ portalKey: 'manufacturer', username, givenName: 'Petra', addresses: [{ address }], phones: [{ number: `+4940555${String(count).padStart(4, '0')}` }], facts });
    const ticket = await world.writes(`${username}@neuewerke.example`, { portalKey: 'manufacturer', caseType: 'lost-email-access', fields: { username } });
    await world.get(LinkAccount).run({ ticketNumber: ticket.number, agent: world.mara, accountRef: ref });
    return { ...ticket, ref, address };
  }

  it('gives no level for facts alone, stops after three tries, and keeps none of them', async () => {
    const { number, ticketId, address } = await petraAsks();
    const compare = world.get(CompareFacts);
    expect(await compare.run({ ticketNumber: number, agent: world.mara, facts: { serialNumber: 'PL204X' } })).toMatchObject({ refusal: 'recovery.too-few-facts', missing: ['facts:1'] });
    expect(await compare.run({ ticketNumber: number, agent: world.mara, facts: { ...facts, customerNumber: 'C-1' } })).toMatchObject({ outcome: 'failed', matched: 1, compared: 2, triesLeft: 2 });
    expect(await compare.run({ ticketNumber: number, agent: world.mara, facts })).toMatchObject({ outcome: 'proved', matched: 2, triesLeft: 1 });
    expect(await describeCase(ticketId)).toMatchObject({ level: 0, points: 0 });
    await compare.run({ ticketNumber: number, agent: world.mara, facts });
    expect(await compare.run({ ticketNumber: number, agent: world.mara, facts })).toMatchObject({ refusal: 'recovery.facts-off' });
    const [row] = await world.rows<{ text: string }>(`select (select json_agg(e)::text from evidence e) || (select json_agg(a)::text from audit_entry a) as text`);
    for (const fact of Object.values(facts)) expect(row!.text).not.toContain(fact);
    expect((await lastMail('notice', address)).variables).toMatchObject({ event: 'case-opened' });
  });

  it('is a proof when the requester types what was read out over the phone on file; the agent cannot', async () => {
    const { number, ticketId, statusToken } = await petraAsks();
    const { phones } = (await describeCase(ticketId)).account!;
    const started = await world.get(StartCallBack).run({ ticketNumber: number, agent: world.mara, phoneId: phones[0]!.id });
    if (!started.allowed) throw new Error(started.refusal);
    expect(started.call).toMatchObject({ number: expect.stringMatching(/^\+4940555/), code: expect.stringMatching(/^\d{6}$/) });
    const record = world.get(RecordCallBackCode);
    expect(await world.get(StatusOfTicket).run(statusToken)).toMatchObject({ ticketNumber: number, callBack: { expiresAt: expect.any(Date) } });
    expect(await record.run({ ticketNumber: number, agent: world.mara, code: started.call.code })).toMatchObject({ refusal: 'recovery.requester-types-code' });
    expect(await record.run({ token: statusToken, code: started.call.code === '000000' ? '000001' : '000000' })).toMatchObject({ refusal: 'recovery.code-wrong', missing: ['tries:4'] });
    expect(await record.run({ token: statusToken, code: started.call.code })).toMatchObject({ outcome: 'proved' });
    expect(await record.run({ token: statusToken, code: started.call.code })).toMatchObject({ refusal: 'recovery.no-call-under-way' });
    expect(await describeCase(ticketId)).toMatchObject({ level: 1, points: 3 });
  });

  it('ends a call after ten minutes, and voids the proof when the number leaves the account', async () => {
    const { number, ticketId, statusToken, ref } = await petraAsks();
    const { phones } = (await describeCase(ticketId)).account!;
    const start = () => world.get(StartCallBack).run({ ticketNumber: number, agent: world.mara, phoneId: phones[0]!.id });
    const late = await start();
    world.clock.moveBy(10 * MINUTE_MS);
    expect(await world.get(RecordCallBackCode).run({ token: statusToken, code: late.allowed ? late.call.code : '' })).toMatchObject({ refusal: 'recovery.no-call-under-way' });
    const inTime = await start();
    expect(await world.get(RecordCallBackCode).run({ token: statusToken, code: inTime.allowed ? inTime.call.code : '' })).toMatchObject({ outcome: 'proved' });
    await world.rows('update builtin_phone set number = ? where account_id = ? returning id', ['+49401111111', ref]);
    expect(await describeCase(ticketId)).toMatchObject({ level: 0, evidence: [{ kind: 'call-back', voided: true }] });
  });
});

describe('a temporary password', () => {
  it('is destroyed and scrambled when nobody fetched it within 24 hours', async () => {
    const { token, code, ticketId } = await getsTemporaryPassword();
    world.clock.moveBy(DAY_MS);
    await world.get(ExpireGrants).run();
    expect(await world.get(ScrambleExpired).run()).toBe(1);
    expect(await world.get(ScrambleExpired).run()).toBe(0);
    expect(await world.get(RevealSecret).run({ token, code })).toMatchObject({ refusal: 'recovery.link-expired' });
    expect(await world.rows(`select 1 from recovery_grant where secret_sealed is not null and state in ('used', 'expired', 'revoked', 'superseded')`)).toEqual([]);
    expect(await world.events(ticketId)).toContain('password.scrambled');
  });

  it('ends 60 minutes after it was seen, unless the person chose their own', async () => {
    const { token, code } = await getsTemporaryPassword();
    const revealed = await world.get(RevealSecret).run({ token, code });
    if (!revealed.allowed) throw new Error(revealed.refusal);
    world.clock.moveBy(61 * MINUTE_MS);
    expect(await signsIn(revealed.secret.reveal())).toMatchObject({ refusal: 'portal.password-expired' });
    expect(await world.get(ScrambleExpired).run()).toBe(1);
    expect(await signsIn(revealed.secret.reveal())).toMatchObject({ refusal: 'portal.wrong-credentials' });
  });

  it('never touches a password that the person chose meanwhile', async () => {
    const { token, code } = await getsTemporaryPassword();
    const revealed = await world.get(RevealSecret).run({ token, code });
    if (!revealed.allowed) throw new Error(revealed.refusal);
    const session = await signsIn(revealed.secret.reveal());
    if (!session.allowed) throw new Error(session.refusal);
    expect(await world.get(PortalSignIn).changePassword(session.sessionToken, revealed.secret.reveal(), OTHER_PASSWORD)).toEqual({ allowed: true });
    world.clock.moveBy(2 * DAY_MS);
    expect(await world.get(ScrambleExpired).run()).toBe(0);
    expect(await signsIn(OTHER_PASSWORD)).toMatchObject({ allowed: true });
  });

  it('is not shown after five wrong codes', async () => {
    const { token, code } = await getsTemporaryPassword();
    for (let tries = 0; tries < 5; tries += 1) await world.get(RevealSecret).run({ token, code: 'AAAA2222' });
    expect(await world.get(RevealSecret).run({ token, code })).toMatchObject({ refusal: 'recovery.link-tries-used-up' });
  });

  it.each(['before', 'after'] as const)('can be shown again when its page was killed just %s the directory', async (dies) => {
    const { token, code } = await getsTemporaryPassword();
    world.directories.dies = dies;
    await expect(world.get(RevealSecret).run({ token, code })).rejects.toBeInstanceOf(Killed);
    const revealed = await world.get(RevealSecret).run({ token, code });
    expect(revealed).toMatchObject({ allowed: true });
    if (revealed.allowed) expect(await signsIn(revealed.secret.reveal())).toMatchObject({ allowed: true });
  });
});

describe('"that was not me"', () => {
  it('freezes the account at once, kills every link, and wakes the security queue', async () => {
    const { number, ticketId, token, code } = await getsTemporaryPassword();
    const notice = await lastMail('notice', anna.second);
    const report = { token: tokenOf(notice.secrets['reportLink']!), typedNumber: notice.secrets['typedNumber']! };
    for (let scan = 0; scan < 3; scan += 1) expect(await world.get(ReportNotMe).look(report.token)).toMatchObject({ state: 'usable', event: 'case-opened' === notice.variables['event'] ? 'case-opened' : 'temporary-password-issued' });
    expect(await world.account('school', anna.ref)).toMatchObject({ state: 'active' });
    expect(await world.get(ReportNotMe).run({ ...report, typedNumber: report.typedNumber === '1000' ? '1001' : '1000' })).toMatchObject({ refusal: 'recovery.code-wrong' });
    expect(await world.get(ReportNotMe).run(report)).toEqual({ allowed: true, frozen: true });
    expect(await world.account('school', anna.ref)).toMatchObject({ state: 'frozen' });
    expect(await world.ticket(number)).toMatchObject({ state: 'open', priority: 'urgent' });
    expect(await world.get(RevealSecret).run({ token, code })).toMatchObject({ allowed: false });
    expect(await acts(number, 'send-recovery-link')).toMatchObject({ refusal: 'recovery.account-frozen' });
    expect(await describeCase(ticketId)).toMatchObject({ state: 'frozen', level: 0 });
    expect((await lastMail('notice')).variables).toMatchObject({ event: 'account-frozen' });
    expect((await world.writes(anna.address)).instant).toMatchObject({ allowed: false, because: expect.arrayContaining(['account.frozen']) });
  });

  it('is carried out by upkeep when it was killed on the way', async () => {
    await getsTemporaryPassword();
    const notice = await lastMail('notice');
    world.directories.dies = 'before';
    await expect(world.get(ReportNotMe).run({ token: tokenOf(notice.secrets['reportLink']!), typedNumber: notice.secrets['typedNumber']! })).rejects.toBeInstanceOf(Killed);
    world.clock.moveBy(2 * MINUTE_MS);
    expect(await world.get(SettleStuckActions).run()).toBe(1);
    expect(await world.account('school', anna.ref)).toMatchObject({ state: 'frozen' });
  });
});
