import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Attribute, Change, Client } from 'ldapts';
import type { AccountPage, LdapDirectory } from '#directory';
import { Secret } from '#kernel';
import { CuttingDoor } from '../support/cutting-door.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { startOpenLdap, type OpenLdap } from '../support/directories/openldap.js';
import { asAdmin, directoryOf, makeAccount, PRIVILEGED, signIn } from '../support/directories/openldap-desk.js';
import { directoryContract } from './directory.contract.js';

directoryContract('OpenLDAP', async () => {
  const [server, fresh] = await Promise.all([startOpenLdap(), freshDatabase()]);
  const directory = directoryOf(server, fresh);
  return {
    directory, onlyRelation: 'manager', crowd: 210,
    naming: (groups) => directoryOf(server, fresh, { privilegedGroups: [], ...groups }),
    // Gone, no name at all, in no tree of this server, and there, but no group.
    missingGroups: ['cn=gone,ou=groups,dc=directory,dc=example', 'Domain Admins', 'cn=admins,dc=elsewhere,dc=example', 'ou=groups,dc=directory,dc=example'],
    makeAccount: (account) => makeAccount(server, account),
    signIn: (username, password) => signIn(server, username, password),
    openSession: async () => undefined,
    lockByWrongPasswords: async (username) => {
      for (let attempt = 0; attempt < 6; attempt += 1) await signIn(server, username, new Secret('not the password'));
    },
    elsewhere: {
      open: (username) => asAdmin(server, (client) => client.modify(`uid=${username},${server.baseDn}`, ['pwdAccountLockedTime', 'pwdStartTime'].map((type) => new Change({ operation: 'replace', modification: new Attribute({ type, values: [] }) })))),
      shut: (username) => asAdmin(server, (client) => client.modify(`uid=${username},${server.baseDn}`, new Change({ operation: 'replace', modification: new Attribute({ type: 'pwdAccountLockedTime', values: ['000001010000Z'] }) }))),
    },
    promotions: {
      'a group in a group': async ({ username }) => {
        const [inner, outer] = [`cn=Räte ${username},ou=groups,dc=directory,dc=example`, `cn=Portal (${username}) Admins,ou=groups,dc=directory,dc=example`];
        await asAdmin(server, async (client) => {
          await client.add(inner, { objectClass: ['groupOfNames'], cn: `Räte ${username}`, member: `uid=${username},${server.baseDn}` });
          await client.add(outer, { objectClass: ['groupOfUniqueNames'], cn: `Portal (${username}) Admins`, uniqueMember: inner });
        });
      },
      'a group of Unix': ({ username }) => asAdmin(server, (client) => client.add('cn=sudo,ou=groups,dc=directory,dc=example', { objectClass: ['posixGroup'], cn: 'sudo', gidNumber: '27', memberUid: username })),
      'the number of the administrator of Unix': ({ username }) => asAdmin(server, (client) => client.modify(`uid=${username},${server.baseDn}`, [
        new Change({ operation: 'add', modification: new Attribute({ type: 'objectClass', values: ['posixAccount'] }) }),
        ...Object.entries({ uidNumber: '0', gidNumber: '100', homeDirectory: '/' }).map(([type, value]) => new Change({ operation: 'add', modification: new Attribute({ type, values: [value] }) })),
      ])),
    },
    behind: (port) => directoryOf(server, fresh, { url: `ldap://127.0.0.1:${port}`, timeoutSeconds: 1 }),
    port: () => Number(new URL(server.url).port),
    powerless: async () => {
      const password = new Secret('keine rechte hier');
      await makeAccount(server, { username: 'powerless', givenName: 'Pow', familyName: 'Erless', addresses: [], password });
      return directoryOf(server, fresh, { bindDn: `uid=powerless,${server.baseDn}` }, password.reveal());
    },
    close: async () => {
      await directory.close();
      await server.stop();
      await fresh.close();
    },
  };
});

describe('an OpenLDAP server in the field', () => {
  let server: OpenLdap;
  let fresh: FreshDatabase;
  let ref: string;
  const password = new Secret('gelbe giraffen im herbst');
  beforeAll(async () => {
    [server, fresh] = await Promise.all([startOpenLdap(), freshDatabase()]);
    ref = await makeAccount(server, { username: 'ada', givenName: 'Ada', familyName: 'Feld', addresses: ['ada@post.example'], password });
  });
  afterAll(async () => {
    await server?.stop();
    await fresh?.close();
  });

  it('whose certificate nobody vouches for is not spoken to: the password stays here', async () => {
    const directory = directoryOf(server, fresh, { ca: undefined });
    await expect(directory.find({ username: 'ada' })).rejects.toMatchObject({ code: 'directory.unreachable' });
  });

  it('that no longer takes our password is unreachable, not a refusal about the account', async () => {
    const directory = directoryOf(server, fresh, {}, 'yesterday\'s secret');
    await expect(directory.setPassword(ref, new Secret('neue giraffen im winter'), randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
    expect(await signIn(server, 'ada', password)).toBe('in');
    await directory.close();
  });

  it('that was restarted is found again, on the next question', async () => {
    const directory = directoryOf(server, fresh);
    expect(await directory.get(ref)).toMatchObject({ username: 'ada' });
    await server.restart();
    expect(await directory.get(ref)).toMatchObject({ username: 'ada' });
    await directory.close();
  });

  it('that is stopped between any two calls of an action: a clear fault or a done action, and once it is up again the same operation settles it, once', async () => {
    const next = new Secret('Neue giraffen nach der pause');
    for (let call = 1, isWhole = false; !isWhole; call += 1) {
      expect(call).toBeLessThan(30);
      const [username, operation] = [`pause${randomUUID().slice(0, 8)}`, randomUUID()];
      const paused = await makeAccount(server, { username, givenName: 'Pau', familyName: 'Se', addresses: [`${username}@post.example`], password });
      const directory = directoryOf(server, fresh);
      await directory.get(paused);
      const action = async (): Promise<void> => {
        await directory.changeAddress(paused, { replaces: (await directory.get(paused))!.addresses[0]!.id, address: `${username}@fresh.example` }, operation);
        await directory.setTemporaryPassword(paused, next, new Date(Date.now() + 3_600_000), `${operation}-password`);
      };
      let calls = 0;
      for (const name of ['search', 'searchPaginated', 'modify', 'exop'] as const) {
        const original = Client.prototype[name] as (...given: unknown[]) => unknown;
        jest.spyOn(Client.prototype, name).mockImplementation(async function (this: Client, ...given: unknown[]) {
          calls += 1;
          if (calls === call) await server.halt();
          return original.apply(this, given);
        } as never);
      }
      const ended = await action().then(() => 'done', (error: unknown) => error);
      jest.restoreAllMocks();
      isWhole = calls < call;
      if (ended !== 'done') expect(ended).toMatchObject({ code: 'directory.unreachable', retry: 'later' });
      if (!isWhole) await server.restart();
      await action();
      expect((await directory.get(paused))!.addresses.map(({ address }) => address)).toEqual([`${username}@fresh.example`]);
      expect([await signIn(server, username, next), await signIn(server, username, password)]).toEqual(['must-change', 'out']);
      await directory.close();
    }
  });

  it('without a password policy takes a chosen password whole, and refuses beforehand what it cannot keep', async () => {
    const bare = await startOpenLdap({ hasPolicy: false });
    const directory = directoryOf(bare, fresh, { privilegedGroups: [] });
    try {
      const one = await makeAccount(bare, { username: 'bare', givenName: 'Ba', familyName: 'Re', addresses: [], password });
      await expect(directory.setTemporaryPassword(one, new Secret('K7QM-2P9X-W4RT-8HNB'), new Date(Date.now() + 3_600_000), randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
      await expect(directory.freeze(one, randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
      // It says what is so: nobody is shut out.
      expect([(await directory.get(one))!.state, await signIn(bare, 'bare', password)]).toEqual(['active', 'in']);
      const [next, operation] = [new Secret('neue giraffen im winter'), randomUUID()];
      await directory.setPassword(one, next, operation);
      expect([await directory.happened(operation), await signIn(bare, 'bare', password), await signIn(bare, 'bare', next)]).toEqual([true, 'out', 'in']);
    } finally {
      await directory.close();
      await bare.stop();
    }
  });

  it('where an account was over when it was frozen and thawed lets it in as soon as its date is moved', async () => {
    const directory = directoryOf(server, fresh);
    const over = await makeAccount(server, { username: 'over', givenName: 'Ov', familyName: 'Er', addresses: [], password });
    const ends = (values: string[]): Promise<void> => asAdmin(server, (client) => client.modify(`uid=over,${server.baseDn}`, new Change({ operation: 'replace', modification: new Attribute({ type: 'pwdEndTime', values }) })));
    await ends(['20200101000000Z']);
    await directory.freeze(over, randomUUID());
    expect((await directory.get(over))!.state).toBe('frozen');
    await directory.unfreeze(over, randomUUID());
    expect((await directory.get(over))!.state).toBe('disabled');
    await ends([]);
    expect([(await directory.get(over))!.state, await signIn(server, 'over', password)]).toEqual(['active', 'in']);
    await directory.close();
  });

  describe('that opens what is locked for good by a new password', () => {
    /** The line dies after so many answers to our account: what comes later is never sent, as when the process was killed there. */
    const dyingAfter = (answers: number): { readonly calls: () => number } => {
      let calls = 0;
      for (const name of ['search', 'searchPaginated', 'modify', 'exop'] as const) {
        const original = Client.prototype[name] as (...given: unknown[]) => unknown;
        jest.spyOn(Client.prototype, name).mockImplementation(function (this: Client, ...given: unknown[]) {
          calls += 1;
          if (calls > answers) throw new Error('killed');
          return original.apply(this, given);
        } as never);
      }
      return { calls: () => calls };
    };
    const kinds = ['a password that was chosen', 'a temporary one', 'one that nobody knows'] as const;
    const given = new Secret('Neue giraffen im frost');
    const writing = (directory: LdapDirectory, one: string, operation: string): Record<(typeof kinds)[number], () => Promise<unknown>> => ({
      'a password that was chosen': () => directory.setPassword(one, given, operation), 'a temporary one': () => directory.setTemporaryPassword(one, given, new Date(Date.now() + 3_600_000), operation),
      'one that nobody knows': () => directory.scramble(one, operation),
    });
    afterEach(() => {
      jest.restoreAllMocks();
    });

    it.each(kinds)('a frozen account stays shut wherever somebody dies who gives it %s', async (kind) => {
      const own = new Secret('gelbe giraffen im frost');
      const username = `frost${randomUUID().slice(0, 8)}`;
      const frozen = await makeAccount(server, { username, givenName: 'Fro', familyName: 'St', addresses: [], password: own });
      const directory = directoryOf(server, fresh);
      if (kind === 'one that nobody knows') await directory.setTemporaryPassword(frozen, own, new Date(Date.now() + 3_600_000), randomUUID());
      await directory.freeze(frozen, randomUUID());
      for (let answers = 0, isWhole = false; !isWhole; answers += 1) {
        expect(answers).toBeLessThan(30);
        const operation = randomUUID();
        dyingAfter(answers);
        isWhole = await writing(directory, frozen, operation)[kind]().then(() => true, () => false);
        jest.restoreAllMocks();
        expect([await signIn(server, username, own), await signIn(server, username, given)]).toEqual(['out', 'out']);
        expect(await directory.get(frozen)).toMatchObject({ state: 'frozen' });
        await writing(directory, frozen, operation)[kind]();
        expect([await signIn(server, username, own), await signIn(server, username, given)]).toEqual(['out', 'out']);
      }
      await directory.unfreeze(frozen, randomUUID());
      expect(await signIn(server, username, given)).toBe({ 'a password that was chosen': 'in', 'a temporary one': 'must-change', 'one that nobody knows': 'out' }[kind]);
      await directory.close();
    });

    it('an account that the organisation locked stays so wherever somebody dies, and is opened by nobody but it', async () => {
      const username = `shut${randomUUID().slice(0, 8)}`;
      const dn = `uid=${username},${server.baseDn}`;
      const shut = await makeAccount(server, { username, givenName: 'Sh', familyName: 'Ut', addresses: [], password });
      const lock = (values: string[]): Promise<void> => asAdmin(server, (client) => client.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type: 'pwdAccountLockedTime', values }) })));
      await lock(['000001010000Z']);
      const directory = directoryOf(server, fresh);
      for (let answers = 0, isWhole = false; !isWhole; answers += 1) {
        expect(answers).toBeLessThan(30);
        dyingAfter(answers);
        isWhole = await directory.setPassword(shut, given, randomUUID()).then(() => true, () => false);
        jest.restoreAllMocks();
        expect(await signIn(server, username, given)).toBe('out');
        expect((await directory.get(shut))!.state).toBe('disabled');
      }
      // Rekey's own mark is gone again: the organisation has only its own to take back.
      await lock([]);
      expect(await signIn(server, username, given)).toBe('in');
      await directory.close();
    });

    it('a freeze at the same moment as a new password wins', async () => {
      const username = `race${randomUUID().slice(0, 8)}`;
      const raced = await makeAccount(server, { username, givenName: 'Ra', familyName: 'Ce', addresses: [], password });
      const directory = directoryOf(server, fresh);
      // StartTLS is an extended operation as well: that is over before.
      await directory.get(raced);
      const original = Client.prototype.exop;
      jest.spyOn(Client.prototype, 'exop').mockImplementationOnce(async function (this: Client, ...all: Parameters<Client['exop']>) {
        await directory.freeze(raced, randomUUID());
        return original.apply(this, all);
      });
      await directory.setPassword(raced, given, randomUUID());
      expect(await signIn(server, username, given)).toBe('out');
      await directory.unfreeze(raced, randomUUID());
      expect(await signIn(server, username, given)).toBe('in');
      await directory.close();
    });
  });

  it('whose policy locks nobody keeps out whom Rekey froze all the same', async () => {
    const username = `free${randomUUID().slice(0, 8)}`;
    const frozen = await makeAccount(server, { username, givenName: 'Fr', familyName: 'Ee', addresses: [], password });
    const directory = directoryOf(server, fresh);
    const lockout = (value: string): Promise<void> => asAdmin(server, (client) => client.modify('cn=default,ou=policies,dc=directory,dc=example', new Change({ operation: 'replace', modification: new Attribute({ type: 'pwdLockout', values: [value] }) })));
    await lockout('FALSE');
    await directory.freeze(frozen, randomUUID());
    expect(await signIn(server, username, password)).toBe('out');
    await lockout('TRUE');
    await directory.unfreeze(frozen, randomUUID());
    expect(await signIn(server, username, password)).toBe('in');
    await directory.close();
  });

  it('is asked by many at once over one new line after a broken one, and never in clear', async () => {
    let lines = 0;
    const { port } = new URL(server.url);
    const door = await CuttingDoor.open(() => {
      lines += 1;
      return Number(port);
    });
    const directory = directoryOf(server, fresh, { url: `ldap://127.0.0.1:${door.port}` });
    await directory.get(ref);
    // Whatever names an account passes only within TLS.
    door.rule = { cutAtCommand: /directory|entryUUID|rekey/ };
    for (let time = 0; time < 3; time += 1) {
      door.drop();
      lines = 0;
      await Promise.all(Array.from({ length: 8 }, () => directory.get(ref)));
      expect(lines).toBe(1);
    }
    // Hung up while the line lay idle, known or not: a change is made on a new one.
    door.drop();
    await directory.updateProfile(ref, { organisation: 'Feld und Söhne' }, randomUUID());
    expect(door.cuts).toBe(0);
    await directory.close();
    await expect(directory.get(ref)).rejects.toMatchObject({ code: 'directory.unreachable' });
    await door.close();
  });

  it('whose base is written with spaces and capitals is the same', async () => {
    const directory = directoryOf(server, fresh, { baseDn: server.baseDn.replaceAll(',', ' , ').replaceAll('=', ' = ').toUpperCase() });
    expect(await directory.get(ref)).toMatchObject({ username: 'ada' });
    await directory.close();
  });

  it('that lost an entry before it was deleted has it gone', async () => {
    const directory = directoryOf(server, fresh);
    const lost = await makeAccount(server, { username: 'lost', givenName: 'Lo', familyName: 'St', addresses: [], password });
    await directory.disable(lost, randomUUID());
    await asAdmin(server, (client) => client.del(`uid=lost,${server.baseDn}`));
    await directory.deleteAccount(lost, 'lost-is-gone');
    expect(await directory.happened('lost-is-gone')).toBe(true);
    await directory.close();
  });

  it('without an attribute for them knows no registrations, and says so beforehand', () => {
    expect(directoryOf(server, fresh, { attributes: {} }).abilities).toMatchObject({ registrations: false, activate: false, secondAddresses: false });
  });

  it('gives more than its own size limit, page by page', async () => {
    await asAdmin(server, async (client) => {
      for (let at = 0; at < 620; at += 1) await client.add(`uid=many${at},${server.baseDn}`, { objectClass: ['inetOrgPerson'], uid: `many${at}`, cn: 'Many', sn: 'Many', ou: 'class 7' });
    });
    const directory = directoryOf(server, fresh);
    const seen = new Set<string>();
    for (let page: AccountPage | undefined; page?.next !== null;) {
      page = await directory.list({ group: 'class 7', limit: 200, after: page?.next ?? undefined });
      for (const { ref: one } of page.accounts) seen.add(one);
    }
    expect(seen.size).toBe(620);
    await directory.close();
  });

  it('shows who waits for the office although more wait for their own confirmation than it looks at otherwise, the oldest first, and what nobody can read', async () => {
    const marks = [...Array.from({ length: 1_050 }, () => 'confirmation'), '{"waitsFor":"data-release","registeredAt":"2020-01-01T10:00:00+02:00"}', 'aproval', ...Array.from({ length: 205 }, () => 'approval')];
    await asAdmin(server, async (client) => {
      for (const [at, mark] of marks.entries()) await client.add(`uid=waits${at},${server.baseDn}`, { objectClass: ['inetOrgPerson', 'exPerson'], uid: `waits${at}`, cn: 'Waits', sn: 'Waits', exRegistration: mark });
    });
    const directory = directoryOf(server, fresh, { excludedGroups: [PRIVILEGED] });
    const waiting = await directory.waitingRegistrations();
    expect(waiting.map(({ username }) => username).slice(0, 2)).toEqual(['waits1050', expect.stringMatching(/^waits1/)]);
    expect([waiting.length, new Set(waiting.map(({ state }) => state)).size]).toEqual([200, 1]);
    expect((await directory.find({ username: 'waits1051' }))[0]).toMatchObject({ state: 'registration-locked', registration: { waitsFor: 'approval' } });
    await directory.close();
  });

  it('shows the doctor what we may do, and what is missing', async () => {
    const directory = directoryOf(server, fresh);
    expect((await directory.examine()).map(({ what, ok }) => [what, ok])).toEqual([['search', true], ['password policy', true], ['setting passwords', true], ['unlocking', true], ['keeping shut', true], ['privileged accounts', true]]);
    await directory.close();
    const weak = directoryOf(server, fresh, { bindDn: `uid=ada,${server.baseDn}`, baseDn: server.baseDn }, password.reveal());
    expect((await weak.examine()).filter(({ ok }) => !ok)).toMatchObject([{ what: 'search', cure: expect.stringContaining('baseDn') }, { what: 'privilegedGroups', detail: expect.stringContaining(PRIVILEGED) }]);
    await weak.close();
  });

  it('keeps a temporary password as a hash only', async () => {
    const directory = directoryOf(server, fresh);
    await directory.setTemporaryPassword(ref, new Secret('K7QM-2P9X-W4RT-8HNB'), new Date(Date.now() + 3_600_000), randomUUID());
    const stored = await asAdmin(server, async (client) => String((await client.search(`uid=ada,${server.baseDn}`, { scope: 'base', attributes: ['userPassword'] })).searchEntries[0]!['userPassword']));
    expect(stored).toMatch(/^\{[A-Z0-9]+\}/);
    expect(stored).not.toContain('K7QM');
    await directory.close();
  });
});
