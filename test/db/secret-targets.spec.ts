import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import { Directories, DirectorySecrets } from '#directory';
import { Sealer, Secret } from '#kernel';
import { SendSms } from '#outbound';
import { Database, ormOptions } from '#persistence';
import { exportProfile, ImportPortal, Portals, PortalSecrets, targetOfSms, type DirectorySettings, type PortalProfile } from '#portals';
import { WatchDirectories } from '#recovery';
import { examine } from '../../apps/ops/doctor/examine.js';
import { ALL_ENTITIES } from '../../apps/ops/entities.js';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';

const OPERATOR = { kind: 'operator' } as const;
const TOKEN = 'a token that may change every account';
/** The last before secrets had targets. */
const BEFORE = '20261130_1400_whoever_printed';

/** A service that answers everything with nobody, and keeps what it was told. */
class Listener {
  readonly heard: string[] = [];
  private constructor(readonly server: Server) {}

  static async start(): Promise<Listener> {
    const listener = new Listener(createServer((request, reply) => {
      listener.heard.push(`${request.url} ${request.headers.authorization ?? ''}`);
      reply.writeHead(200, { 'content-type': 'application/scim+json' }).end('{"totalResults":0,"Resources":[]}');
    }).listen(0, '127.0.0.1'));
    await once(listener.server, 'listening');
    return listener;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

describe('a secret is for one place', () => {
  let api: TestApi;
  let admin: AgentClient;
  let theirs: Listener;
  let ours: Listener;
  beforeAll(async () => {
    [api, theirs, ours] = await Promise.all([TestApi.open(), Listener.start(), Listener.start()]);
    admin = await api.agent('rosa', ['admin'], ['school']);
  });
  afterAll(async () => {
    for (const one of [theirs, ours]) one?.server.close();
    await api?.close();
  });
  beforeEach(() => {
    theirs.heard.length = 0;
    ours.heard.length = 0;
  });

  const rows = <Row>(sql: string, values: unknown[] = []) => api.get(Database).transaction((tx) => tx.execute<Row[]>(sql, values));
  const scim = (url: string, more: Partial<DirectorySettings> = {}) => ({
    kind: 'scim', url, passwordWorks: false, inactiveWait: false, privilegedGroups: [], excludedGroups: [], privilegedRoles: [], excludedRoles: [], timeoutSeconds: 10, ...more,
  } as DirectorySettings);
  const changed = async (change: Partial<PortalProfile>): Promise<string> => {
    api.get(Portals).forget();
    return exportProfile({ ...await api.get(Portals).get('school'), ...change });
  };
  /** As the operator does it, who has the command line. */
  const points = async (change: Partial<PortalProfile>): Promise<void> => {
    expect(await api.get(ImportPortal).run(await changed(change), OPERATOR)).toMatchObject({ allowed: true });
    await refreshed();
  };
  const refreshed = async (): Promise<void> => {
    api.get(Portals).forget();
    await (api.get(Directories) as unknown as { refresh(): Promise<void> }).refresh();
  };
  const asks = () => api.get(Directories).of('school').find({ username: 'anybody' });
  const alarms = () => rows<{ kind: string; subject: string; detail: { why: string } }>(`select kind, subject, detail from alarm where cleared_at is null and kind in ('directory-unreachable', 'secret-elsewhere') and portal_key = 'school' order by subject`);

  it('whoever changes where the directory is gets nothing of its secret, until somebody sets it again', async () => {
    await points({ directory: scim(`${ours.url}/v2`) });
    expect(await api.get(DirectorySecrets).set('school', new Secret(TOKEN), OPERATOR)).toBe(`scim ${ours.url}/v2`);
    expect(await asks()).toEqual([]);
    expect(ours.heard).toContainEqual(expect.stringContaining(`Bearer ${TOKEN}`));

    // An administrator of this portal, alone, with a fresh proof; another path of the same host is somebody else as well.
    for (const url of [`${theirs.url}/v2`, `${ours.url}/theirs`]) {
      await admin.post('/api/v1/portals/profiles', { yaml: await changed({ directory: scim(url) }) });
      await refreshed();
      ours.heard.length = 0;
      await expect(asks()).rejects.toMatchObject({ code: 'directory.secret-elsewhere', retry: 'later', message: expect.stringContaining(`rekey directory secret school`) });
      expect([...theirs.heard, ...ours.heard]).toEqual([]);
    }

    expect(await api.get(WatchDirectories).run()).toBe(1);
    expect(await alarms()).toEqual([{ kind: 'secret-elsewhere', subject: 'school · directory', detail: { why: expect.stringMatching(`set it again with .* points to scim ${ours.url}/theirs, and the secret was set for scim ${ours.url}/v2`) } }]);
    const said = (await examine(api.opened.app)).filter(({ what }) => what === 'directory of school');
    expect(said).toEqual([{ state: 'problem', what: 'directory of school', detail: expect.stringContaining(`now points to scim ${ours.url}/theirs`), cure: expect.stringContaining('compare it') }]);

    // Another way of reading accounts is no other place.
    await points({ directory: scim(`${ours.url}/v2/`, { timeoutSeconds: 20 }) });
    expect(await asks()).toEqual([]);
    expect(await api.get(WatchDirectories).run()).toBe(0);
    expect(await alarms()).toEqual([]);

    await points({ directory: scim(`${theirs.url}/v2`) });
    await api.get(DirectorySecrets).set('school', new Secret('their own token'), OPERATOR);
    await asks();
    expect(theirs.heard).toContainEqual(expect.stringContaining('Bearer their own token'));
    expect(await rows(`select detail from audit_entry where verb = 'directory.secret-changed' order by sequence desc limit 1`)).toEqual([{ detail: { target: `scim ${theirs.url}/v2` } }]);
  });

  it('is sealed for it: who writes another place beside it in the database opens nothing', async () => {
    await points({ directory: scim(`${ours.url}/v2`) });
    await api.get(DirectorySecrets).set('school', new Secret(TOKEN), OPERATOR);
    await points({ directory: scim(`${theirs.url}/v2`) });
    await rows(`update directory_secret set target = ? where portal_key = 'school'`, [`scim ${theirs.url}/v2`]);
    await expect(asks()).rejects.toThrow();
    expect(theirs.heard).toEqual([]);
  });

  it('can be set only when the profile names the place', async () => {
    await points({ directory: { kind: 'builtin' } });
    await expect(api.get(DirectorySecrets).set('school', new Secret(TOKEN), OPERATOR)).rejects.toMatchObject({ code: 'portals.secret-without-target', message: expect.stringContaining('first import the profile') });
    for (const name of ['sms', 'home:works']) await expect(api.get(PortalSecrets).set('school', name, new Secret('x'), OPERATOR)).rejects.toMatchObject({ code: 'portals.secret-without-target' });
    await expect(api.get(DirectorySecrets).set('nowhere', new Secret(TOKEN), OPERATOR)).rejects.toMatchObject({ code: 'portals.unknown' });
  });

  it('so is the key of a gateway, and of a sign-in service', async () => {
    const sms = { url: `${ours.url}/sms`, sender: 'Hilfe', countries: ['+49'], timeoutSeconds: 10 };
    const home = { key: 'works', name: { de: 'W', en: 'W' }, issuer: 'https://idp.example', clientId: 'rekey', scopes: ['openid'], organisations: [], match: { claim: 'sub', equals: 'ref' as const } };
    await points({ directory: { kind: 'builtin' }, sms, homeSignIn: [home] });
    await api.get(PortalSecrets).set('school', 'sms', new Secret('a key'), OPERATOR);
    await api.get(PortalSecrets).set('school', 'home:works', new Secret('a client secret'), OPERATOR);
    expect(await api.get(PortalSecrets).elsewhere(await api.get(Portals).get('school'))).toEqual([]);

    await points({ sms: { ...sms, url: `${theirs.url}/sms` }, homeSignIn: [{ ...home, issuer: 'https://idp.attacker.example' }] });
    await expect(api.get(PortalSecrets).of('school', 'sms', targetOfSms({ url: `${theirs.url}/sms` }))).rejects.toMatchObject({ code: 'portals.secret-elsewhere', retry: 'later' });
    await api.get(WatchDirectories).run();
    expect((await alarms()).map(({ kind, subject }) => [kind, subject])).toEqual([['secret-elsewhere', 'school · home:works'], ['secret-elsewhere', 'school · sms']]);
    // A message that waits is not handed to somebody else, code and number and all.
    await rows(`insert into sms_message (id, created_at, portal_key, ticket_id, recipient, text_sealed, state, give_up_at, tries) values (gen_random_uuid(), now(), 'school', gen_random_uuid(), '+4930555', ?, 'queued', now() + interval '1 hour', 0)`, ['x']);
    const [waiting] = await rows<{ id: string }>(`select id from sms_message where portal_key = 'school'`);
    await api.get(SendSms).run({ smsMessageId: waiting!.id });
    expect(await rows('select state, detail from sms_message')).toEqual([{ state: 'refused', detail: expect.stringContaining('rekey portal secret school sms') }]);
    expect(theirs.heard).toEqual([]);
  });

  it('one that does not open is said like one for another place, and keeps nobody from hearing of the rest', async () => {
    const foreign = new Sealer(new Secret('another key than that of this desk, as after a restore'));
    const target = targetOfSms((await api.get(Portals).get('school')).sms!);
    await rows(`update portal_secret set target = ?, sealed = ? where portal_key = 'school' and name = 'sms' returning 1`, [target, foreign.seal(new Secret('x'), `portal:school:sms for ${target}`)]);
    await api.get(WatchDirectories).run();
    expect(await rows(`select detail->>'why' as why from alarm where kind = 'secret-elsewhere' and subject = 'school · sms' and cleared_at is null`)).toEqual([{ why: expect.stringContaining('does not open with the present REKEY_SECRET_KEY') }]);
  });

  it('one from before is for the place that the profile named at the update, whatever it names by now', async () => {
    const sms = { url: `${ours.url}/sms`, sender: 'Hilfe', countries: ['+49'], timeoutSeconds: 10 };
    const home = { key: 'works', name: { de: 'W', en: 'W' }, issuer: 'https://idp.example', clientId: 'rekey', scopes: ['openid'], organisations: [], match: { claim: 'sub', equals: 'ref' as const } };
    await points({ directory: scim(`${ours.url}/v2`), sms, homeSignIn: [home] });
    const orm = await MikroORM.init(ormOptions(api.databaseUrl, ALL_ENTITIES, 2));
    const sealer = api.get(Sealer);
    await orm.migrator.down({ to: BEFORE });
    expect(await rows('select * from directory_secret')).toEqual([]);
    await rows(`insert into directory_secret (portal_key, sealed, changed_at) values ('school', ?, now()), ('chamber', ?, now())`, [sealer.seal(TOKEN, 'directory:school'), sealer.seal(TOKEN, 'directory:chamber')]);
    for (const name of ['sms', 'home:works', 'home:gone']) await rows(`insert into portal_secret (portal_key, name, sealed, changed_at) values ('school', ?, ?, now())`, [name, sealer.seal(`key of ${name}`, `portal:school:${name}`)]);
    await orm.migrator.up();
    await orm.close(true);

    // Nobody looked at them before the profile was changed.
    await points({ directory: scim(`${theirs.url}/v2`) });
    await expect(asks()).rejects.toMatchObject({ code: 'directory.secret-elsewhere', message: expect.stringContaining(`set for scim ${ours.url}/v2`) });
    expect(theirs.heard).toEqual([]);
    await points({ directory: scim(`${ours.url}/v2`) });
    expect(await asks()).toEqual([]);
    expect(ours.heard).toContainEqual(expect.stringContaining(`Bearer ${TOKEN}`));
    expect((await api.get(PortalSecrets).of('school', 'sms', targetOfSms(sms)))!.reveal()).toBe('key of sms');
    expect(await api.get(PortalSecrets).elsewhere(await api.get(Portals).get('school'))).toEqual([]);
    expect(await rows(`select name, target, settings_before from portal_secret where portal_key = 'school' order by name`)).toEqual([
      { name: 'home:gone', target: null, settings_before: null },
      { name: 'home:works', target: 'openid https://idp.example client "rekey"', settings_before: null },
      { name: 'sms', target: `sms ${ours.url}/sms`, settings_before: null },
    ]);
    // What was set while the profile named no directory is for none that comes later.
    await expect(api.get(DirectorySecrets).of('chamber', scim(`${theirs.url}/v2`))).rejects.toMatchObject({ code: 'directory.secret-elsewhere', message: expect.stringContaining('no place that is known') });
  });
});
