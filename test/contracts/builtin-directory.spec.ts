import { createSecretKey, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '#audit';
import { CreateBuiltinAccount, PortalSignIn } from '#directory';
import { KeyedHash, Sealer, Secret, slowHash, StillClock, SystemClock, type Clock } from '#kernel';
import { ImportPortal, Portals, shippedProfiles } from '#portals';
import { BuiltinDirectories } from '../support/builtin-directories.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { directoryContract } from './directory.contract.js';

async function openPortal(fresh: FreshDatabase, clock: Clock, hashes?: KeyedHash) {
  const portals = new Portals(fresh.database);
  const sealer = new Sealer(new Secret('a key for specs that is long enough to be one'));
  const audit = new AuditTrail(sealer);
  const school = (await shippedProfiles()).find(({ key }) => key === 'school')!;
  await new ImportPortal(fresh.database, audit, portals, clock).run(school.yaml, { kind: 'operator' });
  const made = hashes ?? new KeyedHash([sealer.derive('password-hash')]);
  const directories = new BuiltinDirectories(fresh.database, clock, sealer, made);
  return { directory: directories.of('school'), create: new CreateBuiltinAccount(fresh.database, clock, sealer, made), door: new PortalSignIn(fresh.database, portals, directories, clock, sealer, made) };
}

directoryContract('built in', async () => {
  const fresh = await freshDatabase();
  const { directory, create, door } = await openPortal(fresh, new SystemClock());
  return {
    directory, elsewhere: null,
    makeAccount: ({ addresses, phone, isConfirmed = true, postalAddress, ...account }) => create.run({
      portalKey: 'school', userType: 'pupil', ...account, addresses: addresses.map((address) => ({ address, ...(!isConfirmed && { confirmedAt: null }) })), phones: phone ? [{ number: phone }] : [],
      postalAddress: postalAddress && { lines: postalAddress },
    }),
    entitle: (listed) => create.entitle('school', listed),
    signIn: async (username, password) => {
      const answer = await door.signIn('school', username, password.reveal());
      return answer.allowed ? (answer.mustChange ? 'must-change' : 'in') : 'out';
    },
    openSession: async (username, password) => {
      const answer = await door.signIn('school', username, password.reveal());
      if (!answer.allowed) throw new Error(`could not open a session: ${answer.refusal}`);
      return async () => (await door.readSession(answer.sessionToken)) !== undefined;
    },
    lockByWrongPasswords: async (username) => {
      for (let attempt = 0; attempt < 10; attempt += 1) await door.signIn('school', username, 'not the password');
    },
    close: () => fresh.close(),
  };
});

describe('the sign-in page of a portal with the built-in directory', () => {
  const clock = new StillClock(new Date('2026-11-23T09:00:00Z'));
  const password = 'gelbe giraffen tanzen nachts';
  let fresh: FreshDatabase;
  let portal: Awaited<ReturnType<typeof openPortal>>;
  const lena = { portalKey: 'school', username: 'l.hoffmann', givenName: 'Lena', familyName: 'Hoffmann', userType: 'pupil' as const, addresses: [{ address: 'lena@post.example' }, { address: 'lena@second.example' }], password: new Secret(password) };

  beforeAll(async () => {
    fresh = await freshDatabase();
    portal = await openPortal(fresh, clock);
    await portal.create.run(lena);
  });
  afterAll(() => fresh.close());

  const enter = async (login = 'l.hoffmann', typed = password) => {
    const answer = await portal.door.signIn('school', login, typed);
    if (!answer.allowed) throw new Error(answer.refusal);
    return answer;
  };

  it('takes the user name or any address, and remembers the sign-in', async () => {
    for (const login of ['l.hoffmann', 'L.Hoffmann', 'lena@post.example', 'LENA@second.example']) expect((await enter(login)).account.username).toBe('l.hoffmann');
    expect((await enter()).account.lastSignInAt).toEqual(clock.now());
  });

  it('says the same to a wrong password and to an unknown name, and knows no other portal\'s accounts', async () => {
    for (const [portalKey, login] of [['school', 'l.hoffmann'], ['school', 'nobody'], ['chamber', 'l.hoffmann']] as const) {
      expect(await portal.door.signIn(portalKey, login, 'wrong')).toEqual({ allowed: false, refusal: 'portal.wrong-credentials' });
    }
  });

  it('keeps a session for twelve hours', async () => {
    const { sessionToken } = await enter();
    clock.moveBy(12 * 3_600_000 - 1_000);
    expect((await portal.door.readSession(sessionToken))?.account.username).toBe('l.hoffmann');
    clock.moveBy(1_000);
    expect(await portal.door.readSession(sessionToken)).toBeUndefined();
    const again = await enter();
    await portal.door.signOut(again.sessionToken);
    expect(await portal.door.readSession(again.sessionToken)).toBeUndefined();
  });

  it('says when a temporary password came too late, but only to who knows it', async () => {
    const ref = await portal.create.run({ ...lena, username: 'late', addresses: [{ address: 'late@post.example' }] });
    await portal.directory.setTemporaryPassword(ref, new Secret('K7QM-2P9X-W4RT-8HNB'), new Date(clock.now().getTime() + 60_000), '019b0000-0000-7000-8000-00000000000a');
    const { sessionToken, mustChange } = await enter('late', 'K7QM-2P9X-W4RT-8HNB');
    expect(mustChange).toBe(true);
    clock.moveBy(60_000);
    expect(await portal.door.signIn('school', 'late', 'K7QM-2P9X-W4RT-8HNB')).toEqual({ allowed: false, refusal: 'portal.password-expired' });
    expect(await portal.door.signIn('school', 'late', 'another')).toEqual({ allowed: false, refusal: 'portal.wrong-credentials' });
    expect(await portal.door.changePassword(sessionToken, 'K7QM-2P9X-W4RT-8HNB', 'blaue nashörner singen')).toEqual({ allowed: false, refusal: 'portal.password-expired' });
  });

  it('takes a new password by the portal\'s rules, and ends the other sessions', async () => {
    const [here, there] = [await enter(), await enter()];
    const change = (next: string, current = password) => portal.door.changePassword(here.sessionToken, current, next);
    expect(await change('blaue nashörner singen', 'wrong')).toEqual({ allowed: false, refusal: 'portal.wrong-credentials' });
    expect(await change('kurz')).toEqual({ allowed: false, refusal: 'portal.password-refused', missing: ['too-short', 'too-guessable'] });
    expect(await change('hoffmann im nordring 17')).toEqual({ allowed: false, refusal: 'portal.password-refused', missing: ['contains-own-name', 'contains-organisation-word'] });
    expect(await change(password)).toEqual({ allowed: false, refusal: 'portal.password-refused', missing: ['reused'] });
    expect(await change('blaue nashörner singen')).toEqual({ allowed: true });
    expect(await portal.door.readSession(here.sessionToken)).toBeDefined();
    expect(await portal.door.readSession(there.sessionToken)).toBeUndefined();
    expect(await portal.door.changePassword('no session', 'x', 'y')).toEqual({ allowed: false, refusal: 'portal.session-ended' });
    await enter('l.hoffmann', 'blaue nashörner singen');
  });

  it('lets a burst of guesses in parallel count one by one', async () => {
    await portal.create.run({ ...lena, username: 'burst', addresses: [{ address: 'burst@post.example' }] });
    await Promise.all(Array.from({ length: 12 }, () => portal.door.signIn('school', 'burst', 'wrong')));
    expect(await portal.door.signIn('school', 'burst', password)).toEqual({ allowed: false, refusal: 'portal.locked' });
  });

  it('creating an account again brings it up to date, keeps ids, password and state', async () => {
    const made = { ...lena, username: 'again', addresses: [{ address: 'again@post.example' }, { address: 'again@old.example' }], facts: { customerNumber: 'K-1' } };
    const ref = await portal.create.run(made);
    const before = await portal.directory.get(ref);
    await portal.directory.freeze(ref, '019b0000-0000-7000-8000-00000000000b');
    expect(await portal.create.run({ ...made, familyName: 'Neu', state: 'active', password: new Secret('something else entirely'), addresses: [{ address: 'again@post.example' }, { address: 'again@new.example' }] })).toBe(ref);
    const after = await portal.directory.get(ref);
    expect(after).toMatchObject({ displayName: 'Lena Neu', state: 'frozen' });
    expect(after!.addresses.map(({ address }) => address)).toEqual(['again@post.example', 'again@new.example']);
    expect(after!.addresses[0]!.id).toBe(before!.addresses[0]!.id);
    expect((await portal.directory.find({ name: 'Lena Neu' })).map((found) => found.ref)).toEqual([ref]);
    await portal.directory.unfreeze(ref, '019b0000-0000-7000-8000-00000000000c');
    await enter('again');
  });

  it('becomes an unreachable directory when its database is away', async () => {
    const away = await freshDatabase();
    const { directory } = await openPortal(away, clock);
    await away.close();
    await expect(directory.find({ username: 'anybody' })).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
  });
});

describe('the hashes of the built-in directory', () => {
  const clock = new StillClock(new Date('2026-11-23T09:00:00Z'));
  const password = 'gelbe giraffen tanzen nachts';
  const [first, second] = [1, 2].map((byte) => createSecretKey(Buffer.alloc(32, byte))) as [KeyObject, KeyObject];
  let fresh: FreshDatabase;
  const hashOf = async (username: string) => (await fresh.database.read((em) => em.execute<{ password_hash: string }[]>('select password_hash from builtin_account where username = ?', [username])))[0]!.password_hash;
  const of = (...keys: KeyObject[]) => openPortal(fresh, clock, new KeyedHash(keys));

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.close());

  it('lie there with a key that does not, and follow a change of key, or its introduction, at the next sign-in (R23)', async () => {
    const somebody = { portalKey: 'school', givenName: 'Lena', familyName: 'Hoffmann', userType: 'pupil' as const, password: new Secret(password) };
    const before = await of(first);
    for (const username of ['keyed', 'plain']) await before.create.run({ ...somebody, username, addresses: [{ address: `${username}@post.example` }] });
    await fresh.database.read(async (em) => em.execute('update builtin_account set password_hash = ? where username = ?', [await slowHash(password), 'plain']));
    const stood = await Promise.all([hashOf('keyed'), hashOf('plain')]);
    const now = await of(second, first);
    for (const [at, username] of ['keyed', 'plain'].entries()) {
      expect(await now.door.signIn('school', username, 'something else')).toMatchObject({ refusal: 'portal.wrong-credentials' });
      expect(await hashOf(username)).toBe(stood[at]);
      // Two at once: whoever comes second finds the new hash and is let in all the same.
      expect(await Promise.all([1, 2].map(() => now.door.signIn('school', username, password)))).toMatchObject([{ allowed: true }, { allowed: true }]);
      expect(new KeyedHash([second]).isCurrent(await hashOf(username))).toBe(true);
    }
    const renewed = await hashOf('keyed');
    expect(await now.door.signIn('school', 'keyed', password)).toMatchObject({ allowed: true });
    expect(await hashOf('keyed')).toBe(renewed);
    // Whoever lost the key has the database alone.
    expect(await (await of(first)).door.signIn('school', 'keyed', password)).toMatchObject({ refusal: 'portal.wrong-credentials' });
  });
});
