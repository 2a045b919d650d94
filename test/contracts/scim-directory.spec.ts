import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { DirectoryCannot, DirectoryMemory, DirectoryRefused, DirectoryUnreachable, ScimDirectory } from '#directory';
import { Secret, StillClock, SystemClock } from '#kernel';
import { DirectorySettingsSchema, type SettingsOf } from '#portals';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { startScimServer, type ScimServer } from '../support/directories/scim-server.js';
import { directoryContract, type AccountToMake } from './directory.contract.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
let server: ScimServer;
let fresh: FreshDatabase;

beforeAll(async () => {
  [server, fresh] = await Promise.all([startScimServer(), freshDatabase()]);
});
afterAll(async () => {
  await server?.stop();
  await fresh?.close();
});

function directoryOf({ token = server.token, portalKey = 'scim', ...more }: Partial<SettingsOf<'scim'>> & { readonly token?: string; readonly portalKey?: string } = {}): ScimDirectory {
  const settings = DirectorySettingsSchema.parse({ kind: 'scim', url: server.url, passwordWorks: true, timeoutSeconds: 2, ...more }) as SettingsOf<'scim'>;
  const clock = new SystemClock();
  return new ScimDirectory({ portalKey, settings, secrets: { of: async () => new Secret(token) }, clock, memory: new DirectoryMemory(portalKey, fresh.database, clock) });
}

async function makeAccount({ username, givenName, familyName, addresses, phone, facts = {}, privileged, password, group, relations = [], registration }: AccountToMake): Promise<string> {
  const answer = await fetch(`${server.url}/Users`, {
    method: 'POST', headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE], userName: username, name: { givenName, familyName }, active: registration === undefined, password: password.reveal(),
      emails: addresses.map((value, at) => ({ value, type: at === 0 ? 'work' : 'home', primary: at === 0 })), ...(phone && { phoneNumbers: [{ value: phone, type: 'work' }] }), ...(privileged && { roles: [{ value: 'admin' }] }),
      ...(facts.postcode && { addresses: [{ type: 'work', postalCode: facts.postcode }] }), [ENTERPRISE]: { ...(facts.customerNumber && { employeeNumber: facts.customerNumber }), ...(group && { department: group }), ...(relations[0] && { manager: { value: relations[0].ref } }) },
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { id: string }).id;
}

/** What the service's own sign-in page would say. */
async function signIn(username: string, password: Secret): Promise<'in' | 'out'> {
  const row = [...server.rows.values()].find((one) => String(one['userName']).toLowerCase() === username.toLowerCase());
  return row?.['active'] !== false && row?.['password'] === password.reveal() ? 'in' : 'out';
}

/** A directory of a portal of its own whose clock stands still, for what somebody died in. */
function leftBehind(portalKey: string) {
  const clock = new StillClock(new Date());
  const settings = DirectorySettingsSchema.parse({ kind: 'scim', url: server.url, passwordWorks: true, timeoutSeconds: 2 }) as SettingsOf<'scim'>;
  const directory = new ScimDirectory({ portalKey, settings, secrets: { of: async () => new Secret(server.token) }, clock, memory: new DirectoryMemory(portalKey, fresh.database, clock) });
  const setEnabled = jest.spyOn(directory as unknown as { setEnabled(ref: string, enabled: boolean): Promise<void> }, 'setEnabled');
  const password = new Secret('gelbe giraffen');
  const make = async (username: string) => ({ ref: await makeAccount({ username, givenName: 'Le', familyName: 'Ft', addresses: [], password }), signsIn: () => signIn(username, password) });
  return { directory, clock, setEnabled, make };
}

function switchElsewhere(username: string, active: boolean): void {
  Object.assign([...server.rows.values()].find((one) => one['userName'] === username)!, { active });
}

directoryContract('SCIM 2.0 (scimmy)', async () => ({
  directory: directoryOf({ inactiveWait: true }), onlyApprovals: true, onlyRelation: 'manager', spelledOut: true, crowd: 60,
  naming: directoryOf, missingGroups: ['gone', '../Users', 'portal-admins'],
  promotions: {
    'an entitlement': async ({ ref }) => void Object.assign(server.rows.get(ref)!, { entitlements: [{ value: 'tenant-owner' }] }),
    'a group that the service tells of the user': async ({ ref }) => void Object.assign(server.rows.get(ref)!, { groups: [{ value: 'g1', display: 'Portal Administrators' }] }),
    'a group above the only one that the service tells of the user': async ({ ref }) => {
      Object.assign(server.rows.get(ref)!, { groups: [{ value: 'house', display: 'house' }] });
      server.groups.set('house', [ref]).set('Tenant-Owners', ['house']);
    },
    'a group in a group that is asked': async ({ ref }) => void server.groups.set('quiet', [ref]).set('Portal-Admins', ['quiet']),
  },
  elsewhere: { open: async (username) => switchElsewhere(username, true), shut: async (username) => switchElsewhere(username, false) },
  makeAccount, signIn, openSession: async () => undefined, forgetsPasswords: true, noPlaceFor: ['serialNumber', 'birthDate', 'contractNumber'], close: async () => undefined,
  behind: (port) => directoryOf({ url: `http://127.0.0.1:${port}/scim`, timeoutSeconds: 1 }), port: () => Number(new URL(server.url).port), powerless: async () => directoryOf({ token: 'yesterday' }),
}));

describe('a SCIM service in the field', () => {
  it('that may ignore passwords is given none', async () => {
    const ref = await makeAccount({ username: 'ignored', givenName: 'Ig', familyName: 'Nored', addresses: [], password: new Secret('gelbe giraffen') });
    await expect(directoryOf({ passwordWorks: false }).setPassword(ref, new Secret('blaue nashörner'), randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
    expect(await signIn('ignored', new Secret('gelbe giraffen'))).toBe('in');
  });

  it('that does not take our token is unreachable, not a no about the account', async () => {
    await expect(directoryOf({ token: 'yesterday' }).find({ username: 'anybody' })).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
  });

  it('behind a page of a proxy has done nothing, and its account is not gone', async () => {
    const proxy = createServer((_request, response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<html>'));
    let status = 200;
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const directory = directoryOf({ url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/scim` });
    for (status of [200, 404]) {
      await expect(directory.get('x')).rejects.toMatchObject({ code: 'directory.unreachable' });
      await expect(directory.freeze('x', randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable' });
    }
    proxy.close();
  });

  it('that lost an account before it was deleted has it gone', async () => {
    const ref = await makeAccount({ username: 'lost', givenName: 'Lo', familyName: 'St', addresses: [], password: new Secret('gelbe giraffen') });
    const directory = directoryOf();
    await directory.disable(ref, randomUUID());
    // Somebody else is faster, after we looked.
    jest.spyOn(server.rows, 'delete').mockImplementationOnce(() => {
      server.rows.delete(ref);
      return false;
    });
    const operation = randomUUID();
    await directory.deleteAccount(ref, operation);
    expect(await directory.happened(operation)).toBe(true);
    expect(await directory.get(ref)).toBeUndefined();
  });

  it('without a rule for them knows no registrations; with one for a kind of user only those wait', async () => {
    const password = new Secret('gelbe giraffen');
    const [applicant, other] = [await makeAccount({ username: 'applicant', givenName: 'Ap', familyName: 'Plicant', addresses: [], password }), await makeAccount({ username: 'former', givenName: 'For', familyName: 'Mer', addresses: [], password })];
    Object.assign(server.rows.get(applicant)!, { active: false, userType: 'applicant' });
    Object.assign(server.rows.get(other)!, { active: false });
    const [ruled, plain] = [directoryOf({ inactiveWait: { userType: 'applicant' } }), directoryOf()];
    expect((await ruled.waitingRegistrations()).map(({ ref }) => ref)).toEqual([applicant]);
    expect([(await ruled.get(other))!.state, (await plain.get(applicant))!.state, plain.abilities.registrations]).toEqual(['disabled', 'disabled', false]);
    await expect(ruled.approveRegistration(other, randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
    const operation = randomUUID();
    for (let time = 0; time < 2; time += 1) await ruled.refuseRegistration(applicant, operation);
    expect([await ruled.waitingRegistrations(), (await ruled.get(applicant))!.state]).toEqual([[], 'disabled']);
  });

  it('shows the doctor what the service says that it cannot', async () => {
    expect((await directoryOf().examine()).map(({ what, ok }) => [what, ok])).toEqual([['search', true], ['reading accounts', true], ['changing accounts', true], ['setting passwords', true], ['privileged accounts', true]]);
    const stubborn = createServer((request, response) => {
      const isConfig = request.url!.endsWith('/ServiceProviderConfig');
      response.writeHead(request.url!.includes('/Groups') ? 501 : 200, { 'content-type': 'application/scim+json' }).end(JSON.stringify(isConfig ? { patch: { supported: false }, filter: { supported: true }, changePassword: { supported: false } } : { totalResults: 0 }));
    });
    await new Promise<void>((resolve) => stubborn.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(stubborn.address() as AddressInfo).port}`;
    expect((await directoryOf({ url }).examine()).filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['changing accounts', 'setting passwords', 'privileged accounts']);
    stubborn.close();
  });

  it('with one user that cannot be read shows the others; the doctor, and the log, say where', async () => {
    const users: object[] = [{ id: '1', userName: 'broken', emails: 'broken@post.example' }, { id: '2', userName: 'whole', preferredLanguage: null, emails: [{ value: 'whole@post.example', primary: 'true' }, { value: null }] }];
    const service = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/scim+json' }).end(JSON.stringify(request.url!.includes('/Users') ? { totalResults: users.length, Resources: users } : {}));
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const directory = directoryOf({ url: `http://127.0.0.1:${(service.address() as AddressInfo).port}` });
    expect((await directory.list({ limit: 10 })).accounts).toMatchObject([{ username: 'whole', addresses: [{ address: 'whole@post.example' }] }]);
    expect(await directory.find({ username: 'whole' })).toHaveLength(1);
    expect(logged.mock.calls.flat().join()).toContain('emails');
    expect(logged.mock.calls.flat().join()).not.toMatch(/broken|post\.example/);
    expect((await directory.examine()).filter(({ ok }) => !ok)).toMatchObject([{ what: 'reading accounts', detail: expect.stringContaining('emails') }]);
    logged.mockRestore();
    service.close();
  });

  it('whose roles the profile names has them privileged; whose groups cannot be asked shows nobody while the profile names one', async () => {
    const ref = await makeAccount({ username: 'chair', givenName: 'Cha', familyName: 'Ir', addresses: [], password: new Secret('gelbe giraffen') });
    Object.assign(server.rows.get(ref)!, { roles: [{ value: 'board' }] });
    expect([(await directoryOf().get(ref))!.privileged, (await directoryOf({ privilegedRoles: ['board'] }).get(ref))!.privileged, (await directoryOf({ excludedRoles: ['board'] }).get(ref))!.excluded]).toEqual([false, true, true]);
    server.groups.set('Leitung', [ref]);
    expect((await directoryOf({ privilegedGroups: ['Leitung'] }).get(ref))!.privileged).toBe(true);
    const mute = createServer((request, response) => {
      const url = decodeURIComponent(request.url!);
      const body = url.includes('/Users/') ? { id: 'x', userName: 'x' } : { Resources: [{ id: 'g', displayName: 'Leitung' }] };
      response.writeHead(url.includes('members.value') ? 400 : 200, { 'content-type': 'application/scim+json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    await expect(directoryOf({ url, excludedGroups: ['Leitung'] }).get('x')).rejects.toMatchObject({ code: 'directory.misconfigured', message: expect.stringContaining('Leitung') });
    expect(await directoryOf({ url }).get('x')).toMatchObject({ privileged: false });
    mute.close();
  });

  it('that shows groups page by page is asked for all; who is in more than it shows, or more than can be looked at, counts as privileged', async () => {
    const service = { names: [] as string[], page: 100, showsMost: Infinity, saysNothingOf: 'nobody' };
    const paging = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://service');
      const [start, count] = [Number(searchParams.get('startIndex') ?? 1), Number(searchParams.get('count') ?? 100)];
      const shown = searchParams.get('filter')?.includes('"x"') ? service.names.slice(0, service.showsMost) : [];
      const groups = { totalResults: shown.length === 0 ? 0 : service.names.length, Resources: shown.slice(start - 1, start - 1 + Math.min(count, service.page)).map((displayName) => ({ id: `g-${displayName}`, displayName })) };
      response.writeHead(searchParams.get('filter')?.includes(service.saysNothingOf) ? 400 : 200, { 'content-type': 'application/scim+json' }).end(JSON.stringify(pathname.startsWith('/Users') ? { id: 'x', userName: 'x' } : groups));
    });
    await new Promise<void>((resolve) => paging.listen(0, '127.0.0.1', resolve));
    const directory = directoryOf({ url: `http://127.0.0.1:${(paging.address() as AddressInfo).port}` });
    const isPrivileged = async (given: Partial<typeof service>): Promise<boolean> => {
      Object.assign(service, { page: 100, showsMost: Infinity, saysNothingOf: 'nobody', ...given });
      return (await directory.get('x'))!.privileged;
    };
    const courses = Array.from({ length: 210 }, (_, at) => `course ${at}`);
    expect(await isPrivileged({ names: courses })).toBe(false);
    for (const page of [100, 200, 500]) expect([page, await isPrivileged({ names: [...courses, 'Portal-Admins'], page })]).toEqual([page, true]);
    expect(await isPrivileged({ names: courses, showsMost: 205 })).toBe(true);
    expect(await isPrivileged({ names: courses, saysNothingOf: 'g-course' })).toBe(true);
    expect(await isPrivileged({ names: Array.from({ length: 1_100 }, (_, at) => `course ${at}`), page: 500 })).toBe(true);
    paging.close();
  });

  it('in which many accounts were opened past us has every freeze named that was undone, however many others there are', async () => {
    const password = new Secret('gelbe giraffen');
    const refs = (await Promise.all(Array.from({ length: 103 }, (_, at) => makeAccount({ username: `crowd${at}`, givenName: 'Cro', familyName: 'Wd', addresses: [], password })))).toSorted();
    const [directory, memory] = [directoryOf({ portalKey: 'crowd' }), new DirectoryMemory('crowd', fresh.database, new SystemClock())];
    const openedAt = new Date().toISOString();
    // Before it in the order: what was only disabled and opened again, and what is still shut.
    for (const ref of refs.slice(0, 50)) await memory.through(randomUUID(), ref, 'disabled', async () => ({ stopped: { as: 'disabled', before: 'active', openedAt } }));
    for (const ref of refs.slice(50, 100)) await memory.through(randomUUID(), ref, 'disabled', async () => ({ stopped: { as: 'disabled', before: 'active' } }));
    for (const ref of refs.slice(50, 100)) Object.assign(server.rows.get(ref)!, { active: false });
    const [below, under, last] = refs.slice(100);
    for (const ref of [below!, under!, last!]) await directory.freeze(ref, randomUUID());
    await directory.disable(under!, randomUUID());
    for (const ref of [under!, last!]) Object.assign(server.rows.get(ref)!, { active: true });
    const named = async () => (await directory.openedPastUs()).map(({ ref }) => ref).toSorted();
    expect(await named()).toEqual([under, last]);
    // Fifty freezes more, undone as well.
    for (const ref of refs.slice(0, 50)) await memory.through(randomUUID(), ref, 'frozen', async () => ({ stopped: { as: 'frozen', before: 'active', openedAt } }));
    expect(await named()).toEqual([...refs.slice(0, 50), under, last].toSorted());
  });

  it('in which somebody died while they froze, and nobody repeats it, has the account shut by whoever looks after it, or it is named', async () => {
    const clock = new StillClock(new Date());
    const settings = DirectorySettingsSchema.parse({ kind: 'scim', url: server.url, passwordWorks: true, timeoutSeconds: 2 }) as SettingsOf<'scim'>;
    const directory = new ScimDirectory({ portalKey: 'left', settings, secrets: { of: async () => new Secret(server.token) }, clock, memory: new DirectoryMemory('left', fresh.database, clock) });
    const password = new Secret('gelbe giraffen');
    const [left, refused, taken] = await Promise.all(['left', 'refused', 'taken'].map((username) => makeAccount({ username, givenName: 'Le', familyName: 'Ft', addresses: [], password })));
    const setEnabled = jest.spyOn(directory as unknown as { setEnabled(ref: string, enabled: boolean): Promise<void> }, 'setEnabled');
    for (const ref of [left!, refused!, taken!]) {
      setEnabled.mockRejectedValueOnce(new DirectoryUnreachable('killed'));
      await expect(directory.freeze(ref, randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable' });
    }
    expect(await directory.openedPastUs()).toEqual([]);
    // Whoever began may still be at it, and one of them comes through.
    clock.moveBy(4 * 60_000);
    expect(await directory.openedPastUs()).toEqual([]);
    expect(await Promise.all(['left', 'refused', 'taken'].map((username) => signIn(username, password)))).toEqual(['in', 'in', 'in']);
    await directory.freeze(taken!, randomUUID());
    await directory.unfreeze(taken!, randomUUID());
    clock.moveBy(2 * 60_000);
    setEnabled.mockImplementation(async function (this: unknown, ref: string, enabled: boolean) {
      if (ref === refused && !enabled) throw new DirectoryRefused('not this one');
      Object.assign(server.rows.get(ref)!, { active: enabled });
    });
    // What the directory will not shut is named, so that somebody is called.
    expect((await directory.openedPastUs()).map(({ ref }) => ref)).toEqual([refused]);
    expect(await Promise.all(['left', 'refused', 'taken'].map((username) => signIn(username, password)))).toEqual(['out', 'in', 'in']);
    expect((await directory.get(left!))!.state).toBe('frozen');
    await directory.unfreeze(left!, randomUUID());
    expect(await signIn('left', password)).toBe('in');
  });

  it('in which somebody died while they disabled an account has it left open: they gave that up; what was disabled before a password opened it is shut again', async () => {
    const { directory, clock, setEnabled, make } = leftBehind('given-up');
    const [givenUp, opened] = [await make('given-up'), await make('opened')];
    setEnabled.mockRejectedValueOnce(new DirectoryUnreachable('killed'));
    await expect(directory.disable(givenUp.ref, randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable' });
    await directory.disable(opened.ref, randomUUID());
    jest.spyOn(directory as unknown as { writePassword(ref: string): Promise<void> }, 'writePassword').mockImplementationOnce(async (ref) => {
      Object.assign(server.rows.get(ref)!, { active: true });
      throw new DirectoryUnreachable('killed');
    });
    await expect(directory.setPassword(opened.ref, new Secret('rote rhinozerosse'), randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable' });
    expect(await Promise.all([givenUp, opened].map((one) => one.signsIn()))).toEqual(['in', 'in']);
    for (let round = 0; round < 3; round += 1) {
      expect(await directory.openedPastUs()).toEqual([]);
      clock.moveBy(6 * 60_000);
    }
    expect(await Promise.all([givenUp, opened].map((one) => one.signsIn()))).toEqual(['in', 'out']);
    expect((await directory.get(givenUp.ref))!.state).toBe('active');
    expect((await directory.get(opened.ref))!.state).toBe('disabled');
    // Nor does the next password of theirs shut it.
    await directory.setPassword(givenUp.ref, new Secret('rote rhinozerosse'), randomUUID());
    expect(await signIn('given-up', new Secret('rote rhinozerosse'))).toBe('in');
    await directory.disable(givenUp.ref, randomUUID());
    expect((await directory.get(givenUp.ref))!.state).toBe('disabled');
    // What was seen done is no beginning any more: giving up takes nothing back.
    for (const { ref } of [givenUp, opened]) {
      await directory.giveUpDisabling(ref);
      expect((await directory.get(ref))!.state).toBe('disabled');
      await directory.enable(ref, randomUUID());
      expect((await directory.get(ref))!.state).toBe('active');
    }
  });

  it('lets in whoever is thawed while upkeep finishes the freeze that somebody died in', async () => {
    const { directory, clock, setEnabled, make } = leftBehind('crossing');
    const { ref, signsIn } = await make('crossing');
    setEnabled.mockRejectedValueOnce(new DirectoryUnreachable('killed'));
    await expect(directory.freeze(ref, randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable' });
    expect(await directory.openedPastUs()).toEqual([]);
    clock.moveBy(6 * 60_000);
    let crossings = 0;
    setEnabled.mockImplementation(async (_ref, enabled) => {
      Object.assign(server.rows.get(ref)!, { active: enabled });
      // Upkeep found the account open, shuts it and says so in the note, before the thaw has changed that.
      if (enabled && crossings++ === 0) await directory.openedPastUs();
    });
    await directory.unfreeze(ref, randomUUID());
    expect(await signsIn()).toBe('in');
    expect(crossings).toBe(2);
    expect(await directory.get(ref)).toMatchObject({ state: 'active', shouldBeFrozen: false });
  });

  it('that does not shut one account, however often it is asked, has every other finished, and what was opened past us is named all the same', async () => {
    const { directory, clock, setEnabled, make } = leftBehind('one-fails');
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const made = await Promise.all(Array.from({ length: 54 }, (_, at) => make(`stuck${at}`)));
    // Fifty are looked after in one round, in the order of their names; so this one is in every first round.
    const [opened, ...accounts] = made.toSorted((one, other) => (one.ref < other.ref ? -1 : 1)) as [(typeof made)[number], ...typeof made];
    await directory.freeze(opened.ref, randomUUID());
    Object.assign(server.rows.get(opened.ref)!, { active: true });
    for (const { ref } of accounts) {
      setEnabled.mockRejectedValueOnce(new DirectoryUnreachable('killed'));
      await expect(directory.freeze(ref, randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable' });
    }
    // The first of them in every order that the notes may come in.
    const failing = new Set(accounts.map(({ ref }) => ref).toSorted().slice(0, 2));
    setEnabled.mockImplementation(async (ref, enabled) => {
      if (failing.has(ref)) throw new DirectoryUnreachable(`PATCH answered 500`);
      Object.assign(server.rows.get(ref)!, { active: enabled });
    });
    for (let round = 0; round < 3; round += 1) {
      expect((await directory.openedPastUs()).map(({ ref }) => ref)).toEqual([opened.ref]);
      clock.moveBy(6 * 60_000);
    }
    expect((await Promise.all(accounts.map(async ({ ref, signsIn }) => [await signsIn(), failing.has(ref)]))).filter(([is, fails]) => (is === 'in') !== fails)).toEqual([]);
    expect(warned.mock.calls.flat().filter((said) => [...failing].some((ref) => String(said).includes(ref)))).not.toEqual([]);
    // What failed is tried again, five minutes later.
    failing.clear();
    for (let round = 0; round < 2; round += 1) {
      await directory.openedPastUs();
      clock.moveBy(6 * 60_000);
    }
    await directory.openedPastUs();
    expect(await Promise.all(accounts.map(({ signsIn }) => signsIn()))).toEqual(accounts.map(() => 'out'));
    warned.mockRestore();
  });

  it('whose search knows no emails.value or no `or` is told to the doctor', async () => {
    const simple = createServer((request, response) => {
      const isSearch = request.url!.includes('filter=');
      response.writeHead(isSearch ? 400 : 200, { 'content-type': 'application/scim+json' }).end(JSON.stringify(isSearch ? { scimType: 'invalidFilter' } : { totalResults: 0 }));
    });
    await new Promise<void>((resolve) => simple.listen(0, '127.0.0.1', resolve));
    const directory = directoryOf({ url: `http://127.0.0.1:${(simple.address() as AddressInfo).port}` });
    expect((await directory.examine()).filter(({ ok }) => !ok)).toMatchObject([{ what: 'search', detail: expect.stringContaining('invalidFilter'), cure: expect.stringContaining('emails.value') }]);
    simple.close();
  });

  it('that is away is unreachable', async () => {
    await expect(directoryOf({ url: 'http://127.0.0.1:9/scim' }).get('x')).rejects.toMatchObject({ code: 'directory.unreachable' });
  });

  it('has no temporary passwords, and says so beforehand', async () => {
    const directory = directoryOf();
    expect(directory.abilities.temporaryPassword).toBe(false);
    await expect(directory.setTemporaryPassword('x', new Secret('y'), new Date(), randomUUID())).rejects.toThrow(DirectoryCannot);
  });
});
