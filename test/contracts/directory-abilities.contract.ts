import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { newTotpSecret } from '#agents';
import { DIRECTORY_ABILITIES, DirectoryCannot, DirectoryRefused, DirectoryTaken, type Account, type Directory, type DirectoryAbility } from '#directory';
import { Secret } from '#kernel';
import type { AccountToMake, DirectoryUnderTest } from './directory.contract.js';

/** What the parts of the contract share; asked when a test runs, since the directory opens late. */
export interface Parts {
  readonly desk: DirectoryUnderTest;
  somebody(more?: Partial<AccountToMake>): Promise<{ ref: string; username: string; password: Secret }>;
  account(ref: string): Promise<Account>;
}

/** One call for each ability that a directory may lack. */
const SAMPLE: Partial<Record<DirectoryAbility, (directory: Directory) => Promise<unknown>>> = {
  requirePasswordChange: (directory) => directory.requirePasswordChange('r', 'o'),
  endSessions: (directory) => directory.endSessions('r', 'o'),
  changeAddress: (directory) => directory.changeAddress('r', { replaces: 'a', address: 'b@c.example' }, 'o'),
  secondAddresses: (directory) => directory.addAddress('r', { address: 'b@c.example', confirmed: true }, 'o'),
  changeUsername: (directory) => directory.changeUsername('r', 'u', 'o'),
  updateProfile: (directory) => directory.updateProfile('r', {}, 'o'),
  registrations: (directory) => directory.approveRegistration('r', 'o'),
  waitingRegistrations: (directory) => directory.waitingRegistrations(),
  entitlements: (directory) => directory.checkEntitlements('r'),
  pinAreas: (directory) => directory.setPin('r', 'a', new Secret('p'), 'o'),
  resetSecondFactor: (directory) => directory.resetSecondFactor('r', 'o'),
  checkSecondFactor: (directory) => directory.verifySecondFactor('r', { kind: 'totp', code: new Secret('1') }, 'o'),
  checkPassword: (directory) => directory.verifyPassword('r', new Secret('p')),
  checkSignIn: (directory) => directory.verifySignIn('r', { password: new Secret('p'), code: new Secret('1') }, 'o'),
  mergeAccounts: (directory) => directory.mergeAccounts('r', 's', 'o'),
  deleteAccount: (directory) => directory.disable('r', 'o'),
  list: (directory) => directory.list({ limit: 1 }),
  vouchers: (directory) => directory.mayVouchFor('r'),
  letters: (directory) => directory.postalAddress('r'),
};

/** A test for directories that can; the others are proved to say so. */
function able(parts: () => Parts, ability: DirectoryAbility, name: string, run: (given: Parts & { directory: Directory }) => Promise<void>): void {
  it(name, async () => {
    const given = parts();
    const { directory } = given.desk;
    if (directory.abilities[ability]) return run({ ...given, directory });
    await expect(SAMPLE[ability]!(directory)).rejects.toThrow(DirectoryCannot);
  });
}

export function contactsContract(parts: () => Parts): void {
  describe('its abilities', () => {
    it('are said for every one', () => {
      expect(Object.keys(parts().desk.directory.abilities).toSorted()).toEqual([...DIRECTORY_ABILITIES].toSorted());
    });
  });

  describe('addresses and names', () => {
    able(parts, 'changeAddress', 'an address is replaced by another, under a new id, and sessions end', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody({ addresses: [`${randomUUID()}@old.example`] });
      const stands = await desk.openSession(username, password);
      const [before] = (await account(ref)).addresses;
      const [address, operation] = [`New.${randomUUID()}@new.example`, randomUUID()];
      for (let time = 0; time < 2; time += 1) await directory.changeAddress(ref, { replaces: before!.id, address }, operation);
      const after = (await account(ref)).addresses;
      expect(after).toMatchObject([{ address: desk.lowersCase ? address.toLowerCase() : address, kind: 'primary' }]);
      expect(after[0]!.id).not.toBe(before!.id);
      expect((await directory.find({ address: before!.address }))).toEqual([]);
      expect((await directory.find({ address })).map((one) => one.ref)).toEqual([ref]);
      if (stands) expect(await stands()).toBe(false);
      expect(await desk.signIn(username, password)).toBe('in');
      expect(await directory.happened(operation)).toBe(true);
    });

    able(parts, 'changeAddress', 'a second address that becomes the main one moves, and none stands twice; the main one stays what it is', async ({ directory, somebody, account }) => {
      const [main, second] = [`${randomUUID()}@main.example`, `${randomUUID()}@second.example`];
      const { ref } = await somebody({ addresses: [main, second] });
      const shown = async () => (await account(ref)).addresses.map(({ address, kind }) => [address.toLowerCase(), kind]);
      const idOf = async (address: string) => (await account(ref)).addresses.find((one) => one.address.toLowerCase() === address)!.id;
      const operation = randomUUID();
      const replaces = await idOf(main);
      for (let time = 0; time < 2; time += 1) await directory.changeAddress(ref, { replaces, address: second.toUpperCase().replace(/@.*/, '@second.example') }, operation);
      expect(await shown()).toEqual([[second, 'primary']]);

      const other = await somebody({ addresses: [`o${main}`, `o${second}`] });
      const before = (await account(other.ref)).addresses;
      await directory.changeAddress(other.ref, { replaces: before[1]!.id, address: `o${main}` }, randomUUID());
      expect((await account(other.ref)).addresses).toMatchObject([{ id: before[0]!.id, kind: 'primary' }]);
      expect((await account(other.ref)).addresses).toHaveLength(1);
    });

    able(parts, 'changeAddress', 'an address of somebody else is not taken from them, whatever its case', async ({ directory, somebody, account }) => {
      const taken = `${randomUUID()}@taken.example`;
      await somebody({ addresses: [taken] });
      const { ref } = await somebody({ addresses: [`${randomUUID()}@mine.example`] });
      const [mine] = (await account(ref)).addresses;
      await expect(directory.changeAddress(ref, { replaces: mine!.id, address: taken.toUpperCase() }, randomUUID())).rejects.toThrow(DirectoryTaken);
      expect((await account(ref)).addresses).toEqual([mine]);
    });

    able(parts, 'changeAddress', 'what is not one address is refused (T5)', async ({ directory, somebody, account }) => {
      const { ref } = await somebody({ addresses: [`${randomUUID()}@mine.example`] });
      const [mine] = (await account(ref)).addresses;
      for (const address of ['a@b.example,c@d.example', 'a@b.example\r\nBcc: c@d.example', 'not an address']) {
        await expect(directory.changeAddress(ref, { replaces: mine!.id, address }, randomUUID())).rejects.toThrow(DirectoryRefused);
      }
    });

    able(parts, 'secondAddresses', 'a second address comes unconfirmed, is confirmed, and goes; the main one stays', async ({ directory, somebody, account }) => {
      const { ref } = await somebody({ addresses: [`${randomUUID()}@main.example`] });
      const [address, operation] = [`${randomUUID()}@second.example`, randomUUID()];
      for (let time = 0; time < 2; time += 1) await directory.addAddress(ref, { address, confirmed: false }, operation);
      const [main, second] = (await account(ref)).addresses;
      expect(second).toMatchObject({ address, kind: 'second', confirmedAt: null });
      await directory.confirmAddress(ref, second!.id, randomUUID());
      expect((await account(ref)).addresses[1]!.confirmedAt).toBeInstanceOf(Date);
      await directory.removeAddress(ref, second!.id, randomUUID());
      await directory.removeAddress(ref, second!.id, randomUUID());
      await expect(directory.removeAddress(ref, main!.id, randomUUID())).rejects.toThrow(DirectoryRefused);
      expect((await account(ref)).addresses).toEqual([main]);
    });

    able(parts, 'changeUsername', 'another user name signs in from now on; a taken one is refused', async ({ desk, directory, somebody, account }) => {
      const other = await somebody();
      const { ref, username, password } = await somebody();
      const next = `renamed${randomUUID().slice(0, 8)}`;
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await directory.changeUsername(ref, next, operation);
      expect((await account(ref)).username).toBe(next);
      expect(await desk.signIn(next, password)).toBe('in');
      expect(await desk.signIn(username, password)).toBe('out');
      await expect(directory.changeUsername(ref, other.username.toUpperCase(), randomUUID())).rejects.toThrow(DirectoryTaken);
    });

    able(parts, 'updateProfile', 'names on file change and are found by', async ({ directory, somebody, account }) => {
      const { ref } = await somebody({ givenName: 'Wrong', familyName: 'Spelling' });
      await directory.updateProfile(ref, { givenName: 'Right', familyName: `Spelling${randomUUID().slice(0, 6)}` }, randomUUID());
      const { displayName } = await account(ref);
      expect(displayName).toMatch(/^Right Spelling/);
      expect((await directory.find({ name: displayName })).map((one) => one.ref)).toEqual([ref]);
    });

    able(parts, 'letters', 'a postal address is told only for a letter', async ({ directory, somebody, account }) => {
      const { ref } = await somebody({ postalAddress: ['Anna Beispiel', 'Am Kai 7', '20095 Hamburg'] });
      expect((await directory.postalAddress(ref))?.lines).toEqual(['Anna Beispiel', 'Am Kai 7', '20095 Hamburg']);
      const read = await account(ref);
      expect(read.postalAddressSince).toBeInstanceOf(Date);
      expect(JSON.stringify(read)).not.toContain('Am Kai');
      expect(await directory.postalAddress((await somebody()).ref)).toBeUndefined();
    });
  });
}

export function registrationsContract(parts: () => Parts): void {
  describe('registrations', () => {
    able(parts, 'registrations', 'corrected data are released, with a new user name, and wait for their confirmation (U5, U8)', async ({ desk, directory, somebody, account }) => {
      if (desk.onlyApprovals) return void (await expect(directory.releaseRegistration((await somebody()).ref, { data: {} }, randomUUID())).rejects.toThrow(DirectoryRefused));
      const proposed = `e.richtig${randomUUID().slice(0, 6)}`;
      const { ref, password } = await somebody({
        givenName: 'Eva', familyName: 'Falsch', state: 'registration-locked',
        registration: { waitsFor: 'data-release', corrections: [{ field: 'familyName', onFile: 'Falsch', given: 'Richtig' }], proposedUsername: proposed },
      });
      expect((await account(ref)).registration).toMatchObject({ waitsFor: 'data-release', corrections: [{ field: 'familyName', given: 'Richtig' }], proposedUsername: proposed });
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await directory.releaseRegistration(ref, { data: { familyName: 'Richtig' }, username: proposed }, operation);
      expect(await account(ref)).toMatchObject({ state: 'pending-activation', displayName: 'Eva Richtig', username: proposed, registration: { waitsFor: 'confirmation', corrections: [] } });
      await directory.activate(ref, randomUUID());
      expect(await account(ref)).toMatchObject({ state: 'active', registration: null });
      expect(await desk.signIn(proposed, password)).toBe('in');
    });

    able(parts, 'registrations', 'an approval opens what was confirmed, and lets the rest be confirmed', async ({ desk, directory, somebody, account }) => {
      const confirmed = await somebody({ state: 'registration-locked', registration: { waitsFor: 'approval' }, isConfirmed: true });
      const unconfirmed = await somebody({ state: 'registration-locked', registration: { waitsFor: 'approval' }, isConfirmed: false });
      for (const { ref } of [confirmed, unconfirmed]) await directory.approveRegistration(ref, randomUUID());
      expect([(await account(confirmed.ref)).state, (await account(unconfirmed.ref)).state]).toEqual(['active', desk.onlyApprovals ? 'active' : 'pending-activation']);
      await expect(directory.approveRegistration(confirmed.ref, randomUUID())).rejects.toThrow(DirectoryRefused);
    });

    able(parts, 'registrations', 'a refusal keeps out; what waits for data is not approved', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody({ state: 'registration-locked', registration: { waitsFor: 'data-release' } });
      if (!desk.onlyApprovals) await expect(directory.approveRegistration(ref, randomUUID())).rejects.toThrow(DirectoryRefused);
      await directory.refuseRegistration(ref, randomUUID());
      expect((await account(ref)).state).toBe('disabled');
      await expect(directory.approveRegistration(ref, randomUUID())).rejects.toThrow(DirectoryRefused);
      expect(await desk.signIn(username, password)).toBe('out');
    });

    able(parts, 'registrations', 'what waits for the office stays out after a freeze, and is not decided during one', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody({ state: 'registration-locked', registration: { waitsFor: 'approval' }, isConfirmed: true });
      await directory.freeze(ref, randomUUID());
      await expect(directory.approveRegistration(ref, randomUUID())).rejects.toThrow(DirectoryRefused);
      await directory.unfreeze(ref, randomUUID());
      expect((await account(ref)).state).toBe('registration-locked');
      expect(await desk.signIn(username, password)).toBe('out');
    });

    able(parts, 'waitingRegistrations', 'says which registrations wait for the approval office, and no others', async ({ desk, directory, somebody }) => {
      const waiting = [await somebody({ state: 'registration-locked', registration: { waitsFor: 'approval' } }), await somebody({ state: 'registration-locked', registration: { waitsFor: 'data-release' } })];
      const others = [await somebody(), ...(desk.onlyApprovals ? [] : [await somebody({ state: 'pending-activation', registration: { waitsFor: 'confirmation' } })])];
      const found = (await directory.waitingRegistrations()).map(({ ref }) => ref);
      expect(found).toEqual(expect.arrayContaining(waiting.map(({ ref }) => ref)));
      expect(found.filter((ref) => others.some((one) => one.ref === ref))).toEqual([]);
    });

    able(parts, 'entitlements', 'says which entitlements are on the lists', async ({ desk, directory, somebody, account }) => {
      await desk.entitle!([{ name: 'serialNumber', value: 'QX417B' }, { name: 'companyDomain', value: 'werke.example' }]);
      const { ref } = await somebody({ state: 'registration-locked', registration: { waitsFor: 'approval', claims: { serialNumber: 'qx 417 b', companyDomain: 'other.example' } } });
      expect(await directory.checkEntitlements(ref)).toMatchObject({ matched: ['serialNumber'], failed: ['companyDomain'] });
      expect((await account(ref)).registration?.entitlements.toSorted()).toEqual(['companyDomain', 'serialNumber']);
    });
  });
}

export function factorsContract(parts: () => Parts): void {
  describe('second factor, PIN and sessions', () => {
    able(parts, 'checkSecondFactor', 'an authenticator and a saved code each prove once', async ({ directory, somebody, account }) => {
      const secret = newTotpSecret();
      const { ref } = await somebody({ totpSecret: new Secret(secret), recoveryCodes: [new Secret('ABCD-2345'), new Secret('EFGH-6789')] });
      expect((await account(ref)).hasSecondFactor).toBe(true);
      const code = new Secret(generateSync({ secret }));
      const operation = randomUUID();
      expect(await directory.verifySecondFactor(ref, { kind: 'totp', code }, operation)).toBe(true);
      expect(await directory.verifySecondFactor(ref, { kind: 'totp', code }, operation)).toBe(true);
      expect(await directory.verifySecondFactor(ref, { kind: 'totp', code }, randomUUID())).toBe(false);
      const saved = { kind: 'recovery-code', code: new Secret('abcd2345') } as const;
      expect(await directory.verifySecondFactor(ref, saved, randomUUID())).toBe(true);
      expect(await directory.verifySecondFactor(ref, saved, randomUUID())).toBe(false);
      expect(await directory.verifySecondFactor((await somebody()).ref, { kind: 'totp', code }, randomUUID())).toBe(false);
    });

    able(parts, 'checkSignIn', 'password and authenticator prove together, and the code once', async ({ directory, somebody }) => {
      const secret = newTotpSecret();
      const { ref, password } = await somebody({ totpSecret: new Secret(secret) });
      const signsIn = (typed: Secret, code: string, who = ref) => directory.verifySignIn(who, { password: typed, code: new Secret(code) }, randomUUID());
      const code = generateSync({ secret });
      expect(await signsIn(password, code)).toBe(true);
      expect(await signsIn(password, code)).toBe(false);
      const other = await somebody({ totpSecret: new Secret(secret) });
      expect(await signsIn(new Secret('another one entirely'), generateSync({ secret }), other.ref)).toBe(false);
      const third = await somebody({ totpSecret: new Secret(secret) });
      expect(await signsIn(third.password, generateSync({ secret: newTotpSecret() }), third.ref)).toBe(false);
      // Whoever has no second factor has nothing to sign in with here.
      const bare = await somebody();
      expect(await signsIn(bare.password, generateSync({ secret }), bare.ref)).toBe(false);
      expect(await signsIn(bare.password, '', bare.ref)).toBe(false);
    });

    able(parts, 'resetSecondFactor', 'taking the second factor away leaves the password and ends sessions', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody({ totpSecret: new Secret(newTotpSecret()) });
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await directory.resetSecondFactor(ref, operation);
      expect((await account(ref)).hasSecondFactor).toBe(false);
      expect(await desk.signIn(username, password)).toBe('in');
    });

    able(parts, 'pinAreas', 'a new PIN closes its area until it is typed; a block is lifted', async ({ directory, somebody, account }) => {
      const { ref } = await somebody({ pinAreas: [{ area: 'company', state: 'no-pin' }, { area: 'bank', state: 'blocked', pin: new Secret('11112222') }] });
      await directory.setPin(ref, 'company', new Secret('12345678'), randomUUID());
      await directory.unlockPinArea(ref, 'bank', randomUUID());
      await directory.unlockPinArea(ref, 'company', randomUUID());
      expect((await account(ref)).pinAreas.toSorted((a, b) => a.area.localeCompare(b.area))).toEqual([{ area: 'bank', state: 'closed' }, { area: 'company', state: 'closed' }]);
    });

    able(parts, 'endSessions', 'sessions end and the password stays', async ({ desk, directory, somebody }) => {
      const { ref, username, password } = await somebody();
      const stands = await desk.openSession(username, password);
      await directory.endSessions(ref, randomUUID());
      if (stands) expect(await stands()).toBe(false);
      expect(await desk.signIn(username, password)).toBe('in');
    });

    able(parts, 'requirePasswordChange', 'a forced change lets in only to choose another, and is no temporary password', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody();
      await directory.requirePasswordChange(ref, randomUUID());
      expect(await account(ref)).toMatchObject({ mustChangePassword: true, temporaryPasswordExpiresAt: null });
      expect(await desk.signIn(username, password)).toBe('must-change');
      const next = new Secret(`blaue nashörner ${randomUUID()}`);
      await directory.setPassword(ref, next, randomUUID());
      expect(await desk.signIn(username, next)).toBe('in');
    });
  });
}

export function endingsContract(parts: () => Parts): void {
  describe('merging, leaving, and looking over many', () => {
    able(parts, 'mergeAccounts', 'one account takes over what hung on the other, which is closed', async ({ desk, directory, somebody, account }) => {
      const oldAddress = `${randomUUID()}@old.example`;
      const number = `KD-${randomUUID().slice(0, 8)}`;
      const from = await somebody({ addresses: [oldAddress], facts: { customerNumber: number } });
      const into = await somebody();
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await directory.mergeAccounts(from.ref, into.ref, operation);
      expect((await directory.find({ customerNumber: number })).map(({ ref }) => ref)).toEqual([into.ref]);
      expect(await account(from.ref)).toMatchObject({ state: 'disabled', addresses: [] });
      if (directory.abilities.secondAddresses) expect((await account(into.ref)).addresses.map(({ address }) => address)).toContain(oldAddress);
      expect(await desk.signIn(from.username, from.password)).toBe('out');
      expect(await desk.signIn(into.username, into.password)).toBe('in');
      await expect(directory.mergeAccounts(into.ref, into.ref, randomUUID())).rejects.toThrow(DirectoryRefused);
    });

    able(parts, 'deleteAccount', 'an account is disabled first, comes back, or is gone for good', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody();
      await expect(directory.deleteAccount(ref, randomUUID())).rejects.toThrow(DirectoryRefused);
      await directory.disable(ref, randomUUID());
      expect((await account(ref)).state).toBe('disabled');
      expect(await desk.signIn(username, password)).toBe('out');
      await directory.enable(ref, randomUUID());
      expect(await desk.signIn(username, password)).toBe('in');
      await directory.disable(ref, randomUUID());
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await directory.deleteAccount(ref, operation);
      expect(await directory.get(ref)).toBeUndefined();
      expect(await directory.happened(operation)).toBe(true);
    });

    able(parts, 'deleteAccount', 'what was disabled before it was frozen is disabled again when it is thawed, and can be deleted', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody();
      await directory.disable(ref, randomUUID());
      await directory.freeze(ref, randomUUID());
      expect((await account(ref)).state).toBe('frozen');
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await directory.unfreeze(ref, operation);
      expect((await account(ref)).state).toBe('disabled');
      expect(await desk.signIn(username, password)).toBe('out');
      await directory.deleteAccount(ref, randomUUID());
      expect(await directory.get(ref)).toBeUndefined();
    });

    able(parts, 'deleteAccount', 'what was disabled, then frozen, and is enabled during the freeze stays frozen, and thaws to what it was before both', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody();
      await directory.disable(ref, randomUUID());
      await directory.freeze(ref, randomUUID());
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await directory.enable(ref, operation);
      expect((await account(ref)).state).toBe('frozen');
      expect(await desk.signIn(username, password)).toBe('out');
      await directory.unfreeze(ref, randomUUID());
      expect((await account(ref)).state).toBe('active');
      expect(await desk.signIn(username, password)).toBe('in');
    });

    able(parts, 'deleteAccount', 'what was frozen before it was disabled is frozen again when it is enabled, and thaws to what it was', async ({ desk, directory, somebody, account }) => {
      const { ref, username, password } = await somebody();
      await directory.freeze(ref, randomUUID());
      await directory.disable(ref, randomUUID());
      expect((await account(ref)).state).toBe('disabled');
      // Out of order: the disabling lies over it.
      await directory.unfreeze(ref, randomUUID());
      expect((await account(ref)).state).toBe('disabled');
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await directory.enable(ref, operation);
      expect((await account(ref)).state).toBe('frozen');
      expect(await desk.signIn(username, password)).toBe('out');
      await directory.unfreeze(ref, randomUUID());
      expect((await account(ref)).state).toBe('active');
      expect(await desk.signIn(username, password)).toBe('in');
    });

    able(parts, 'list', 'gives a group page by page, each account once', async ({ directory, somebody, account }) => {
      const group = `class-${randomUUID().slice(0, 6)}`;
      const refs: string[] = [];
      for (let at = 0; at < 5; at += 1) refs.push((await somebody({ group })).ref);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await directory.list({ group, limit: 2, after });
        expect(page.accounts.length).toBeLessThanOrEqual(2);
        seen.push(...page.accounts.map(({ ref }) => ref));
        // Not for ever, where every page is the first.
        expect(seen.length).toBeLessThanOrEqual(refs.length);
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(seen.toSorted()).toEqual(refs.toSorted());
      expect((await account(refs[0]!)).group).toBe(group);
    });

    able(parts, 'checkPassword', 'says whether somebody with this password would be let in, and nothing else', async ({ directory, somebody }) => {
      const { ref, password } = await somebody();
      expect([await directory.verifyPassword(ref, password), await directory.verifyPassword(ref, new Secret('another one'))]).toEqual([true, false]);
      await directory.freeze(ref, randomUUID());
      expect(await directory.verifyPassword(ref, password)).toBe(false);
    });

    able(parts, 'vouchers', 'says who may vouch, and for nobody else', async ({ desk, directory, somebody, account }) => {
      const kind = desk.onlyRelation ?? 'teacher';
      const teacher = await somebody({ addresses: [`${randomUUID()}@school.example`] });
      const pupil = await somebody({ relations: [{ kind, ref: teacher.ref }] });
      const { displayName, addresses } = await account(teacher.ref);
      expect(await directory.mayVouchFor(pupil.ref)).toEqual([{ kind, ref: teacher.ref, displayName, address: addresses[0]!.address }]);
      expect(await directory.mayVouchFor(teacher.ref)).toEqual([]);
      // Whoever is shut out is named all the same: why they may not vouch now is said by who asks.
      await directory.freeze(teacher.ref, randomUUID());
      expect(await directory.mayVouchFor(pupil.ref)).toMatchObject([{ ref: teacher.ref }]);
    });
  });
}
