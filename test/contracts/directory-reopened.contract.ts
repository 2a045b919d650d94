import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { DirectoryUnreachable } from '#directory';
import { RemoteDirectory } from '../../libs/directory/adapters/remote/remote-directory.js';
import { newPassword } from './directory-passwords.contract.js';
import type { Parts } from './directory-abilities.contract.js';

/** What Rekey stopped and somebody opened over there, past Rekey: the directory has the last word, and the freeze is not forgotten. */
export function reopenedContract(parts: () => Parts): void {
  describe('an account that somebody opened in the directory while Rekey\'s freeze of it stands', () => {
    const behindOurBack = (name: string, run: (given: Parts & { open(username: string): Promise<void>; shut(username: string): Promise<void> }) => Promise<void>) => it(name, async () => {
      const { elsewhere, directory } = parts().desk;
      // Whatever Rekey keeps notes beside has to be opened past it here.
      if (directory instanceof RemoteDirectory) expect(elsewhere).not.toBeNull();
      if (elsewhere) await run({ ...parts(), ...elsewhere });
      else expect(await directory.openedPastUs()).toEqual([]);
    });

    behindOurBack('shows as open, and as one that should be frozen', async ({ desk, somebody, account, open }) => {
      const { ref, username, password } = await somebody();
      expect((await account(ref)).shouldBeFrozen).toBe(false);
      await desk.directory.freeze(ref, randomUUID());
      expect(await account(ref)).toMatchObject({ state: 'frozen', shouldBeFrozen: false });
      await open(username);
      expect(await account(ref)).toMatchObject({ state: 'active', shouldBeFrozen: true });
      expect(await desk.signIn(username, password)).toBe('in');
    });

    behindOurBack('is not shut by the old freeze when it gets a new password', async ({ desk, somebody, account, open }) => {
      const { ref, username } = await somebody();
      await desk.directory.freeze(ref, randomUUID());
      await open(username);
      const [next, later] = [newPassword(), newPassword()];
      await desk.directory.setPassword(ref, next, randomUUID());
      expect(await desk.signIn(username, next)).toBe('in');
      expect(await account(ref)).toMatchObject({ state: 'active', shouldBeFrozen: true });
      if (desk.lockByWrongPasswords) {
        await desk.lockByWrongPasswords(username);
        await desk.directory.unlock(ref, randomUUID());
      }
      await desk.directory.setPassword(ref, later, randomUUID());
      expect(await desk.signIn(username, later)).toBe('in');
    });

    behindOurBack('can be frozen again, and thaws to open, also where it was disabled before the first freeze', async ({ desk, somebody, account, open, shut }) => {
      const { ref, username, password } = await somebody();
      await shut(username);
      await desk.directory.freeze(ref, randomUUID());
      await open(username);
      expect(await account(ref)).toMatchObject({ state: 'active', shouldBeFrozen: true });
      await desk.directory.freeze(ref, randomUUID());
      expect(await account(ref)).toMatchObject({ state: 'frozen', shouldBeFrozen: false });
      expect(await desk.signIn(username, password)).toBe('out');
      await desk.directory.unfreeze(ref, randomUUID());
      expect(await account(ref)).toMatchObject({ state: 'active', shouldBeFrozen: false });
      expect(await desk.signIn(username, password)).toBe('in');
    });

    behindOurBack('stays open when the freeze is taken back, also where it was disabled before', async ({ desk, somebody, account, open, shut }) => {
      const { ref, username, password } = await somebody();
      await shut(username);
      await desk.directory.freeze(ref, randomUUID());
      await open(username);
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await desk.directory.unfreeze(ref, operation);
      expect(await account(ref)).toMatchObject({ state: 'active', shouldBeFrozen: false });
      expect(await desk.signIn(username, password)).toBe('in');
    });

    behindOurBack('and disabled again is disabled by them, once Rekey has looked: the end of the freeze opens nothing', async ({ desk, somebody, account, open, shut }) => {
      const { ref, username, password } = await somebody();
      await desk.directory.freeze(ref, randomUUID());
      await open(username);
      expect((await desk.directory.openedPastUs()).map((one) => one.ref)).toContain(ref);
      await shut(username);
      // Where whoever is switched off waits for a yes, they do so again.
      const theirs = desk.onlyApprovals ? 'registration-locked' : 'disabled';
      expect((await account(ref)).state).toBe(theirs);
      expect((await desk.directory.openedPastUs()).map((one) => one.ref)).not.toContain(ref);
      await desk.directory.unfreeze(ref, randomUUID());
      expect((await account(ref)).state).toBe(theirs);
      expect(await desk.signIn(username, password)).toBe('out');
    });

    behindOurBack('is named although a new password under the freeze once timed out, and the freeze opens nothing and shuts nothing then', async ({ desk, somebody, account, open }) => {
      const { ref, username } = await somebody();
      await desk.directory.freeze(ref, randomUUID());
      const { writePassword } = desk.directory as unknown as { writePassword(...given: unknown[]): Promise<void> };
      const late = jest.spyOn(desk.directory as unknown as { writePassword: typeof writePassword }, 'writePassword').mockImplementationOnce(async (...given) => {
        await writePassword.apply(desk.directory, given);
        throw new DirectoryUnreachable('the answer was lost');
      });
      const [operation, next, later] = [randomUUID(), newPassword(), newPassword()];
      await expect(desk.directory.setPassword(ref, next, operation)).rejects.toMatchObject({ code: 'directory.unreachable' });
      await desk.directory.setPassword(ref, next, operation);
      expect(late).toHaveBeenCalledTimes(2);
      late.mockRestore();
      expect(await account(ref)).toMatchObject({ state: 'frozen', shouldBeFrozen: false });
      expect(await desk.signIn(username, next)).toBe('out');
      await open(username);
      expect((await desk.directory.openedPastUs()).map((one) => one.ref)).toContain(ref);
      expect(await account(ref)).toMatchObject({ state: 'active', shouldBeFrozen: true });
      await desk.directory.setPassword(ref, later, randomUUID());
      expect(await desk.signIn(username, later)).toBe('in');
    });

    behindOurBack('stays shut where it was opened before that password was written again', async ({ desk, somebody, account, open }) => {
      const { ref, username } = await somebody();
      await desk.directory.freeze(ref, randomUUID());
      const late = jest.spyOn(desk.directory as unknown as { writePassword(): Promise<void> }, 'writePassword').mockRejectedValueOnce(new DirectoryUnreachable('late'));
      const [operation, next] = [randomUUID(), newPassword()];
      await expect(desk.directory.setPassword(ref, next, operation)).rejects.toMatchObject({ code: 'directory.unreachable' });
      late.mockRestore();
      // Nobody can tell this from what the password itself opened.
      await open(username);
      await desk.directory.setPassword(ref, next, operation);
      expect(await account(ref)).toMatchObject({ state: 'frozen', shouldBeFrozen: false });
      expect(await desk.signIn(username, next)).toBe('out');
    });

    behindOurBack('is named to whoever watches, and no other', async ({ desk, somebody, open }) => {
      const [opened, frozen] = [await somebody(), await somebody()];
      for (const { ref } of [opened, frozen]) await desk.directory.freeze(ref, randomUUID());
      await open(opened.username);
      const named = async () => (await desk.directory.openedPastUs()).map(({ ref }) => ref).filter((ref) => ref === opened.ref || ref === frozen.ref);
      expect(await named()).toEqual([opened.ref]);
      await desk.directory.freeze(opened.ref, randomUUID());
      expect(await named()).toEqual([]);
    });
  });
}
