import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { DirectoryRefused, DirectoryUnreachable } from '#directory';
import { RemoteDirectory } from '../../libs/directory/adapters/remote/remote-directory.js';
import type { Parts } from './directory-abilities.contract.js';

/** What somebody began in a directory that then stayed away: given up, it counts as never begun. */
export function givenUpContract(parts: () => Parts): void {
  describe('a deletion that was given up', () => {
    it('leaves a registration to be decided like any other', async () => {
      const { desk: { directory, signIn }, somebody, account } = parts();
      // Only beside a directory that is not ours Rekey remembers what it began.
      if (!(directory instanceof RemoteDirectory) || !directory.abilities.deleteAccount || !directory.abilities.registrations) return expect(await directory.giveUpDisabling('nobody')).toBeUndefined();
      const { ref, username, password } = await somebody({ state: 'registration-locked', registration: { waitsFor: 'approval' }, isConfirmed: true });
      const away = jest.spyOn(directory as unknown as { setEnabled(): Promise<void> }, 'setEnabled').mockRejectedValue(new DirectoryUnreachable('away'));
      await expect(directory.disable(ref, randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable' });
      away.mockRestore();
      await expect(directory.approveRegistration(ref, randomUUID())).rejects.toThrow(DirectoryRefused);
      // Asks nobody: whoever gives up does so because the directory is away.
      const asked = jest.spyOn(directory, 'get').mockRejectedValue(new DirectoryUnreachable('away'));
      await directory.giveUpDisabling(ref);
      asked.mockRestore();
      expect((await account(ref)).state).toBe('registration-locked');
      await directory.approveRegistration(ref, randomUUID());
      expect((await account(ref)).state).toBe('active');
      expect(await signIn(username, password)).toBe('in');
    });
  });
}
