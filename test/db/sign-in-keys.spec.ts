import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generate } from 'otplib';
import { IssueApiToken, ResetSecondFactor, SignIn, WatchKeyAlarms } from '#agents';
import { Alarms } from '#alarms';
import type { KeyAsked, Keys } from '#contracts';
import type { z } from 'zod';
import { openApi } from '../../apps/api/open-api.js';
import type { AgentClient } from '../support/agent-client.js';
import { PASSWORD, TestApi } from '../support/api.js';
import { INSIDE, KeyHolders, OUTSIDE, type KeyHolder } from '../support/key-holders.js';
import type { Odd } from '../support/software-authenticator.js';

const HOW = 'SPEC-1: on the phone, knew the call-back word';

describe('sign-in keys (R68)', () => {
  let api: TestApi;
  let admin: AgentClient;
  let people: KeyHolders;

  beforeAll(async () => {
    api = await TestApi.open({ REKEY_AGENTS_REQUIRE_SECOND_FACTOR: 'true', REKEY_HTTP_TRUST_PROXY: '127.0.0.1' });
    people = new KeyHolders(api);
    await people.mailbox('school');
    const boss = await people.somebody(['admin', 'auditor']);
    admin = await people.withApp(boss);
  });
  afterAll(() => api?.close());
  beforeEach(() => people.calm());

  const sql = <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => people.sql<Row>(text, values);
  const refused = async (call: Promise<AgentClient>) => {
    const { status, code, missing } = await admin.refusalOf(call);
    return { status, code, missing };
  };
  const WRONG = { status: 401, code: 'session.wrong-credentials', missing: ['key'] };
  const verbsOf = async ({ agentId }: KeyHolder): Promise<string[]> => (await sql<{ verb: string }>(`select verb from audit_entry where detail->>'agentId' = ? and verb like 'agent.%' order by sequence`, [agentId])).map(({ verb }) => verb);

  it('are bound in a fresh session, open one from outside, and say when they were used', async () => {
    const { person, made, id, here } = await people.withKey();
    expect((await here.get<z.output<typeof Keys>>('/api/v1/session/keys')).items).toEqual([expect.objectContaining({ id, name: 'blue key', lastUsedAt: null, syncs: false, suspended: false })]);
    const there = await people.comesBy(made, person);
    expect(there.session).toMatchObject({ strength: 'second-factor', keyId: id, keyIsNeeded: true, keys: 1, hasApp: true, mustEnrolSecondFactor: false });
    expect((await there.get<z.output<typeof Keys>>('/api/v1/session/keys')).items[0]!.lastUsedAt).not.toBeNull();
    expect(await there.get('/api/v1/tickets')).toEqual({ items: [], nextCursor: null });
    expect(await verbsOf(person)).toEqual(['agent.added', 'agent.second-factor-enrolled', 'agent.key-registered']);
    expect(JSON.stringify(await sql('select * from key_challenge'))).not.toContain(person.email);
  });

  it('ask for the person at the key, keep to this house, and want no maker\'s certificate', async () => {
    const { person, here, made } = await people.withKey();
    expect((await here.post<KeyAsked>('/api/v1/session/keys/start')).options).toMatchObject({
      rp: { id: 'localhost' }, attestation: 'none', authenticatorSelection: { userVerification: 'required' }, excludeCredentials: [expect.objectContaining({ id: made.credentialId })], challenge: expect.stringMatching(/^[\w-]{43,}$/),
    });
    expect((await people.asks(person)).options).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [expect.objectContaining({ id: made.credentialId })] });
    expect(await admin.refusalOf(people.client().post('/api/v1/session/key', { email: person.email, password: 'wrong' }))).toMatchObject({ status: 401, code: 'session.wrong-credentials' });
  });

  describe('from outside', () => {
    it('nothing else opens a session, however right, and the no says what to do', async () => {
      const bare = await people.somebody();
      const app = await people.somebody();
      await people.withApp(app);
      const needed = { status: 401, code: 'session.key-needed', missing: ['key', 'enrolment-code'] };
      expect(await refused(people.client(OUTSIDE).signsIn(bare.email, PASSWORD))).toEqual(needed);
      expect(await refused(people.client(OUTSIDE).signsIn(app.email, PASSWORD, await people.codeOf(app)))).toEqual(needed);
      expect(await refused(people.client(OUTSIDE).signsIn(app.email, 'wrong', await people.codeOf(app)))).toMatchObject({ code: 'session.wrong-credentials' });
      expect((await people.client(INSIDE).signsIn(app.email, PASSWORD, await people.codeOf(app))).session).toMatchObject({ strength: 'second-factor', keyIsNeeded: false });
    });

    it('the code of the app does not stand in for a key that one has: neither signing in, nor proving again, nor vouching', async () => {
      const { person, made, id } = await people.withKey();
      expect(await refused(people.client(OUTSIDE).signsIn(person.email, PASSWORD, await people.codeOf(person)))).toEqual({ status: 401, code: 'session.code-needed', missing: ['key'] });
      const there = await people.comesBy(made, person);
      expect(await there.refusalOf(there.post('/api/v1/session/proof', { code: await people.codeOf(person) }))).toMatchObject({ code: 'session.code-needed', missing: ['key'] });
      expect(await api.get(SignIn).prove({ email: person.email, password: PASSWORD, code: await people.codeOf(person), ip: OUTSIDE })).toMatchObject({ allowed: false, refusal: 'session.code-needed', missing: ['key'] });
      await sql(`update agent_session set proved_at = now() - interval '1 hour' where key_id = ?`, [id]);
      await there.post('/api/v1/session/proof', { key: made.signs(await there.post<KeyAsked>('/api/v1/session/proof/key')) });
      expect(Date.parse((await there.get<{ provedUntil: string }>('/api/v1/session')).provedUntil)).toBeGreaterThan(Date.now());
      const lines = await sql<{ detail: unknown }>(`select detail from audit_entry where verb = 'session.refused' and detail->>'agentId' = ?`, [person.agentId]);
      expect(lines.map(({ detail }) => detail)).toContainEqual({ refusal: 'session.code-needed', agentId: person.agentId, missing: ['key'] });
    });

    it('a session that was opened inside without a key is over until one comes home', async () => {
      const person = await people.somebody();
      const laptop = await people.withApp(person);
      laptop.from = OUTSIDE;
      for (const path of ['/api/v1/session', '/api/v1/tickets', '/api/v1/session/keys']) expect(await laptop.refusalOf(laptop.get(path))).toMatchObject({ status: 401, code: 'session.key-needed' });
      expect(await laptop.refusalOf(laptop.post('/api/v1/session/keys/start'))).toMatchObject({ status: 401, code: 'session.key-needed' });
      laptop.from = INSIDE;
      expect(await laptop.get('/api/v1/tickets')).toMatchObject({ items: [] });
    });

    it('the code of an administrator binds a first key, once, and opens nothing else', async () => {
      const person = await people.somebody();
      await people.withApp(person);
      const { code } = await admin.post<{ code: string }>(`/api/v1/agents/${person.agentId}/enrolment-code`, { reason: HOW });
      const come = async (more: { code?: string; enrolmentCode?: string }) => people.client(OUTSIDE).comesIn({ email: person.email, password: PASSWORD, ...more });
      expect(await refused(come({ enrolmentCode: code }))).toMatchObject({ code: 'session.code-needed', missing: ['code'] });
      expect(await refused(come({ enrolmentCode: 'AAAA-AAAA-AAAA-AAAA', code: await people.codeOf(person) }))).toEqual({ status: 401, code: 'session.wrong-credentials', missing: ['enrolment-code'] });
      const there = await come({ enrolmentCode: code.toLowerCase().replaceAll('-', ' '), code: await people.codeOf(person) });
      expect(there.session).toMatchObject({ mustEnrolSecondFactor: true, isEnrolling: true, keyId: null });
      expect(await there.refusalOf(there.get('/api/v1/tickets'))).toMatchObject({ status: 403, code: 'session.must-enrol' });
      const { made } = await people.binds(there);
      expect(await there.get('/api/v1/tickets')).toMatchObject({ items: [] });
      expect(await refused(come({ enrolmentCode: code, code: await people.codeOf(person) }))).toMatchObject({ code: 'session.wrong-credentials', missing: ['enrolment-code'] });
      expect((await people.comesBy(made, person)).session).toMatchObject({ isEnrolling: false });
      expect(await verbsOf(person)).toEqual(['agent.added', 'agent.second-factor-enrolled', 'agent.enrolment-code-issued', 'agent.enrolment-code-used', 'agent.key-registered']);
      expect(JSON.stringify(await sql('select detail from audit_entry'))).not.toContain(code.replaceAll('-', ''));
    });

    it('an enrolment code lives a day, and belongs to one person', async () => {
      const [person, other] = [await people.somebody(), await people.somebody()];
      const { code } = await admin.post<{ code: string }>(`/api/v1/agents/${person.agentId}/enrolment-code`, { reason: HOW });
      const no = { code: 'session.wrong-credentials', missing: ['enrolment-code'] };
      expect(await refused(people.client(OUTSIDE).comesIn({ email: other.email, password: PASSWORD, enrolmentCode: code }))).toMatchObject(no);
      await sql(`update agent set enrolment_code_until = now() where id = ?`, [person.agentId]);
      expect(await refused(people.client(OUTSIDE).comesIn({ email: person.email, password: PASSWORD, enrolmentCode: code }))).toMatchObject(no);
    });

    it('is everybody behind an unnamed https proxy, and networks that nobody could tell apart are refused at the start', async () => {
      const secure = { REKEY_DATABASE_URL: api.databaseUrl, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_PUBLIC_URL: 'https://desk.example', REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:9' };
      await expect(openApi({ environment: { ...secure, REKEY_AGENTS_INSIDE_NETWORKS: 'private' } })).rejects.toThrow(/REKEY_AGENTS_INSIDE_NETWORKS: needs REKEY_HTTP_TRUST_PROXY/);
      await expect(openApi({ environment: { ...secure, REKEY_AGENTS_INSIDE_NETWORKS: 'the office' } })).rejects.toThrow(/"the office" is no network/);
    });
  });

  describe('attacked', () => {
    it('an answer that is odd in any way opens nothing and binds nothing', async () => {
      const odds: Record<string, Odd> = {
        'for another origin': { origin: 'http://localhost.evil.example' }, 'for another port of this host': { origin: 'http://localhost:1' }, 'for another house': { rpId: 'evil.example' },
        'over another challenge': { challenge: 'x'.repeat(43) }, 'with nobody verified at the key': { unverified: true }, 'from inside a frame': { framed: true }, 'of another kind': { type: 'payment.get' },
      };
      const { person, made, here } = await people.withKey();
      for (const [name, odd] of Object.entries(odds)) {
        await people.calm();
        expect({ name, answer: await refused(people.comesBy(made, person, { odd })) }).toEqual({ name, answer: WRONG });
        expect({ name, ...(await here.refusalOf(people.binds(here, people.key(), odd))) }).toMatchObject({ name, status: 422, code: 'agents.key-not-accepted' });
      }
      await expect(people.comesBy(made, person)).resolves.toBeDefined();
    });

    it('a challenge is answered once, right or wrong, within its time, for what it was asked for, by whom', async () => {
      const { person, made, here } = await people.withKey();
      const stranger = await people.withKey();
      const asked = await people.asks(person);
      await people.comesBy(made, person, { asked });
      expect(await refused(people.comesBy(made, person, { asked }))).toEqual(WRONG);

      const failed = await people.asks(person);
      expect(await refused(people.comesBy(made, person, { asked: failed, odd: { origin: 'https://evil.example' } }))).toEqual(WRONG);
      expect(await refused(people.comesBy(made, person, { asked: failed }))).toEqual(WRONG);

      const slow = await people.asks(person);
      await sql(`update key_challenge set expires_at = now() where agent_id = ?`, [person.agentId]);
      expect(await refused(people.comesBy(made, person, { asked: slow }))).toEqual(WRONG);

      await people.calm();
      const forProof = await here.post<KeyAsked>('/api/v1/session/proof/key');
      expect(await refused(people.comesBy(made, person, { asked: forProof }))).toEqual(WRONG);
      const ofStranger = await people.asks(stranger.person);
      expect(await refused(people.comesBy(made, person, { asked: ofStranger }))).toEqual(WRONG);
      const other = await people.comesBy(made, person, { from: INSIDE });
      const ofOtherSession = await other.post<KeyAsked>('/api/v1/session/proof/key');
      expect(await here.refusalOf(here.post('/api/v1/session/proof', { key: made.signs(ofOtherSession) }))).toMatchObject({ status: 401, code: 'session.wrong-credentials' });
      const enrolment = await other.post<KeyAsked>('/api/v1/session/keys/start');
      expect(await here.refusalOf(here.post('/api/v1/session/keys', people.key().makes('stolen', enrolment)))).toMatchObject({ code: 'agents.key-not-accepted' });
    });

    it('another agent\'s key opens nothing, even under the name of the right one, and is not bound twice', async () => {
      const [one, other] = [await people.withKey(), await people.withKey()];
      expect(await refused(people.comesBy(other.made, one.person))).toEqual(WRONG);
      expect(await refused(people.comesBy(other.made, one.person, { odd: { credentialId: one.made.credentialId } }))).toEqual(WRONG);
      expect(await one.here.refusalOf(people.binds(one.here, other.made))).toMatchObject({ status: 409, code: 'agents.key-known' });
    });

    it('a counter that goes back, or stays, stops the key and its sessions, and calls somebody', async () => {
      const { person, made, id } = await people.withKey();
      await people.comesBy(made, person, { odd: { counter: 7 } });
      const victim = await people.comesBy(made, person, { odd: { counter: 8 } });
      expect(await refused(people.comesBy(made, person, { odd: { counter: 8 } }))).toEqual(WRONG);
      expect(await victim.refusalOf(victim.get('/api/v1/tickets'))).toMatchObject({ status: 401, code: 'session.required' });
      expect(await admin.refusalOf(people.asks(person))).toMatchObject({ status: 401, code: 'session.key-needed' });
      const alarms = async () => (await sql<{ subject: string }>(`select subject from alarm where kind = 'sign-in-key-copied' and cleared_at is null`)).map(({ subject }) => subject);
      expect(await alarms()).toEqual([`${person.code} · blue key · ${id.slice(-8)}`]);
      expect((await admin.get<z.output<typeof Keys>>(`/api/v1/agents/${person.agentId}/keys`)).items).toEqual([expect.objectContaining({ id, suspended: true })]);
      await admin.post(`/api/v1/agents/${person.agentId}/keys/${id}/removal`, { reason: HOW });
      expect(await alarms()).toEqual([]);
      expect(await verbsOf(person)).toEqual(expect.arrayContaining(['agent.key-suspended', 'agent.key-removed']));
    });

    it('a suspended key that goes with a reset of the second factor calls nobody any more', async () => {
      const { person, made } = await people.withKey();
      await people.comesBy(made, person, { odd: { counter: 7 } });
      expect(await refused(people.comesBy(made, person, { odd: { counter: 7 } }))).toEqual(WRONG);
      const open = () => sql(`select subject from alarm where kind = 'sign-in-key-copied' and cleared_at is null`);
      expect(await open()).toHaveLength(1);
      expect(await api.get(ResetSecondFactor).run(person.agentId, { kind: 'operator' })).toEqual({ allowed: true });
      expect(await open()).toEqual([]);
    });

    it('two suspended keys of one name are two alarms, and each ends with its own key', async () => {
      const { person, made, id, here } = await people.withKey();
      const other = await people.binds(here);
      for (const one of [made, other.made]) {
        await people.comesBy(one, person, { odd: { counter: 7 } });
        expect(await refused(people.comesBy(one, person, { odd: { counter: 7 } }))).toEqual(WRONG);
      }
      const open = async () => (await sql<{ subject: string }>(`select subject from alarm where kind = 'sign-in-key-copied' and cleared_at is null order by raised_at`)).map(({ subject }) => subject.slice(-8));
      expect(await open()).toEqual([id, other.id].map((one) => one.slice(-8)));
      await admin.post(`/api/v1/agents/${person.agentId}/keys/${id}/removal`, { reason: HOW });
      expect(await open()).toEqual([other.id.slice(-8)]);
      await admin.post(`/api/v1/agents/${person.agentId}/keys/${other.id}/removal`, { reason: HOW });
      expect(await open()).toEqual([]);
    });

    it('the alarm ends by itself with the key, once another was bound, and under a name that an older version gave it', async () => {
      const open = async () => (await sql<{ subject: string }>(`select subject from alarm where kind = 'sign-in-key-copied' and cleared_at is null order by subject`)).map(({ subject }) => subject);
      const suspends = async (): Promise<{ person: KeyHolder; id: string; subject: string }> => {
        const { person, made, id } = await people.withKey();
        await people.comesBy(made, person, { odd: { counter: 7 } });
        expect(await refused(people.comesBy(made, person, { odd: { counter: 7 } }))).toEqual(WRONG);
        return { person, id, subject: `${person.code} · blue key · ${id.slice(-8)}` };
      };
      const [gone, renewed, older] = [await suspends(), await suspends(), await suspends()];
      expect([await api.get(WatchKeyAlarms).run(), await open()]).toEqual([3, [gone.subject, renewed.subject, older.subject]]);

      await sql('delete from sign_in_key where id = ?', [gone.id]);
      await people.binds(await people.client().signsIn(renewed.person.email, PASSWORD, await people.codeOf(renewed.person)));
      await api.get(Alarms).clearNow('sign-in-key-copied', older.subject);
      for (const old of [older.subject, gone.subject]) await api.get(Alarms).raiseNow({ kind: 'sign-in-key-copied', subject: old.slice(0, -' · 12345678'.length) });
      expect(await open()).toHaveLength(4);
      expect([await api.get(WatchKeyAlarms).run(), await open()]).toEqual([1, [older.subject]]);

      // Looking once more is not noticing it once more.
      await api.get(WatchKeyAlarms).run();
      expect(await sql(`select count from alarm where kind = 'sign-in-key-copied' and cleared_at is null`)).toEqual([{ count: 1 }]);
      await api.get(ResetSecondFactor).run(older.person.agentId, { kind: 'operator' });
      expect([await api.get(WatchKeyAlarms).run(), await open()]).toEqual([0, []]);
    });

    it('a key that never counts goes on; one that can suddenly be copied is another', async () => {
      const { person, made } = await people.withKey();
      for (const again of [1, 2]) expect({ again, session: (await people.comesBy(made, person, { odd: { counter: 0 } })).session }).toMatchObject({ session: { strength: 'second-factor' } });
      expect(await refused(people.comesBy(made, person, { odd: { syncs: true, counter: 0 } }))).toEqual(WRONG);
    });

    it('a removed key opens nothing, not even what it had been asked before', async () => {
      const { person, made, id, here } = await people.withKey();
      const asked = await people.asks(person);
      const there = await people.comesBy(made, person);
      await here.remove(`/api/v1/session/keys/${id}`);
      expect(await there.refusalOf(there.get('/api/v1/session'))).toMatchObject({ status: 401, code: 'session.required' });
      expect(await here.get('/api/v1/session')).toMatchObject({ keys: 0, keyId: null });
      expect(await refused(people.comesBy(made, person, { asked }))).toEqual(WRONG);
      expect(await refused(people.client(OUTSIDE).signsIn(person.email, PASSWORD, await people.codeOf(person)))).toMatchObject({ code: 'session.key-needed' });
    });

    it('many wrong answers are slowed down like wrong passwords', async () => {
      const { person, made } = await people.withKey();
      const codes: string[] = [];
      for (let tries = 0; tries < 6; tries += 1) {
        const asked = await people.asks(person).catch(() => undefined);
        codes.push(asked ? (await refused(people.comesBy(made, person, { asked, odd: { unverified: true } }))).code : 'throttled');
      }
      expect(codes.slice(0, 3)).toEqual(Array(3).fill('session.wrong-credentials'));
      expect(codes.at(-1)).not.toBe('session.wrong-credentials');
    });
  });

  describe('in the hands of', () => {
    it('their owner: bound and removed after a fresh proof only, and never so that nothing is left', async () => {
      const { person, made, id, here } = await people.withKey();
      await sql(`update agent_session set proved_at = now() - interval '16 minutes' where agent_id = ?`, [person.agentId]);
      expect(await here.refusalOf(here.post('/api/v1/session/keys/start'))).toMatchObject({ status: 403, code: 'session.proof-needed' });
      expect(await here.refusalOf(here.remove(`/api/v1/session/keys/${id}`))).toMatchObject({ status: 403, code: 'session.proof-needed' });
      const there = await people.comesBy(made, person);
      expect(await there.refusalOf(there.remove(`/api/v1/session/keys/${id}`))).toMatchObject({ status: 409, code: 'agents.last-key' });
      const second = await people.binds(there);
      await there.remove(`/api/v1/session/keys/${id}`);
      expect(await there.get('/api/v1/session')).toMatchObject({ keys: 1, keyId: second.id });
      expect(await there.refusalOf(there.remove(`/api/v1/session/keys/${id}`))).toMatchObject({ status: 404, code: 'agents.key-unknown' });
    });

    it('somebody with an old session of a password alone: not bound once there is a second factor', async () => {
      const person = await people.somebody();
      const thief = await people.client().signsIn(person.email, PASSWORD);
      await people.withApp(person);
      expect(await thief.refusalOf(thief.post('/api/v1/session/keys/start'))).toMatchObject({ code: 'session.proof-needed' });
    });

    it('whoever finds a console unlocked: no app is bound beside the key, and the session is no fresher for trying', async () => {
      const person = await people.somebody(['admin']);
      const here = await people.client().signsIn(person.email, PASSWORD);
      await people.binds(here);
      const { secret } = await here.post<{ secret: string }>('/api/v1/session/second-factor');
      await sql(`update agent_session set proved_at = now() - interval '20 minutes' where agent_id = ?`, [person.agentId]);
      const needed = { status: 403, code: 'session.proof-needed', missing: ['fresh-proof'] };
      expect(await here.refusalOf(here.post('/api/v1/session/second-factor'))).toMatchObject(needed);
      expect(await here.refusalOf(here.post('/api/v1/session/second-factor/confirm', { code: await generate({ secret }) }))).toMatchObject(needed);
      expect(await here.refusalOf(here.post(`/api/v1/agents/${(await people.somebody()).agentId}/enrolment-code`, { reason: HOW }))).toMatchObject(needed);
      expect(await here.get('/api/v1/session')).toMatchObject({ hasApp: false });
      expect(await verbsOf(person)).not.toContain('agent.second-factor-enrolled');
    });

    it('whoever has an old session of a password alone: no app is bound once there is a key', async () => {
      const person = await people.somebody();
      const thief = await people.client().signsIn(person.email, PASSWORD);
      await people.binds(await people.client().signsIn(person.email, PASSWORD));
      expect(await thief.refusalOf(thief.post('/api/v1/session/second-factor'))).toMatchObject({ code: 'session.proof-needed' });
    });

    it('somebody with a key alone: it is their second factor, and the last one stays', async () => {
      const person = await people.somebody();
      const here = await people.client().signsIn(person.email, PASSWORD);
      expect(here.session).toMatchObject({ mustEnrolSecondFactor: true });
      const { made, id } = await people.binds(here);
      expect(await here.get('/api/v1/session')).toMatchObject({ mustEnrolSecondFactor: false, hasSecondFactor: true, hasApp: false });
      expect(await here.refusalOf(here.remove(`/api/v1/session/keys/${id}`))).toMatchObject({ code: 'agents.last-key' });
      expect(await refused(people.client().signsIn(person.email, PASSWORD, '123456'))).toEqual({ status: 401, code: 'session.code-needed', missing: ['key'] });
      expect((await people.comesBy(made, person, { from: INSIDE })).session).toMatchObject({ keyId: id });
    });

    it('an administrator: with a reason and a fresh proof, never for themselves, never by token; nobody else at all', async () => {
      const { person, id, here } = await people.withKey();
      const removal = `/api/v1/agents/${person.agentId}/keys/${id}/removal`;
      for (const [method, path] of [['post', removal], ['post', `/api/v1/agents/${person.agentId}/enrolment-code`]] as const) expect(await here.refusalOf(here[method](path, { reason: HOW }))).toMatchObject({ status: 403, code: 'session.forbidden' });
      expect(await here.refusalOf(here.get(`/api/v1/agents/${person.agentId}/keys`))).toMatchObject({ status: 403 });
      expect(await admin.refusalOf(admin.post(removal, { reason: ' ' }))).toMatchObject({ status: 400 });
      const boss = admin.session!.agent.id;
      expect(await admin.refusalOf(admin.post(`/api/v1/agents/${boss}/enrolment-code`, { reason: HOW }))).toMatchObject({ code: 'agents.own-account' });
      const issued = await api.get(IssueApiToken).run({ agentId: boss, name: 'script', actor: { kind: 'operator' } });
      if (!issued.allowed) throw new Error(issued.refusal);
      const byToken = await fetch(api.url + removal, { method: 'POST', headers: { authorization: `Bearer ${issued.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ reason: HOW }) });
      expect([byToken.status, ((await byToken.json()) as { code: string }).code]).toEqual([403, 'session.proof-needed']);
      await admin.post(removal, { reason: HOW });
      const [line] = await sql<{ detail: { reason: string } }>(`select detail from audit_entry where verb = 'agent.key-removed' and detail->>'keyId' = ?`, [id]);
      expect(line!.detail.reason).toBe(HOW);
    });

    it('nobody binds more than ten', async () => {
      const { person, here } = await people.withKey();
      await sql('update agent set keys = 10 where id = ?', [person.agentId]);
      expect(await here.refusalOf(here.post('/api/v1/session/keys/start'))).toMatchObject({ status: 409, code: 'agents.too-many-keys' });
    });
  });
});
