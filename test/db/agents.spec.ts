import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import {
  actorOf, AddAgent, ChangeAgentPassword, csrfMatches, DisableAgent, EnrolSecondFactor, IssueApiToken, KeyNews, ListAgents, namesOfAgents, proofIsFresh, ProveAgain, ReadApiToken, ReadSession,
  ResetSecondFactor, SignIn, SignInPolicy, SignOut, TakeKey, TrainAgent, type AddAgentCommand,
} from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail, VerifyAudit } from '#audit';
import { MINUTE_MS, Sealer, Secret, StillClock } from '#kernel';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const sealer = new Sealer(new Secret('a key for specs that is long enough to be one'));
const clock = new StillClock(new Date('2026-11-23T08:00:00Z'));
const password = 'mara counts her keys';
const operator = { kind: 'operator' } as const;
let fresh: FreshDatabase;
let desk: ReturnType<typeof openDesk>;
let number = 0;

function openDesk({ database }: FreshDatabase, required: boolean) {
  const audit = new AuditTrail(sealer);
  const settings = { REQUIRE_SECOND_FACTOR: required, PHISHING_RESISTANT: 'never' as const, INSIDE_NETWORKS: '' };
  const policy = new SignInPolicy(settings, { PUBLIC_URL: 'http://localhost:3000' });
  const alarms = new Alarms(database, clock);
  const news = new KeyNews();
  const keys = new TakeKey(audit, alarms, policy, news);
  return {
    add: new AddAgent(database, audit, clock, settings),
    signIn: new SignIn(database, audit, sealer, clock, policy, keys),
    read: new ReadSession(database, clock, policy),
    signOut: new SignOut(database, audit, clock),
    prove: new ProveAgain(database, audit, sealer, clock, policy, keys),
    enrol: new EnrolSecondFactor(database, audit, sealer, clock, news),
    reset: new ResetSecondFactor(database, audit, alarms, clock, news),
    disable: new DisableAgent(database, audit, clock),
    train: new TrainAgent(database, audit, clock),
    change: new ChangeAgentPassword(database, audit, clock, news, settings),
    list: new ListAgents(database),
    issueToken: new IssueApiToken(database, audit, clock),
    readToken: new ReadApiToken(database, clock),
    verify: new VerifyAudit(database, sealer),
  };
}

beforeAll(async () => {
  fresh = await freshDatabase();
  desk = openDesk(fresh, true);
});
afterAll(() => fresh.close());

async function somebody(more: Partial<AddAgentCommand> = {}): Promise<{ agentId: string; email: string }> {
  number += 1;
  const email = more.email ?? `agent${number}@desk.example`;
  const added = await desk.add.run({ email, displayName: `Agent ${number}`, code: `a${number}`, roles: ['agent'], portals: [], password, ...more });
  if (!added.allowed) throw new Error(added.refusal);
  return { agentId: added.agentId, email };
}
async function comesIn(email: string, code?: string, ip = '192.0.2.1') {
  const answer = await desk.signIn.run({ email, password, code, ip });
  if (!answer.allowed) throw new Error(answer.refusal);
  return answer;
}
const codeOf = (secret: string, stepsAway = 0) => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) + stepsAway * 30 });
async function withSecondFactor() {
  const person = await somebody();
  const { agent: { sessionId } } = await comesIn(person.email);
  const started = await desk.enrol.start(sessionId);
  if (!started.allowed) throw new Error(started.refusal);
  expect(await desk.enrol.confirm({ sessionId, code: codeOf(started.secret) })).toEqual({ allowed: true });
  clock.moveBy(MINUTE_MS);
  return { ...person, secret: started.secret };
}

describe('adding somebody to the desk', () => {
  it('makes a password and shows it once', async () => {
    const added = await desk.add.run({ email: 'New@Desk.example', displayName: 'New', code: 'nw', roles: ['agent', 'agent'], portals: ['school'] });
    if (!added.allowed) throw new Error(added.refusal);
    expect(added.password).toMatch(/^([2-9A-HJ-NP-Z]{5}-){3}[2-9A-HJ-NP-Z]{5}$/);
    const answer = await desk.signIn.run({ email: 'new@desk.example', password: added.password });
    expect(answer).toMatchObject({ allowed: true, agent: { roles: ['agent'], portals: ['school'], mustEnrolSecondFactor: true, hasSecondFactor: false, strength: 'password' } });
  });

  it('refuses what does not fit', async () => {
    const command: AddAgentCommand = { email: 'fits@desk.example', displayName: 'Fits', code: 'fits', roles: ['agent'], portals: [] };
    expect(await desk.add.run(command)).toMatchObject({ allowed: true });
    expect(await desk.add.run({ ...command, code: 'else' })).toMatchObject({ refusal: 'agents.email-taken' });
    expect(await desk.add.run({ ...command, email: 'other@desk.example' })).toMatchObject({ refusal: 'agents.code-taken' });
    expect(await desk.add.run({ ...command, email: 'two@desk.example,x@evil.example' })).toMatchObject({ refusal: 'agents.email-invalid' });
    expect(await desk.add.run({ ...command, code: 'Long Code' })).toMatchObject({ refusal: 'agents.code-invalid' });
    expect(await desk.add.run({ ...command, roles: [] })).toMatchObject({ refusal: 'agents.no-role' });
    expect(await desk.add.run({ ...command, email: 'short@desk.example', password: 'short' })).toMatchObject({ refusal: 'agents.password-too-short', missing: ['8'] });
    expect(await openDesk(fresh, false).add.run({ ...command, email: 'short@desk.example', password: 'fourteen chars' })).toMatchObject({ refusal: 'agents.password-too-short', missing: ['15'] });
  });

  it('answers two administrators who add the same person at once', async () => {
    const command: AddAgentCommand = { email: 'twice@desk.example', displayName: 'Twice', code: 'twice', roles: ['agent'], portals: [] };
    const answers = await Promise.all([desk.add.run(command), desk.add.run(command)]);
    expect(answers.map(({ allowed }) => allowed).toSorted()).toEqual([false, true]);
  });
});

describe('knowing the procedure', () => {
  it('is written down by somebody else, counts at once, and can be taken back (R63)', async () => {
    const { agentId, email } = await somebody();
    const { token, agent } = await comesIn(email);
    const isTrained = async () => (await desk.read.run(token))?.trained;
    expect(agent.trained).toBe(false);
    expect(await desk.train.run(agentId, true, { kind: 'agent', id: agentId, strength: 'password' })).toMatchObject({ refusal: 'agents.own-account' });
    expect(await isTrained()).toBe(false);
    for (const again of [1, 2]) expect({ again, answer: await desk.train.run(agentId, true, operator) }).toMatchObject({ answer: { allowed: true } });
    expect(await isTrained()).toBe(true);
    expect((await desk.list.run()).find(({ id }) => id === agentId)).toMatchObject({ trained: true });
    expect(await desk.train.run(agentId, false, operator)).toEqual({ allowed: true });
    expect(await isTrained()).toBe(false);
    const lines = await fresh.database.read((em) => em.execute<{ verb: string }[]>(`select verb from audit_entry where detail->>'agentId' = ? and verb like 'agent.%trained' order by at, sequence`, [agentId]));
    expect(lines.map(({ verb }) => verb)).toEqual(['agent.trained', 'agent.untrained']);
    expect((await comesIn((await somebody({ trained: true })).email)).agent.trained).toBe(true);
  });
});

describe('a session', () => {
  it('belongs to the cookie, and to changing requests that know its second value', async () => {
    const { email, agentId } = await somebody({ locale: 'en' });
    const { token, csrf, agent } = await comesIn(email);
    const read = await desk.read.run(token, '192.0.2.9');
    expect(read).toMatchObject({ agentId, sessionId: agent.sessionId, email, locale: 'en', strength: 'password', ip: '192.0.2.9' });
    expect(csrfMatches(read!, csrf)).toBe(true);
    expect(csrfMatches(read!, desk.read.csrfOf(token))).toBe(true);
    expect([undefined, '', token, 'x'.repeat(43)].map((given) => csrfMatches(read!, given))).toEqual([false, false, false, false]);
    expect(await desk.read.run('another token')).toBeUndefined();
    const rows = await fresh.database.read((em) => em.execute('select * from agent_session'));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('falls asleep after half an hour of silence, and ends after twelve hours of work', async () => {
    const { email } = await somebody();
    const quiet = await comesIn(email);
    clock.moveBy(30 * MINUTE_MS - 1);
    expect(await desk.read.run(quiet.token)).toBeDefined();
    clock.moveBy(30 * MINUTE_MS);
    expect(await desk.read.run(quiet.token)).toBeUndefined();

    const busy = await comesIn(email);
    for (let minute = 20; minute < 720; minute += 20) {
      clock.moveBy(20 * MINUTE_MS);
      expect(await desk.read.run(busy.token)).toBeDefined();
    }
    clock.moveBy(20 * MINUTE_MS);
    expect(await desk.read.run(busy.token)).toBeUndefined();
  });

  it('ends with the sign-out, once and for all', async () => {
    const { email } = await somebody();
    const { token, agent } = await comesIn(email);
    await desk.signOut.run(agent.sessionId);
    await desk.signOut.run(agent.sessionId);
    expect(await desk.read.run(token)).toBeUndefined();
    expect(await desk.prove.run({ sessionId: agent.sessionId, password })).toEqual({ allowed: false, refusal: 'session.ended' });
  });

  it('is as fresh as its last proof', async () => {
    const { email } = await somebody();
    const { token, agent } = await comesIn(email);
    expect(proofIsFresh(agent, clock.now())).toBe(true);
    clock.moveBy(15 * MINUTE_MS + 1);
    expect(proofIsFresh((await desk.read.run(token))!, clock.now())).toBe(false);
    expect(await desk.prove.run({ sessionId: agent.sessionId })).toMatchObject({ refusal: 'session.password-needed' });
    expect(await desk.prove.run({ sessionId: agent.sessionId, password: 'wrong' })).toEqual({ allowed: false, refusal: 'session.wrong-credentials' });
    expect(await desk.prove.run({ sessionId: agent.sessionId, password })).toMatchObject({ allowed: true, provedUntil: new Date(clock.now().getTime() + 15 * MINUTE_MS) });
    expect(proofIsFresh((await desk.read.run(token))!, clock.now())).toBe(true);
  });

  it('ends when the agent is sent away, with the tokens', async () => {
    const { email, agentId } = await somebody();
    const { token } = await comesIn(email);
    const issued = await desk.issueToken.run({ agentId, name: 'reporting', actor: operator });
    if (!issued.allowed) throw new Error(issued.refusal);
    expect(await desk.readToken.run(issued.token)).toMatchObject({ agentId, strength: 'token', tokenId: issued.tokenId });
    expect(await desk.disable.run(agentId, { kind: 'agent', id: agentId, strength: 'password' })).toMatchObject({ refusal: 'agents.own-account' });
    expect(await desk.disable.run(agentId, operator)).toEqual({ allowed: true });
    expect(await desk.read.run(token)).toBeUndefined();
    expect(await desk.readToken.run(issued.token)).toBeUndefined();
    expect(await desk.signIn.run({ email, password })).toEqual({ allowed: false, refusal: 'session.wrong-credentials' });
    expect((await desk.list.run()).find(({ id }) => id === agentId)?.disabledAt).toEqual(clock.now());
  });

  it('survives its own change of password, the others do not', async () => {
    const { email, agentId } = await somebody();
    const [here, there] = [await comesIn(email), await comesIn(email)];
    const change = { agentId, sessionId: here.agent.sessionId, current: password, next: 'another good password' };
    expect(await desk.change.run({ ...change, current: 'wrong' })).toEqual({ allowed: false, refusal: 'session.wrong-credentials' });
    expect(await desk.change.run({ ...change, next: 'short' })).toMatchObject({ refusal: 'agents.password-too-short' });
    expect(await desk.change.run(change)).toEqual({ allowed: true });
    expect(await desk.read.run(here.token)).toBeDefined();
    expect(await desk.read.run(there.token)).toBeUndefined();
    expect(await desk.signIn.run({ email, password: 'another good password' })).toMatchObject({ allowed: true });
  });
});

describe('a second factor', () => {
  it('is in force once a code was typed, and raises the session it was typed in', async () => {
    const { email } = await somebody();
    const { token, agent: { sessionId } } = await comesIn(email);
    const started = await desk.enrol.start(sessionId);
    if (!started.allowed) throw new Error(started.refusal);
    expect(started.otpauth).toBe(`otpauth://totp/Rekey:${encodeURIComponent(email)}?secret=${started.secret}&issuer=Rekey`);
    expect(started.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(await desk.enrol.confirm({ sessionId, code: '000000' })).toMatchObject({ refusal: 'agents.second-factor-wrong-code' });
    expect((await desk.read.run(token))?.hasSecondFactor).toBe(false);
    expect(await desk.enrol.confirm({ sessionId, code: codeOf(started.secret) })).toEqual({ allowed: true });
    const read = (await desk.read.run(token))!;
    expect(read).toMatchObject({ hasSecondFactor: true, mustEnrolSecondFactor: false, strength: 'second-factor' });
    expect(actorOf(read, clock.now())).toMatchObject({ strength: 'fresh-second-factor' });
    expect(actorOf(read, new Date(clock.now().getTime() + 16 * MINUTE_MS))).toMatchObject({ strength: 'second-factor' });
    expect(await desk.enrol.start(sessionId)).toMatchObject({ refusal: 'agents.second-factor-present' });
  });

  it('is bound only in a session that was proved a moment ago, whose proof the binding is not', async () => {
    const { email } = await somebody();
    const { agent: { sessionId } } = await comesIn(email);
    const started = await desk.enrol.start(sessionId);
    if (!started.allowed) throw new Error(started.refusal);
    clock.moveBy(16 * MINUTE_MS);
    const needed = { allowed: false, refusal: 'session.proof-needed', missing: ['fresh-proof'] };
    expect(await desk.enrol.start(sessionId)).toEqual(needed);
    expect(await desk.enrol.confirm({ sessionId, code: codeOf(started.secret) })).toEqual(needed);
    expect(await desk.prove.run({ sessionId, password })).toMatchObject({ allowed: true });
    expect(await desk.enrol.confirm({ sessionId, code: codeOf(started.secret) })).toEqual({ allowed: true });
    expect(await desk.enrol.start('01980000-0000-7000-8000-000000000000')).toMatchObject({ refusal: 'session.ended' });
  });

  it('is asked for only after a right password, and is never skipped', async () => {
    const { email, secret } = await withSecondFactor();
    expect(await desk.signIn.run({ email, password: 'wrong' })).toEqual({ allowed: false, refusal: 'session.wrong-credentials' });
    expect(await desk.signIn.run({ email, password })).toEqual({ allowed: false, refusal: 'session.code-needed', missing: ['code'] });
    expect(await desk.signIn.run({ email, password, code: '000000' })).toEqual({ allowed: false, refusal: 'session.wrong-credentials', missing: ['code'] });
    expect(await desk.signIn.run({ email, password, code: codeOf(secret) })).toMatchObject({ allowed: true, agent: { strength: 'second-factor', mustEnrolSecondFactor: false } });
  });

  it('takes one step of drift, and no step twice, not even at the same time (R74)', async () => {
    const { email, secret } = await withSecondFactor();
    expect(await desk.signIn.run({ email, password, code: codeOf(secret, -2) })).toMatchObject({ allowed: false });
    expect(await desk.signIn.run({ email, password, code: codeOf(secret, -1) })).toMatchObject({ allowed: true });
    expect(await desk.signIn.run({ email, password, code: codeOf(secret, -1) })).toMatchObject({ allowed: false });
    const code = codeOf(secret);
    const answers = await Promise.all([1, 2, 3].map(() => desk.signIn.run({ email, password, code })));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(await desk.signIn.run({ email, password, code: codeOf(secret, -1) })).toMatchObject({ allowed: false });
  });

  it('is what proves the agent again', async () => {
    const { email, secret } = await withSecondFactor();
    const { agent } = await comesIn(email, codeOf(secret));
    clock.moveBy(20 * MINUTE_MS);
    expect(await desk.prove.run({ sessionId: agent.sessionId, password })).toMatchObject({ refusal: 'session.code-needed' });
    expect(await desk.prove.run({ sessionId: agent.sessionId, code: codeOf(secret) })).toMatchObject({ allowed: true });
  });

  it('is taken off by somebody else, which ends the sessions and the tokens', async () => {
    const { agentId, email, secret } = await withSecondFactor();
    const { token } = await comesIn(email, codeOf(secret));
    const issued = await desk.issueToken.run({ agentId, name: 'a program', actor: operator });
    if (!issued.allowed) throw new Error(issued.refusal);
    expect([await desk.readToken.run(issued.token), await desk.readToken.isAlive(issued.tokenId)]).toEqual([expect.anything(), true]);
    expect(await desk.reset.run(agentId, { kind: 'agent', id: agentId, strength: 'fresh-second-factor' })).toMatchObject({ refusal: 'agents.own-account' });
    expect(await desk.reset.run(agentId, operator)).toEqual({ allowed: true });
    expect(await desk.read.run(token)).toBeUndefined();
    expect([await desk.readToken.run(issued.token), await desk.readToken.isAlive(issued.tokenId)]).toEqual([undefined, false]);
    expect(await desk.signIn.run({ email, password })).toMatchObject({ allowed: true, agent: { mustEnrolSecondFactor: true } });
  });

  it('lies sealed in the database', async () => {
    const { agentId, secret } = await withSecondFactor();
    const [row] = await fresh.database.read((em) => em.execute<{ totp_secret_sealed: string }[]>('select * from agent where id = ?', [agentId]));
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(sealer.open(row!.totp_secret_sealed, `agent:${agentId}:totp`)).toBe(secret);
  });
});

describe('guessing at a sign-in', () => {
  const guess = (email: string, ip: string, more: { password?: string; knownBrowser?: string } = {}) => desk.signIn.run({ email, password: 'wrong', ip, ...more });
  const wrong = { allowed: false, refusal: 'session.wrong-credentials' };
  /** Strangers in many places guess at once, until nobody may try from anywhere. */
  const besieged = async () => {
    const person = await somebody();
    const { agent: { sessionId }, knownBrowser } = await comesIn(person.email);
    for (let host = 1; host <= 20; host += 1) expect(await guess(person.email, `198.51.100.${host}`)).toEqual(wrong);
    expect(await guess(person.email, '203.0.113.77', { password })).toMatchObject({ refusal: 'session.throttled', until: new Date(clock.now().getTime() + 4_000) });
    return { ...person, sessionId, knownBrowser: knownBrowser! };
  };

  it('gets slower with every failure from one source, and leaves others alone', async () => {
    const { email } = await somebody();
    for (let tries = 1; tries <= 4; tries += 1) expect(await guess(email, '198.51.100.5')).toEqual(wrong);
    expect(await guess(email, '198.51.100.5')).toEqual({ allowed: false, refusal: 'session.throttled', until: new Date(clock.now().getTime() + 2_000) });
    clock.moveBy(2_000);
    expect(await guess(email, '198.51.100.5')).toEqual(wrong);
    expect(await guess(email, '198.51.100.5', { password })).toMatchObject({ refusal: 'session.throttled', until: new Date(clock.now().getTime() + 4_000) });
    expect(await guess(email, '203.0.113.1', { password })).toMatchObject({ allowed: true });
    clock.moveBy(5 * MINUTE_MS);
    expect(await guess(email, '198.51.100.5', { password })).toMatchObject({ allowed: true });
  });

  it('from many sources at one address gets slower too: four looks an hour, however many they are', async () => {
    const { email } = await besieged();
    let looks = 0;
    for (let minute = 0; minute < 180; minute += 1) {
      clock.moveBy(MINUTE_MS);
      const answers = [await guess(email, `192.0.2.${minute}`), await guess(email, `203.0.113.${minute}`)];
      looks += answers.filter((answer) => !answer.allowed && answer.refusal === 'session.wrong-credentials').length;
    }
    // The waits grow from eight seconds to a quarter of an hour; from then on four of them are an hour.
    expect(looks).toBeLessThanOrEqual(18);
  });

  it('by strangers never keeps the agent out of a browser in which they signed in, nor from proving in a session that is open', async () => {
    const { email, sessionId, knownBrowser } = await besieged();
    expect(await desk.prove.run({ sessionId, password, ip: '192.0.2.1' })).toMatchObject({ allowed: true });
    expect(await guess(email, '192.0.2.9', { password, knownBrowser })).toMatchObject({ allowed: true, knownBrowser: expect.any(String) });
    // What the owner does right gives strangers nothing back.
    expect(await guess(email, '203.0.113.78')).toMatchObject({ refusal: 'session.throttled' });
  });

  it('in a known browser has limits of its own, and the mark of one agent says nothing for another', async () => {
    const { email, knownBrowser } = await besieged();
    for (let tries = 1; tries <= 4; tries += 1) expect(await guess(email, `192.0.2.${tries}`, { knownBrowser })).toEqual(wrong);
    expect(await guess(email, '192.0.2.5', { password, knownBrowser })).toMatchObject({ refusal: 'session.throttled' });
    const other = await besieged();
    expect(await guess(other.email, '192.0.2.6', { password, knownBrowser })).toMatchObject({ refusal: 'session.throttled' });
    expect(await guess(other.email, '192.0.2.6', { password, knownBrowser: other.knownBrowser.replace(/.$/, '~') })).toMatchObject({ refusal: 'session.throttled' });
  });

  it.each<[string, (who: { agentId: string; sessionId: string }) => Promise<unknown>]>([
    ['a change of the password', ({ agentId, sessionId }) => desk.change.run({ agentId, sessionId, current: password, next: password })],
    ['a reset of the second factor', ({ agentId }) => desk.reset.run(agentId, operator)],
  ])('from a browser known before %s waits like everybody', async (_, changes) => {
    const person = await besieged();
    clock.moveBy(1);
    expect(await changes(person)).toEqual({ allowed: true });
    expect(await guess(person.email, '192.0.2.9', { password, knownBrowser: person.knownBrowser })).toMatchObject({ refusal: 'session.throttled' });
  });

  it('by whoever sits at an open session is slowed down there, and in all sessions of that agent, but not at the door', async () => {
    const { email } = await somebody();
    const [first, second, third, fourth] = [await comesIn(email), await comesIn(email), await comesIn(email), await comesIn(email)];
    const prove = ({ agent: { sessionId } }: typeof first, typed = 'wrong') => desk.prove.run({ sessionId, password: typed });
    for (const session of [first, second, third]) {
      for (let tries = 1; tries <= 4; tries += 1) expect(await prove(session)).toEqual(wrong);
      expect(await prove(session, password)).toMatchObject({ refusal: 'session.throttled' });
    }
    expect(await prove(fourth, password)).toMatchObject({ refusal: 'session.throttled' });
    expect(await guess(email, '192.0.2.9', { password })).toMatchObject({ allowed: true });
    clock.moveBy(2_000);
    expect(await prove(fourth, password)).toMatchObject({ allowed: true });
  });

  it('of a burst in parallel only the free tries are looked at', async () => {
    const { email } = await somebody();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => guess(email, '198.51.100.100', { password: `guess ${index}` })));
    expect(answers.filter((answer) => !answer.allowed && answer.refusal === 'session.wrong-credentials')).toHaveLength(4);
  });

  it('leaves nothing behind at the addresses that a source names while it has to wait, nor anywhere an address in clear', async () => {
    const rows = async () => (await fresh.database.read((em) => em.execute<{ key: string }[]>('select key from sign_in_throttle'))).map(({ key }) => key);
    for (let index = 1; index <= 20; index += 1) expect(await guess(`${'x'.repeat(60)}${index}@nowhere.example`, '198.51.100.201')).toEqual(wrong);
    const before = await rows();
    for (let index = 21; index <= 40; index += 1) expect(await guess(`${'x'.repeat(60)}${index}@nowhere.example`, '198.51.100.201')).toMatchObject({ refusal: 'session.throttled' });
    expect(await rows()).toHaveLength(before.length);
    expect(before.filter((key) => !/^[a-z-]{6,20}:[\da-f]{64}$/.test(key))).toEqual([]);
  });

  it('from one source at many addresses gets slower too, and the /64 of IPv6 is one source', async () => {
    const at = (index: number) => guess(`unknown${index}@desk.example`, `2001:db8:1:2::${index.toString(16)}`);
    for (let index = 1; index <= 20; index += 1) expect(await at(index)).toEqual(wrong);
    expect(await at(21)).toMatchObject({ refusal: 'session.throttled' });
  });
});

describe('what stays', () => {
  it('gives names for display', async () => {
    const { agentId } = await somebody({ displayName: 'Mara Conrad', code: 'mc' });
    const names = await fresh.database.read((em) => namesOfAgents(em, [agentId, null, agentId]));
    expect([...names]).toEqual([[agentId, { displayName: 'Mara Conrad', code: 'mc' }]]);
  });

  it('is in an unbroken trail, without a password or a token in it', async () => {
    expect(await desk.verify.run()).toMatchObject({ ok: true });
    const text = JSON.stringify(await fresh.database.read((em) => em.execute('select * from audit_entry')));
    expect(text).not.toContain(password);
    expect(text).not.toContain('rekey_');
    expect(text).not.toContain('@desk.example');
  });
});
