import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DirectoryCannot, DirectoryRefused, type Account, type AccountState, type Directory, type EntitlementName, type FactName, type Registration, type Relation,
} from '#directory';
import { Secret } from '#kernel';
import { lineContract } from './directory-line.contract.js';
import { newPassword, passwordsContract, temporary } from './directory-passwords.contract.js';
import { givenUpContract } from './directory-given-up.contract.js';
import { reopenedContract } from './directory-reopened.contract.js';
import { contactsContract, endingsContract, factorsContract, registrationsContract } from './directory-abilities.contract.js';

export interface AccountToMake {
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly addresses: readonly string[];
  readonly phone?: string;
  readonly facts?: Partial<Record<FactName, string>>;
  readonly state?: AccountState;
  readonly privileged?: boolean;
  readonly password: Secret;
  /** The rest only for directories whose abilities say so. The main address of a registration that waits is unconfirmed unless told. */
  readonly registration?: { readonly waitsFor: Registration['waitsFor']; readonly corrections?: Registration['corrections']; readonly proposedUsername?: string; readonly claims?: Partial<Record<EntitlementName, string>> };
  readonly isConfirmed?: boolean;
  readonly totpSecret?: Secret;
  readonly recoveryCodes?: readonly Secret[];
  readonly group?: string;
  readonly pinAreas?: readonly { readonly area: string; readonly state: 'no-pin' | 'blocked'; readonly pin?: Secret }[];
  readonly postalAddress?: readonly string[];
  readonly relations?: readonly { readonly kind: Relation['kind']; readonly ref: string }[];
}

/** One directory with somebody who can fill it, sign in to it, and see whether a session still works. */
export interface DirectoryUnderTest {
  readonly directory: Directory;
  /** Stores user names and addresses in small letters, whatever it was given. */
  readonly lowersCase?: true;
  /** Registrations there wait for a yes or no and nothing else: nobody confirms, no data are released. */
  readonly onlyApprovals?: true;
  /** The one relation that this directory knows, where it does not know all. */
  readonly onlyRelation?: Relation['kind'];
  /** Puts an account in and returns its reference. */
  makeAccount(account: AccountToMake): Promise<string>;
  /** What a person at the sign-in page gets, who types exactly this; `must-change`: in, but nothing else until there is a new password. */
  signIn(username: string, password: Secret): Promise<'in' | 'must-change' | 'out'>;
  /** Opens a session and says later whether it still stands; undefined: this directory knows no sessions. */
  openSession(username: string, password: Secret): Promise<(() => Promise<boolean>) | undefined>;
  /** Wrong passwords until the account is locked; undefined: this directory does not lock. */
  lockByWrongPasswords?(username: string): Promise<void>;
  /** As an administrator of the directory does it, past Rekey; null: the directory itself keeps what Rekey stopped, and nobody opens anything past it. */
  readonly elsewhere: { open(username: string): Promise<void>; shut(username: string): Promise<void> } | null;
  /** Puts something on the owner's lists; for directories that can `entitlements`. */
  entitle?(listed: readonly { readonly name: EntitlementName; readonly value: string }[]): Promise<void>;
  /** Takes addresses whose domain is written in its own letters. */
  readonly spelledOut?: true;
  /** More accounts than this directory looks at in one search by a number; left out where none is looked for loosely. */
  readonly crowd?: number;
  /** Facts that this directory has no place for. */
  readonly noPlaceFor?: readonly FactName[];
  /** Nobody can tell whether a password is the present one. */
  readonly forgetsPasswords?: boolean;
  /** For directories that are reached over a line: the same one through another port of the same host, with a short patience. */
  behind?(port: number): Directory;
  readonly host?: string;
  port?(): number;
  /** Ways to stand over others there; the profile names none of them. */
  readonly promotions?: Readonly<Record<string, (somebody: { readonly ref: string; readonly username: string }) => Promise<void>>>;
  /** The same one with a profile that names these groups; for directories whose profile can. */
  naming?(groups: { readonly privilegedGroups?: string[]; readonly excludedGroups?: string[] }): Directory;
  /** How groups are named there of which none is there. */
  readonly missingGroups?: readonly string[];
  /** The same one with credentials that may change nothing. */
  powerless?(): Promise<Directory>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** How every directory behaves, whoever owns the accounts. What its abilities deny is proved to be denied, and not asked further. */
export function directoryContract(name: string, open: () => Promise<DirectoryUnderTest>): void {
  describe(`the directory: ${name}`, () => {
    let desk: DirectoryUnderTest;
    let directory: Directory;
    let number = 0;

    beforeAll(async () => {
      desk = await open();
      directory = desk.directory;
    });
    afterAll(() => desk.close());

    async function somebody(more: Partial<AccountToMake> = {}): Promise<{ ref: string; username: string; password: Secret }> {
      number += 1;
      const password = newPassword();
      const account: AccountToMake = {
        username: `person${number}`, givenName: `Given${number}`, familyName: 'Example', addresses: [`person${number}@post.example`], password, ...more,
      };
      return { ref: await desk.makeAccount(account), username: account.username, password: account.password };
    }
    const knows = (fact: FactName): boolean => !desk.noPlaceFor?.includes(fact);
    const account = async (ref: string): Promise<Account> => (await directory.get(ref))!;
    const refsOf = async (query: Parameters<Directory['find']>[0]) => (await directory.find(query)).map(({ ref }) => ref);

    describe('finding', () => {
      it('finds by any address, whatever its case, and by user name', async () => {
        const { ref } = await somebody({ username: 'Ada.Find', addresses: ['Ada.Find@post.example', 'ada@second.example'] });
        expect(await refsOf({ address: 'ada.find@POST.example' })).toEqual([ref]);
        expect(await refsOf({ address: 'ada@second.example' })).toEqual([ref]);
        expect(await refsOf({ username: 'ada.find' })).toEqual([ref]);
      });

      it('finds by numbers and by the full name, and takes all of them as alternatives', async () => {
        const first = await somebody({ givenName: 'Berta', familyName: 'Finder', facts: { customerNumber: 'KD-4711', serialNumber: 'AB123Z' } });
        const second = await somebody({ givenName: 'Carl', familyName: 'Finder', facts: { customerNumber: 'KD-4712' } });
        expect(await refsOf({ customerNumber: 'kd 4711' })).toEqual([first.ref]);
        if (knows('serialNumber')) expect(await refsOf({ serialNumber: 'ab123z' })).toEqual([first.ref]);
        expect(await refsOf({ name: 'Finder, Carl' })).toEqual([second.ref]);
        expect((await refsOf({ name: 'Carl Finder', customerNumber: 'KD-4711' })).toSorted()).toEqual([first.ref, second.ref].toSorted());
      });

      it('finds names with letters of any language', async () => {
        const { ref } = await somebody({ givenName: 'Jürgen Åke', familyName: 'Groß-Çelik' });
        expect(await refsOf({ name: 'Jürgen Åke Groß-Çelik' })).toEqual([ref]);
      });

      it('finds an address in both spellings of its domain, and lets nobody have it twice', async () => {
        const [plain, other] = [await somebody({ addresses: ['max@xn--mller-kva.example'] }), await somebody()];
        for (const address of ['max@müller.example', 'Max@MÜLLER.example', 'max@xn--mller-kva.example']) expect([address, await refsOf({ address })]).toEqual([address, [plain.ref]]);
        const letters = desk.spelledOut && (await somebody({ addresses: ['eva@größe.example'] }));
        if (letters) for (const address of ['eva@größe.example', 'eva@xn--gre-6ka8i.example']) expect([address, await refsOf({ address })]).toEqual([address, [letters.ref]]);
        if (!directory.abilities.changeAddress) return;
        await expect(directory.changeAddress(other.ref, { replaces: (await account(other.ref)).addresses[0]!.id, address: 'max@müller.example' }, randomUUID())).rejects.toMatchObject({ code: 'directory.taken' });
      });

      it('finds who is named by something of their own beside a short number that is part of many others', async () => {
        await Promise.all(Array.from({ length: desk.crowd ?? 0 }, (_, at) => somebody({ facts: { customerNumber: `1${String(at).padStart(3, '0')}00` } })));
        const [one, short] = [await somebody({ username: 'beside.a.number' }), await somebody({ facts: { customerNumber: '100' } })];
        expect((await refsOf({ username: 'beside.a.number', customerNumber: '100' })).toSorted()).toEqual([one.ref, short.ref].toSorted());
      });

      it('finds nothing by a part, by a family name alone, by a pattern, or by nothing', async () => {
        await somebody({ username: 'doris', givenName: 'Doris', familyName: 'Partial', addresses: ['doris@post.example'] });
        for (const query of [{ name: 'Partial' }, { username: 'dor' }, { username: 'dor*' }, { username: 'dor%' }, { username: '*' }, { address: '*@post.example' }, { address: 'oris@post.example' }, {}]) {
          expect(await refsOf(query)).toEqual([]);
        }
      });

      it('is not fooled by look-alikes or by characters that mean something to the directory (T6)', async () => {
        await somebody({ username: 'mike', addresses: ['mike@post.example'] });
        for (const query of [{ address: 'mıke@post.example' }, { username: 'mıke' }, { username: `mike')(uid=*` }, { username: `mike' or '1'='1` }, { username: 'mike\u0000' }]) {
          expect(await refsOf(query).catch(() => [])).toEqual([]);
        }
        // Written so that nothing gets out of its quotes: the question is understood, and finds nobody.
        for (const username of ['mi"ke', 'mike\\', 'mike" or userName pr or userName eq "mike']) expect([username, await refsOf({ username })]).toEqual([username, []]);
      });

      it('gives at most ten', async () => {
        await Promise.all(Array.from({ length: 12 }, () => somebody({ givenName: 'Same', familyName: 'Name' })));
        expect(await refsOf({ name: 'Same Name' })).toHaveLength(10);
      });
    });

    describe('reading', () => {
      it('tells what the desk may know, and keeps the given spelling of an address', async () => {
        const spelled = (text: string): string => (desk.lowersCase ? text.toLowerCase() : text);
        const { ref } = await somebody({ username: 'Emil', givenName: 'Emil', familyName: 'Read', addresses: ['Emil@Post.example', 'emil@second.example'], phone: '+493023125100', privileged: true });
        const read = await account(ref);
        expect(read).toMatchObject({
          ref, username: spelled('Emil'), displayName: 'Emil Read', state: 'active', privileged: true, mustChangePassword: false, temporaryPasswordExpiresAt: null, lastSignInAt: null,
          addresses: [{ address: spelled('Emil@Post.example'), kind: 'primary' }, { address: 'emil@second.example', kind: 'second' }], phones: [{ number: '+493023125100' }],
        });
        expect(new Set(read.addresses.map(({ id }) => id)).size).toBe(2);
        expect(JSON.stringify(read)).not.toMatch(/passwordHash|"facts"|argon2/);
      });

      it('knows who stands over others, also where the profile names none of their groups and roles (5.4)', async () => {
        for (const [way, promote] of Object.entries(desk.promotions ?? {})) {
          const one = await somebody();
          expect([way, (await account(one.ref)).privileged]).toEqual([way, false]);
          await promote(one);
          expect([way, (await account(one.ref)).privileged, (await directory.find({ username: one.username })).map(({ privileged }) => privileged)]).toEqual([way, true, [true]]);
        }
      });

      it('shows nobody as an ordinary account while a group that the profile names cannot be read: a clear fault names it, and the doctor too (5.4)', async () => {
        const { ref, username } = await somebody();
        for (const group of desk.missingGroups ?? []) {
          for (const setting of ['privilegedGroups', 'excludedGroups'] as const) {
            const named = desk.naming!({ [setting]: [group] });
            for (const ask of [() => named.get(ref), () => named.find({ username }), () => named.freeze(ref, randomUUID())]) {
              await expect(ask()).rejects.toMatchObject({ code: 'directory.misconfigured', retry: 'later', message: expect.stringContaining(group) });
            }
            // Who is not there is nobody's member; upkeep, which asks for nobody, hears of it all the same and raises its alarm.
            await expect(named.mustBeUsable()).rejects.toMatchObject({ code: 'directory.misconfigured' });
            expect([await named.get(randomUUID()), await named.find({ username: 'nobody-is-called-so' })]).toEqual([undefined, []]);
            expect((await named.examine()).filter(({ what }) => what === setting)).toMatchObject([{ ok: false, detail: expect.stringContaining(group), cure: expect.stringContaining(setting) }]);
            await named.close();
          }
        }
        expect((await account(ref)).state).toBe('active');
      });

      it('knows nothing of a reference that is not there', async () => {
        expect(await directory.get(randomUUID())).toBeUndefined();
        expect(await directory.get('nobody')).toBeUndefined();
      });

      it('takes no reference that leads elsewhere or means something to the directory (T6)', async () => {
        await somebody();
        for (const ref of ['', '.', '..', '../Groups', 'x/../../roles', 'x?filter=userName pr', '*', '*)(uid=*', 'x\u0000y', "' or ''='"]) expect([ref, await directory.get(ref)]).toEqual([ref, undefined]);
      });

      it('compares facts without telling them', async () => {
        const { ref } = await somebody({ facts: { customerNumber: 'KD-5000', birthDate: '2001-02-03' } });
        expect(await directory.compareFacts(ref, { customerNumber: 'kd5000', birthDate: '4.2.2001', postcode: '10000' })).toEqual({ matched: ['customerNumber'], failed: knows('birthDate') ? ['birthDate'] : [] });
      });
    });

    passwordsContract(() => ({ desk, somebody, account }));

    describe('the state of an account', () => {
      it('is locked by wrong passwords and opened by unlocking, with the same password', async () => {
        if (!desk.lockByWrongPasswords) return;
        const { ref, username, password } = await somebody();
        await desk.lockByWrongPasswords(username);
        expect((await account(ref)).state).toBe('locked');
        expect(await desk.signIn(username, password)).toBe('out');
        await directory.unlock(ref, randomUUID());
        expect((await account(ref)).state).toBe('active');
        expect(await desk.signIn(username, password)).toBe('in');
      });

      it('is opened by a new password too, temporary or chosen', async () => {
        if (!desk.lockByWrongPasswords) return;
        const [one, two] = [await somebody(), await somebody()];
        for (const { username } of [one, two]) await desk.lockByWrongPasswords(username);
        await directory.setPassword(one.ref, newPassword(), randomUUID());
        await directory.setTemporaryPassword(two.ref, temporary(), new Date(Date.now() + HOUR_MS), randomUUID());
        expect([(await account(one.ref)).state, (await account(two.ref)).state]).toEqual(['active', 'active']);
      });

      it('becomes active by activation, and stays active by another', async () => {
        if (!directory.abilities.activate) return void (await expect(directory.activate(randomUUID(), randomUUID())).rejects.toThrow(DirectoryCannot));
        const { ref, username, password } = await somebody({ state: 'pending-activation' });
        expect(await desk.signIn(username, password)).toBe('out');
        const operation = randomUUID();
        await directory.activate(ref, operation);
        await directory.activate(ref, operation);
        expect((await account(ref)).state).toBe('active');
        expect(await desk.signIn(username, password)).toBe('in');
      });

      it('stays as it is when the registration waits for an office', async () => {
        if (!directory.abilities.activate) return;
        const state = 'registration-locked';
        const { ref } = await somebody({ state });
        await expect(directory.activate(ref, randomUUID())).rejects.toThrow(DirectoryRefused);
        expect((await account(ref)).state).toBe(state);
      });

      it('frozen keeps everybody out until it is thawed, and thaws to what it was', async () => {
        const { ref, username, password } = await somebody();
        const stillStands = await desk.openSession(username, password);
        await directory.freeze(ref, randomUUID());
        await directory.freeze(ref, randomUUID());
        expect((await account(ref)).state).toBe('frozen');
        if (stillStands) expect(await stillStands()).toBe(false);
        const next = newPassword();
        await directory.setPassword(ref, next, randomUUID());
        if (directory.abilities.unlock) await directory.unlock(ref, randomUUID());
        expect(await desk.signIn(username, next)).toBe('out');
        await directory.unfreeze(ref, randomUUID());
        expect((await account(ref)).state).toBe('active');
        expect(await desk.signIn(username, next)).toBe('in');

        if (!directory.abilities.activate) return;
        const pending = await somebody({ state: 'pending-activation' });
        await directory.freeze(pending.ref, randomUUID());
        await directory.unfreeze(pending.ref, randomUUID());
        expect((await account(pending.ref)).state).toBe('pending-activation');
        expect(await desk.signIn(pending.username, pending.password)).toBe('out');
      });
    });

    contactsContract(() => ({ desk, somebody, account }));
    registrationsContract(() => ({ desk, somebody, account }));
    factorsContract(() => ({ desk, somebody, account }));
    endingsContract(() => ({ desk, somebody, account }));
    reopenedContract(() => ({ desk, somebody, account }));
    givenUpContract(() => ({ desk, somebody, account }));
    lineContract(() => ({ desk, somebody, account }));

    describe('a caller who died', () => {
      it('can ask whether it happened', async () => {
        const { ref } = await somebody();
        const operation = randomUUID();
        expect(await directory.happened(operation)).toBe(false);
        await directory.freeze(ref, operation);
        expect(await directory.happened(operation)).toBe(true);
      });

      it('is told no for an operation that was refused', async () => {
        const operation = randomUUID();
        await expect(directory.setPassword(randomUUID(), newPassword(), operation)).rejects.toMatchObject({ code: 'directory.refused', retry: 'never' });
        expect(await directory.happened(operation)).toBe(false);
      });

      it('can repeat every change at the same time as somebody else', async () => {
        const { ref, username } = await somebody();
        const [chosen, operation] = [newPassword(), randomUUID()];
        await Promise.all(Array.from({ length: 4 }, () => directory.setPassword(ref, chosen, operation)));
        expect(await desk.signIn(username, chosen)).toBe('in');
      });
    });
  });
}
