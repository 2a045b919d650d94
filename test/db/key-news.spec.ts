import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChangeAgentPassword, DisableAgent, IssueEnrolmentCode, KeyNews, ResetSecondFactor, RemoveKey } from '#agents';
import type { Locale } from '#kernel';
import { prepareTemplates, renderMail, type MailKind } from '#outbound';
import { Portals } from '#portals';
import type { AgentClient } from '../support/agent-client.js';
import { PASSWORD, TestApi } from '../support/api.js';
import { KeyHolders, type KeyHolder } from '../support/key-holders.js';

const HOW = 'SPEC-1: on the phone, knew the call-back word';

interface QueuedMail {
  readonly kind: MailKind;
  readonly locale: Locale;
  readonly portal_key: string;
  readonly variables: Record<string, unknown>;
  readonly secrets_sealed: string | null;
  readonly state: string;
  readonly automatic: boolean;
}

describe('a change of how somebody at the desk signs in (R68)', () => {
  let api: TestApi;
  let people: KeyHolders;
  let admin: AgentClient;
  let boss: KeyHolder;

  beforeAll(async () => {
    await prepareTemplates();
    api = await TestApi.open({ REKEY_AGENTS_REQUIRE_SECOND_FACTOR: 'true', REKEY_HTTP_TRUST_PROXY: '127.0.0.1' });
    people = new KeyHolders(api);
    for (const portal of ['school', 'chamber']) await people.mailbox(portal);
    boss = await people.somebody(['admin', 'auditor']);
    admin = await people.withApp(boss);
  });
  afterAll(() => api?.close());
  beforeEach(() => people.calm());

  const mailsTo = ({ email }: KeyHolder) => people.sql<QueuedMail>('select * from outbound_message where recipient = ? order by id', [email]);
  const newsFor = async (person: KeyHolder) => (await mailsTo(person)).map(({ variables: { event, keyName, by, agentCode } }) => ({ event, keyName, by, agentCode }));
  const notTold = ({ agentId }: KeyHolder) => people.sql<{ detail: object }>(`select detail from audit_entry where verb = 'agent.not-told' and detail->>'agentId' = ?`, [agentId]);
  const APP = { event: 'app-bound', keyName: null, by: 'self', agentCode: null };
  const BOUND = { event: 'key-bound', keyName: 'blue key', by: 'self', agentCode: null };
  const BY_BOSS = { keyName: null, by: 'administrator' } as const;
  const said = async (mail: QueuedMail | undefined, locale = mail!.locale) => renderMail(mail!.kind, locale, { portal: await api.get(Portals).get('chamber'), variables: mail!.variables, secrets: {} });
  const changes = async (person: KeyHolder, current: string, next: string) => {
    const [session] = await people.sql<{ id: string }>('select id from agent_session where agent_id = ? and ended_at is null', [person.agentId]);
    return api.get(ChangeAgentPassword).run({ agentId: person.agentId, sessionId: session!.id, current, next });
  };

  it('is written to them when they bind a key: what, when, which and by whom, and nothing that opens anything', async () => {
    const { person } = await people.withKey();
    const [, mail, ...more] = await mailsTo(person);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ kind: 'sign-in-key-changed', locale: 'de', portal_key: 'chamber', secrets_sealed: null, state: 'queued', automatic: true, variables: { ...BOUND, salutationName: expect.stringMatching(/^Person [a-z]$/) } });
    const [key] = await people.sql<{ created_at: string }>('select created_at from sign_in_key where agent_id = ?', [person.agentId]);
    expect(new Date(String(mail!.variables['happenedAt']))).toEqual(new Date(key!.created_at));
    const { html, text } = await said(mail);
    for (const words of ['blue key', 'ein neuer Anmeldeschlüssel', 'jemand, der mit Ihrem Zugang angemeldet war', 'Rufen Sie bitte sofort Ihre Administration an']) expect(text).toContain(words);
    expect(html + text).not.toMatch(/<a |https?:\/\/(?!www\.w3\.org)|mailto:/);
  });

  it('is written to them when they remove one', async () => {
    const { person, id, here } = await people.withKey();
    await here.remove(`/api/v1/session/keys/${id}`);
    expect(await newsFor(person)).toEqual([APP, BOUND, { ...BOUND, event: 'key-removed' }]);
  });

  it('is written to them when an administrator removes one, who is named by their code, without the reason', async () => {
    const { person, id } = await people.withKey();
    await admin.post(`/api/v1/agents/${person.agentId}/keys/${id}/removal`, { reason: HOW });
    expect(await newsFor(person)).toEqual([APP, BOUND, { event: 'key-removed', keyName: 'blue key', by: 'administrator', agentCode: boss.code }]);
    expect(JSON.stringify(await mailsTo(person))).not.toContain(HOW);
    expect(await newsFor(boss)).toEqual([APP]);
  });

  it('is written to them once when a key may have been copied', async () => {
    const { person, made } = await people.withKey();
    await people.comesBy(made, person, { odd: { counter: 7 } });
    await expect(people.comesBy(made, person, { odd: { counter: 7 } })).rejects.toThrow('session.wrong-credentials');
    await expect(people.comesBy(made, person, { odd: { counter: 7 } })).rejects.toThrow('session.key-needed');
    expect(await newsFor(person)).toEqual([APP, BOUND, { event: 'key-suspended', keyName: 'blue key', by: 'rekey', agentCode: null }]);
  });

  it('is written to them when their second factor is reset, by whomever, and not when there was none', async () => {
    const { person } = await people.withKey();
    expect(await api.get(ResetSecondFactor).run(person.agentId, { kind: 'agent', id: boss.agentId, strength: 'fresh-second-factor' })).toEqual({ allowed: true });
    const reset = { ...BY_BOSS, event: 'second-factor-reset', agentCode: boss.code };
    expect(await newsFor(person)).toEqual([APP, BOUND, reset]);
    expect(await api.get(ResetSecondFactor).run(person.agentId, { kind: 'operator' })).toEqual({ allowed: true });
    expect(await newsFor(person)).toEqual([APP, BOUND, reset]);
    await people.withApp(person);
    expect(await api.get(ResetSecondFactor).run(person.agentId, { kind: 'operator' })).toEqual({ allowed: true });
    expect(await newsFor(person)).toEqual([APP, BOUND, reset, APP, { ...reset, agentCode: null }]);
  });

  it('is written to them when they bind an app, without what is in it', async () => {
    const person = await people.somebody();
    await people.withApp(person);
    const [mail, ...more] = await mailsTo(person);
    expect([await newsFor(person), more]).toEqual([[APP], []]);
    expect((await said(mail)).text).toContain('jetzt eine App für Codes');
    expect((await said(mail, 'en')).text).toContain('An app for codes now belongs to');
    expect(JSON.stringify(mail)).not.toContain(person.secret);
  });

  it('is written to them when a code for binding a key is issued in their name: by whom, never which, nor why', async () => {
    const person = await people.somebody();
    const { code } = await admin.post<{ code: string }>(`/api/v1/agents/${person.agentId}/enrolment-code`, { reason: HOW });
    const other = await api.get(IssueEnrolmentCode).run(person.agentId, HOW, { kind: 'operator' });
    const issued = { ...BY_BOSS, event: 'enrolment-code-issued', agentCode: boss.code };
    expect([await newsFor(person), await newsFor(boss)]).toEqual([[issued, { ...issued, agentCode: null }], [APP]]);
    const mails = await mailsTo(person);
    const { text } = await said(mails[0]);
    for (const words of ['Einrichtungscode', 'nur einmal und nur 24 Stunden lang', 'Getan hat es die Administration', `Bearbeiter: ${boss.code}`]) expect(text).toContain(words);
    for (const secret of [HOW, code, 'code' in other ? other.code : '?']) expect(text + JSON.stringify(mails)).not.toContain(secret);
    await api.get(DisableAgent).run(person.agentId, { kind: 'operator' });
    expect(await api.get(IssueEnrolmentCode).run(person.agentId, HOW, { kind: 'operator' })).toMatchObject({ allowed: false });
    expect(await newsFor(person)).toHaveLength(2);
  });

  it('is written to them when the password is another one, and not when somebody tried in vain', async () => {
    const person = await people.somebody();
    await people.withApp(person);
    const next = 'neunzehn blaue elche am see';
    expect(await changes(person, 'not the password', next)).toMatchObject({ allowed: false });
    expect(await changes(person, PASSWORD, 'short')).toMatchObject({ allowed: false });
    expect(await newsFor(person)).toEqual([APP]);
    expect(await changes(person, PASSWORD, next)).toEqual({ allowed: true });
    expect(await newsFor(person)).toEqual([APP, { ...APP, event: 'password-changed' }]);
    const [, mail] = await mailsTo(person);
    expect((await said(mail)).text).toContain('Alle anderen Sitzungen sind beendet.');
    for (const password of [PASSWORD, next]) expect(JSON.stringify(mail)).not.toContain(password);
  });

  it('is no letter of whoever names the key', async () => {
    const person = await people.somebody();
    await people.binds(await people.withApp(person), people.key(), {}, 'Falsch? https://evil.example/undo, help@evil.example');
    expect(await newsFor(person)).toEqual([APP, { ...BOUND, keyName: 'Falsch? https evil example undo, help evil example' }]);
  });

  it('comes from a portal for which they work', async () => {
    const person = await people.somebody(['agent'], ['school']);
    await people.binds(await people.withApp(person));
    expect(await mailsTo(person)).toMatchObject([{ portal_key: 'school' }, { portal_key: 'school' }]);
    expect(await notTold(person)).toEqual([]);
  });

  it('happens even if nobody can be told of it, and the trail says so', async () => {
    const far = await people.somebody(['agent'], ['manufacturer']);
    await people.binds(await people.withApp(far));
    const flooded = await people.somebody();
    const here = await people.withApp(flooded);
    await people.binds(here);
    await people.sql(
      `insert into outbound_message select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'message_id', gen_random_uuid(), 'send_at', now() + interval '2 days'))).* from outbound_message m, generate_series(1, 40) where m.recipient = ?`,
      [flooded.email]);
    await people.binds(here, people.key(), {}, 'second key');
    expect(await notTold(far)).toEqual(['app-bound', 'key-bound'].map((event) => ({ detail: { agentId: far.agentId, event, refusal: 'outbound.no-mailbox' } })));
    expect(await notTold(flooded)).toEqual([{ detail: { agentId: flooded.agentId, event: 'key-bound', refusal: 'outbound.recipient-limit' } }]);
    expect(await people.sql('select keys from agent where id in (?, ?) order by keys', [far.agentId, flooded.agentId])).toEqual([{ keys: 1 }, { keys: 2 }]);
  });

  it('and the mail about it are one: neither stands where the other was not written', async () => {
    const { person, here } = await people.withKey();
    let fails = true;
    api.get(KeyNews).listen(() => (fails ? Promise.reject(new Error('killed')) : Promise.resolve()));
    const plain = await people.somebody();
    const [before] = await people.sql('select * from agent where id = ?', [plain.agentId]);
    await expect(people.binds(here)).rejects.toThrow('500');
    await expect(people.withApp(plain)).rejects.toThrow('500');
    await expect(api.get(IssueEnrolmentCode).run(plain.agentId, HOW, { kind: 'operator' })).rejects.toThrow('killed');
    await expect(changes(plain, PASSWORD, 'neunzehn blaue elche am see')).rejects.toThrow('killed');
    fails = false;
    // What is asked first of an app is there, and in force it is not.
    expect(await people.sql(`select *, null as totp_secret_sealed from agent where id = ?`, [plain.agentId])).toMatchObject([before!]);
    expect(await newsFor(plain)).toEqual([]);
    expect(await newsFor(person)).toEqual([APP, BOUND]);
    expect(await people.sql('select keys from agent where id = ?', [person.agentId])).toEqual([{ keys: 1 }]);
  });

  it('is written to nobody who was sent away', async () => {
    const { person, id } = await people.withKey();
    const operator = { kind: 'operator' } as const;
    await api.get(DisableAgent).run(person.agentId, operator);
    expect(await api.get(RemoveKey).of(person.agentId, id, HOW, operator)).toEqual({ allowed: true });
    expect(await newsFor(person)).toEqual([APP, BOUND]);
  });
});
