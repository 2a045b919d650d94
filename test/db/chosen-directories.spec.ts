import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditTrail } from '#audit';
import { BuiltinDirectory, ChosenDirectories, DirectorySecrets, DirectoryUnreachable, WebhookDirectory } from '#directory';
import { KeyedHash, Sealer, Secret, SystemClock } from '#kernel';
import { exportProfile, ImportPortal, parseProfile, Portals, shippedProfiles } from '#portals';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const operator = { kind: 'operator' } as const;
let fresh: FreshDatabase;
let directories: ChosenDirectories;
let school: string;
let importPortal: (yaml: string) => Promise<unknown>;

beforeAll(async () => {
  fresh = await freshDatabase();
  const [clock, sealer] = [new SystemClock(), new Sealer(new Secret('a key for specs that is long enough to be one'))];
  const [portals, audit] = [new Portals(fresh.database), new AuditTrail(sealer)];
  const importing = new ImportPortal(fresh.database, audit, portals, clock);
  importPortal = (yaml) => importing.run(yaml, operator);
  school = (await shippedProfiles()).find(({ key }) => key === 'school')!.yaml;
  directories = new ChosenDirectories(fresh.database, portals, new DirectorySecrets(fresh.database, portals, sealer, audit, clock), sealer, clock, new KeyedHash([sealer.derive('password-hash')]));
  await directories.onModuleInit();
});
afterAll(async () => {
  await directories.onModuleDestroy();
  await fresh.close();
});

describe('the directory of a portal', () => {
  it('that nobody has heard of is unreachable, never the built-in one; once it is imported it is found', async () => {
    const early = directories.of('school');
    await expect(early.find({ username: 'anybody' })).rejects.toThrow(DirectoryUnreachable);
    expect(() => early.abilities).toThrow(DirectoryUnreachable);
    await importPortal(school);
    expect(await early.find({ username: 'anybody' })).toEqual([]);
    // Whoever holds the early one goes on with it.
    expect(early.abilities).toEqual(directories.of('school').abilities);
    expect(directories.of('school')).toBeInstanceOf(BuiltinDirectory);
    await expect(directories.of('nowhere').get('x')).rejects.toThrow(DirectoryUnreachable);
  });

  it('stays the same while its settings do, and gives way, closed, when they change', async () => {
    const before = directories.of('school');
    const closed = jest.spyOn(before, 'close');
    await directories.refresh();
    expect(directories.of('school')).toBe(before);
    const parsed = parseProfile(school);
    if (!parsed.ok) throw new Error('the shipped profile does not read');
    await importPortal(exportProfile({ ...parsed.profile, directory: { kind: 'webhook', url: 'https://portal.example/rekey', abilities: [], timeoutSeconds: 10 } }));
    await directories.refresh();
    expect(directories.of('school')).toBeInstanceOf(WebhookDirectory);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('of a profile that is older than a setting is as it is without it', async () => {
    const parsed = parseProfile(school);
    if (!parsed.ok) throw new Error('the shipped profile does not read');
    await importPortal(exportProfile({ ...parsed.profile, directory: { kind: 'scim', url: 'https://portal.example/scim', passwordWorks: false, inactiveWait: false, privilegedGroups: [], excludedGroups: [], privilegedRoles: [], excludedRoles: [], timeoutSeconds: 10 } }));
    await fresh.database.transaction((tx) => tx.execute(`update portal set profile = profile #- '{directory,inactiveWait}' #- '{directory,privilegedGroups}' where key = 'school'`));
    expect((await new Portals(fresh.database).get('school')).directory).not.toHaveProperty('inactiveWait');
    await directories.refresh();
    expect([directories.of('school').abilities.registrations, directories.of('school').abilities.vouchers]).toEqual([false, true]);
  });
});
