import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
    expect(await check(admin, before)).toEqual({ key: 'school', created: false, changes: [] });
    const after = before.replace('minLength: 15', 'minLength: 17');
    expect(await check(admin, after)).toEqual({ key: 'school', created: false, changes: ['passwordPolicy.minLength'] });
    expect(await profileOf('school')).toBe(before);
    expect(await bringIn(admin, after)).toEqual({ key: 'school', created: false, changes: ['passwordPolicy.minLength'] });
    expect(await profileOf('school')).toBe(after);
    const trail = await rows<{ detail: unknown }>(`select detail from audit_entry where verb = 'portal.imported' and actor_kind = 'agent'`);
    expect(trail.map(({ detail }) => detail)).toEqual([{ created: false, changes: ['passwordPolicy.minLength'] }]);
  });

  it('says every place where it does not fit, and changes nothing then', async () => {
    const broken = (await profileOf('chamber')).replace('ticketPrefix: KAM', 'ticketPrefix: kam');
    for (const ask of [check, bringIn]) {
      expect(await admin.refusalOf(ask(admin, broken))).toMatchObject({ status: 422, code: 'portals.profile-invalid', missing: [expect.stringMatching(/^\d+:\d+ ticketPrefix /)] });
    }
    expect(await profileOf('chamber')).toContain('ticketPrefix: KAM');
  });

  it('takes the mails in the portal\'s own words along, all of them and nothing half', async () => {
    const plain = await profileOf('media-centre');
    expect(plain).not.toContain('\nmails:');
    const own = 'mails:\n  frame:\n    en:\n      greeting: Ahoy,\n  recovery-link:\n    de:\n      intro: hier ist der Link zu {organisation}.\n';
    expect(await check(admin, `${plain}${own}`)).toEqual({ key: 'media-centre', created: false, changes: ['mails.frame.en', 'mails.recovery-link.de'] });
    expect(await profileOf('media-centre')).toBe(plain);
    await bringIn(admin, `${plain}${own}`);
    expect(await profileOf('media-centre')).toBe(`${plain}${own}`);
    // The same again changes nothing; a file that says nothing about mails leaves them; one that names fewer takes the others back.
    expect(await bringIn(admin, `${plain}${own}`)).toMatchObject({ changes: [] });
    expect(await bringIn(admin, plain)).toMatchObject({ changes: [] });
    expect(await bringIn(admin, `${plain}mails: { frame: { en: { greeting: 'Ahoy,' } } }\n`)).toMatchObject({ changes: ['mails.recovery-link.de'] });
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
    const mara = await api.agent('mara', ['agent']);
    expect(await mara.refusalOf(mara.get('/api/v1/portals/school/profile'))).toMatchObject({ status: 403 });
  });
});
