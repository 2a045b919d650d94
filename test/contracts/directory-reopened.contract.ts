import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newPassword } from './directory-passwords.contract.js';
import type { Parts } from './directory-abilities.contract.js';

/** What Rekey stopped and somebody opened over there, past Rekey: the directory has the last word, and the freeze is not forgotten. */
export function reopenedContract(parts: () => Parts): void {
  describe('an account that somebody opened in the directory while Rekey\'s freeze of it stands', () => {
    const behindOurBack = (name: string, run: (given: Parts & { open(username: string): Promise<void>; shut(username: string): Promise<void> }) => Promise<void>) => it(name, async () => {
      const { openElsewhere, shutElsewhere } = parts().desk;
      if (openElsewhere && shutElsewhere) await run({ ...parts(), open: openElsewhere, shut: shutElsewhere });
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
