import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IssueApiToken } from '#agents';
import { Database } from '#persistence';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';

describe('portal profiles through the HTTP door', () => {
  let api: TestApi;
  let admin: AgentClient;
  let schoolOnly: AgentClient;
  beforeAll(async () => {
    api = await TestApi.open();
    admin = await api.agent('robin', ['admin']);
    schoolOnly = await api.agent('rosa', ['admin'], ['school']);
  });
  afterAll(() => api?.close());

  const rows = <Row>(sql: string) => api.get(Database).read((em) => em.execute<Row[]>(sql));
  const profileOf = async (key: string): Promise<string> => (await admin.get<{ yaml: string }>(`/api/v1/portals/${key}/profile`)).yaml;
  const check = (who: AgentClient, yaml: string) => who.post('/api/v1/portals/profiles/check', { yaml });
  const bringIn = (who: AgentClient, yaml: string) => who.post('/api/v1/portals/profiles', { yaml });

  it('goes out, comes in changed, and says what changes before it does', async () => {
    const before = await profileOf('school');
    expect(await check(admin, before)).toEqual({ key: 'school', created: false, weighty: [], mails: [], others: [], count: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const after = before.replace('minLength: 15', 'minLength: 17');
    const weighty = [{ path: 'passwordPolicy.minLength', before: 15, after: 17 }];
    expect(await check(admin, after)).toMatchObject({ key: 'school', created: false, weighty, others: [], count: 1 });
    expect(await profileOf('school')).toBe(before);
    const { hash } = await bringIn(admin, after) as { hash: string };
    expect(await profileOf('school')).toBe(after);
    const trail = await rows<{ detail: unknown }>(`select detail from audit_entry where verb = 'portal.imported' and actor_kind = 'agent'`);
    expect(trail.map(({ detail }) => detail)).toEqual([{ created: false, weighty, mails: [], others: [], count: 1, hash }]);
    // However often it went out and came in again.
    expect(await check(admin, await profileOf('school'))).toMatchObject({ count: 0, hash });
  });

  it('cannot be changed where it matters without the trail and the answer saying so, however much else changes', async () => {
    const before = await profileOf('service-desk');
    const queues = Array.from({ length: 201 }, (_, at) => `  - key: dummy-${at}\n    name: { de: A, en: A }\n`).join('');
    const home = 'homeSignIn:\n  - key: mine\n    name: { de: Meins, en: Mine }\n    issuer: https://idp.attacker.example\n    clientId: x\n    match: { claim: sub, equals: username }\n';
    const after = before.replace('\nqueues:\n', `\nqueues:\n${queues}`).replace('\nhomeSignIn: []\n', `\n${home}`);
    const said = { weighty: [{ path: 'homeSignIn.mine', before: null, after: expect.objectContaining({ issuer: 'https://idp.attacker.example' }) }], count: 202 };
    expect(await check(admin, after)).toMatchObject(said);
    const answer = await bringIn(admin, after) as { others: string[] };
    expect(answer).toMatchObject(said);
    expect(answer.others).toHaveLength(200);
    const [row] = await rows<{ detail: object }>(`select detail from audit_entry where chain = 'service-desk' and verb = 'portal.imported' order by sequence desc limit 1`);
    const { key: _, ...written } = answer as unknown as Record<string, unknown>;
    expect(row!.detail).toEqual(written);
  });

  it('says every place where it does not fit, and changes nothing then', async () => {
    const broken = (await profileOf('chamber')).replace('ticketPrefix: KAM', 'ticketPrefix: kam');
    for (const ask of [check, bringIn]) {
      expect(await admin.refusalOf(ask(admin, broken))).toMatchObject({ status: 422, code: 'portals.profile-invalid', missing: [expect.stringMatching(/^\d+:\d+ ticketPrefix two to five capital letters$/)], places: [{ line: expect.any(Number), column: 15, path: 'ticketPrefix', code: 'ticket-prefix', values: [] }] });
    }
    expect(await profileOf('chamber')).toContain('ticketPrefix: KAM');
  });

  it('takes the mails in the portal\'s own words along, all of them and nothing half', async () => {
    const plain = await profileOf('media-centre');
    expect(plain).not.toContain('\nmails:');
    const own = 'mails:\n  frame:\n    en:\n      greeting: Ahoy,\n  recovery-link:\n    de:\n      intro: hier ist der Link zu {organisation}.\n';
    expect(await check(admin, `${plain}${own}`)).toMatchObject({ key: 'media-centre', created: false, weighty: [], mails: ['mails.frame.en', 'mails.recovery-link.de'], others: [], count: 2 });
    expect(await profileOf('media-centre')).toBe(plain);
    await bringIn(admin, `${plain}${own}`);
    expect(await profileOf('media-centre')).toBe(`${plain}${own}`);
    // The same again changes nothing; a file that says nothing about mails leaves them; one that names fewer takes the others back.
    expect(await bringIn(admin, `${plain}${own}`)).toMatchObject({ count: 0 });
    expect(await bringIn(admin, plain)).toMatchObject({ count: 0 });
    expect(await bringIn(admin, `${plain}mails: { frame: { en: { greeting: 'Ahoy,' } } }\n`)).toMatchObject({ mails: ['mails.recovery-link.de'], count: 1 });
    const words = await admin.get<{ version: number; sentences: { key: string; own: string | null }[]; history: { by: string | null }[] }>('/api/v1/wordings/media-centre/recovery-link/de');
    expect(words).toMatchObject({ version: 2, history: [{ by: 'robin' }, { by: 'robin' }] });
    expect(words.sentences.filter(({ own: said }) => said !== null)).toEqual([]);
    expect(await rows(`select verb from audit_entry where verb like 'wording.%' order by sequence`)).toEqual([{ verb: 'wording.saved' }, { verb: 'wording.saved' }, { verb: 'wording.reset' }]);
    // One sentence that does not fit keeps the whole file out.
    const broken = `${plain.replace('#1e3a8a', '#1e3a8b')}mails:\n  recovery-link:\n    de:\n      until: Der Link gilt nicht lange.\n      constructor: x\n  no-such-mail: {}\n`;
    const at = plain.split('\n').length;
    expect(await admin.refusalOf(bringIn(admin, broken))).toMatchObject({
      status: 422, code: 'portals.profile-invalid', missing: expect.arrayContaining([
        `${at + 3}:14 mails.recovery-link.de.until lost {expiresInWords}, which the shipped sentence says`,
        expect.stringContaining('mails.recovery-link.de.constructor this mail has no sentence "constructor"'),
        expect.stringContaining('mails.no-such-mail there is no mail "no-such-mail"'),
      ]),
    });
    expect(await admin.refusalOf(bringIn(admin, broken))).toMatchObject({
      places: expect.arrayContaining([
        { line: at + 3, column: 14, path: 'mails.recovery-link.de.until', code: 'mail-variable-lost', values: ['expiresInWords'] },
        expect.objectContaining({ path: 'mails.no-such-mail', code: 'no-mail', values: ['no-such-mail'] }),
      ]),
    });
    expect(await profileOf('media-centre')).toBe(`${plain}mails:\n  frame:\n    en:\n      greeting: Ahoy,\n`);
  });

  it('belongs to those who serve the portal, and wants a fresh proof', async () => {
    const chamber = await profileOf('chamber');
    expect(await schoolOnly.refusalOf(schoolOnly.get('/api/v1/portals/chamber/profile'))).toMatchObject({ status: 404, code: 'portals.unknown' });
    for (const yaml of [chamber, chamber.replace('key: chamber', 'key: brand-new').replace('ticketPrefix: KAM', 'ticketPrefix: NEW')]) {
      for (const ask of [check, bringIn]) expect(await schoolOnly.refusalOf(ask(schoolOnly, yaml))).toMatchObject({ status: 404, code: 'portals.unknown' });
    }
    await rows(`update agent_session set proved_at = now() - interval '20 minutes'`);
    expect(await admin.refusalOf(bringIn(admin, chamber))).toMatchObject({ status: 403, code: 'session.proof-needed' });
    expect(await check(admin, chamber)).toMatchObject({ key: 'chamber' });
    // The same words, outside the file: no other rule, not even for going back to the shipped ones.
    for (const words of [{ intro: 'hallo.' }, {}]) expect(await admin.refusalOf(admin.patch('/api/v1/wordings/school/recovery-link/de', { words, version: 0 }))).toMatchObject({ status: 403, code: 'session.proof-needed', missing: ['fresh-proof'] });
    const [{ id }] = await rows<{ id: string }>(`select id from agent where email = 'robin@desk.example'`) as [{ id: string }];
    const issued = await api.get(IssueApiToken).run({ agentId: id, name: 'script', actor: { kind: 'operator' } });
    if (!issued.allowed) throw new Error(issued.refusal);
    const byToken = (method: string, body?: object) => fetch(`${api.url}/api/v1/wordings/school/recovery-link/de`, { method, headers: { authorization: `Bearer ${issued.token}`, ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }) });
    expect((await byToken('GET')).status).toBe(200);
    const refused = await byToken('PATCH', { words: { intro: 'hallo.' }, version: 0 });
    expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ code: 'session.proof-needed' })]);
    expect(await rows(`select 1 from wording where portal_key = 'school'`)).toEqual([]);
    const mara = await api.agent('mara', ['agent']);
    expect(await mara.refusalOf(mara.get('/api/v1/portals/school/profile'))).toMatchObject({ status: 403 });
  });
});
