import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Attribute, Change } from 'ldapts';
import type { LdapDirectory } from '#directory';
import { Secret } from '#kernel';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { startOpenLdap, type OpenLdap } from '../support/directories/openldap.js';
import { asAdmin, directoryOf, makeAccount, signIn } from '../support/directories/openldap-desk.js';

const POLICY = 'cn=default,ou=policies,dc=directory,dc=example';
const GROUPS = 'ou=groups,dc=directory,dc=example';
let server: OpenLdap;
let fresh: FreshDatabase;
let directory: LdapDirectory;
const password = new Secret('gelbe giraffen im regen');

beforeAll(async () => {
  [server, fresh] = await Promise.all([startOpenLdap(), freshDatabase()]);
  directory = directoryOf(server, fresh);
});
afterAll(async () => {
  await directory?.close();
  await server?.stop();
  await fresh?.close();
});

const policy = (values: Readonly<Record<string, string[]>>): Promise<void> => asAdmin(server, (client) => client.modify(POLICY, Object.entries(values).map(([type, all]) => new Change({ operation: 'replace', modification: new Attribute({ type, values: all }) }))));
const somebody = (username: string): Promise<string> => makeAccount(server, { username, givenName: 'Some', familyName: 'Body', addresses: [], password });
const lock = async (username: string): Promise<void> => {
  for (let attempt = 0; attempt < 6; attempt += 1) await signIn(server, username, new Secret('not the password'));
};
const stateOf = async (ref: string): Promise<string> => (await directory.get(ref))!.state;

describe('the password policy of an OpenLDAP server', () => {
  it('that locks for a while: a lock whose time is over is none, one that lasts for good is', async () => {
    const [brief, good] = [await somebody('brief'), await somebody('good')];
    await policy({ pwdLockoutDuration: ['30'] });
    await lock('brief');
    expect(await stateOf(brief)).toBe('locked');
    await policy({ pwdLockoutDuration: ['1'] });
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect([await stateOf(brief), await signIn(server, 'brief', password)]).toEqual(['active', 'in']);
    await policy({ pwdLockoutDuration: [] });
    await lock('good');
    expect([await stateOf(good), await signIn(server, 'good', password)]).toEqual(['locked', 'out']);
  });

  it('of one account counts before that of all', async () => {
    const own = await somebody('own');
    const dn = 'cn=strict,ou=policies,dc=directory,dc=example';
    await asAdmin(server, async (client) => {
      await client.add(dn, { objectClass: ['person', 'pwdPolicy'], cn: 'strict', sn: 'strict', pwdAttribute: 'userPassword', pwdLockout: 'TRUE', pwdMaxFailure: '5', pwdLockoutDuration: '3600' });
      await client.modify(`uid=own,${server.baseDn}`, new Change({ operation: 'replace', modification: new Attribute({ type: 'pwdPolicySubentry', values: [dn] }) }));
    });
    await policy({ pwdLockoutDuration: ['1'] });
    await lock('own');
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect([await stateOf(own), await signIn(server, 'own', password)]).toEqual(['locked', 'out']);
    await policy({ pwdLockoutDuration: [] });
  });

  it('that wants more of a password than the portal: an objection to this one, and nothing is lost', async () => {
    const ref = await somebody('quality');
    await policy({ pwdCheckQuality: ['2'], pwdMinLength: ['24'], pwdInHistory: ['3'] });
    const operation = randomUUID();
    await expect(directory.setPassword(ref, new Secret('zwanzig zeichen hier'), operation)).rejects.toMatchObject({ code: 'directory.password-refused', retry: 'never', why: 'policy' });
    expect([await directory.happened(operation), await signIn(server, 'quality', password), await stateOf(ref)]).toEqual([false, 'in', 'active']);
    const [first, second] = [new Secret('vierundzwanzig zeichen sind viel'), new Secret('noch einmal so viele zeichen dazu')];
    await directory.setPassword(ref, first, operation);
    await directory.setPassword(ref, second, randomUUID());
    await expect(directory.setPassword(ref, first, randomUUID())).rejects.toMatchObject({ code: 'directory.password-refused', why: 'reused' });
    expect([await signIn(server, 'quality', first), await signIn(server, 'quality', second)]).toEqual(['out', 'in']);
    // A temporary one is ours, and as short as people can type: what it lacks is said, and the old one stays.
    await expect(directory.setTemporaryPassword(ref, new Secret('K7QM-2P9X-W4RT-8HNB'), new Date(Date.now() + 3_600_000), randomUUID())).rejects.toMatchObject({ code: 'directory.password-refused' });
    expect(await directory.get(ref)).toMatchObject({ mustChangePassword: false, temporaryPasswordExpiresAt: null });
    expect(await signIn(server, 'quality', second)).toBe('in');
    await policy({ pwdCheckQuality: [], pwdMinLength: [], pwdInHistory: [] });
  });

  it('that refuses a password of a frozen account leaves it frozen, and thaws to what it was', async () => {
    const ref = await somebody('cold');
    await directory.freeze(ref, randomUUID());
    await policy({ pwdCheckQuality: ['2'], pwdMinLength: ['24'] });
    await expect(directory.setPassword(ref, new Secret('zwanzig zeichen hier'), randomUUID())).rejects.toMatchObject({ code: 'directory.password-refused' });
    await policy({ pwdCheckQuality: [], pwdMinLength: [] });
    expect([await stateOf(ref), await signIn(server, 'cold', password)]).toEqual(['frozen', 'out']);
    await directory.unfreeze(ref, randomUUID());
    expect(await signIn(server, 'cold', password)).toBe('in');
  });
});

describe('who stands over others in an OpenLDAP server', () => {
  it('does so also by the primary group of Unix, whether its name says so or the profile', async () => {
    const [sudo, named] = [await somebody('unix'), await somebody('team')];
    await asAdmin(server, async (client) => {
      for (const [cn, gidNumber] of [['sudo', '27'], ['house team', '4711']] as const) await client.add(`cn=${cn},${GROUPS}`, { objectClass: ['posixGroup'], cn, gidNumber });
      for (const [uid, gidNumber] of [['unix', '27'], ['team', '4711']] as const) {
        await client.modify(`uid=${uid},${server.baseDn}`, Object.entries({ objectClass: 'posixAccount', uidNumber: gidNumber, gidNumber, homeDirectory: '/' }).map(([type, value]) => new Change({ operation: 'add', modification: new Attribute({ type, values: [value] }) })));
      }
    });
    const naming = directoryOf(server, fresh, { privilegedGroups: [`cn=house team,${GROUPS}`] });
    expect([(await directory.get(sudo))!.privileged, (await directory.get(named))!.privileged, (await naming.get(named))!.privileged]).toEqual([true, false, true]);
    await naming.close();
  });

  it('does so through any number of groups', async () => {
    const deep = await somebody('deep');
    await asAdmin(server, async (client) => {
      let member = `uid=deep,${server.baseDn}`;
      for (const cn of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'Portal-Admins']) {
        await client.add(`cn=${cn},${GROUPS}`, { objectClass: ['groupOfNames'], cn, member });
        member = `cn=${cn},${GROUPS}`;
      }
      // In a ring, too, it comes to an end.
      await client.modify(`cn=one,${GROUPS}`, new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [member] }) }));
    });
    expect((await directory.get(deep))!.privileged).toBe(true);
  });
});
