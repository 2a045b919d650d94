import { randomInt, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { DirectoryCannot, makeSpokenPassword, makeTemporaryPassword } from '#directory';
import { newTotpSecret } from '#agents';
import { LOCALES, Secret } from '#kernel';
import type { Parts } from './directory-abilities.contract.js';

const HOUR_MS = 3_600_000;
export const newPassword = () => new Secret(`gelbe giraffen ${randomUUID()}`);
export const temporary = () => makeTemporaryPassword((below) => randomInt(below));

/** What becomes of passwords: chosen, temporary, required. */
export function passwordsContract(parts: () => Parts): void {
  describe('a password that the person chose', () => {
    it('works, replaces the old one, and ends sessions', async () => {
      const { ref, username, password } = await parts().somebody();
      const stillStands = await parts().desk.openSession(username, password);
      const next = newPassword();
      await parts().desk.directory.setPassword(ref, next, randomUUID());
      expect(await parts().desk.signIn(username, password)).toBe('out');
      expect(await parts().desk.signIn(username, next)).toBe('in');
      if (stillStands) expect(await stillStands()).toBe(false);
    });

    it('counts in full, also beyond 72 bytes (R16), in whatever spelling of its letters it came (R22)', async () => {
      const { ref, username } = await parts().somebody();
      const long = `${'ä'.repeat(60)}Ende 7`;
      await parts().desk.directory.setPassword(ref, new Secret(long.normalize('NFD')), randomUUID());
      expect(await parts().desk.signIn(username, new Secret(long.slice(0, -1)))).toBe('out');
      expect(await parts().desk.signIn(username, new Secret(long))).toBe('in');
    });

    it.each(['Wolkenbruch²Tasse³µ 7', 'Ofen½Krug…Blitz™ 7', 'Hafer´Glocke¨Eimer 7'])('is what was typed, sign by sign: %s', async (typed) => {
      const { ref, username } = await parts().somebody();
      await parts().desk.directory.setPassword(ref, new Secret(typed), randomUUID());
      expect(await parts().desk.signIn(username, new Secret(typed))).toBe('in');
      if (!parts().desk.forgetsPasswords) expect(await parts().desk.directory.objectionsTo(ref, new Secret(typed))).toEqual(['reused']);
    });

    it('under one operation id twice leaves the later one', async () => {
      const { ref, username } = await parts().somebody();
      const [first, later, operation] = [newPassword(), newPassword(), randomUUID()];
      await parts().desk.directory.setPassword(ref, first, operation);
      await parts().desk.directory.setPassword(ref, later, operation);
      expect(await parts().desk.signIn(username, first)).toBe('out');
      expect(await parts().desk.signIn(username, later)).toBe('in');
    });

    it('may not be the one that is there already', async () => {
      const { ref, password } = await parts().somebody();
      if (!parts().desk.forgetsPasswords) expect(await parts().desk.directory.objectionsTo(ref, password)).toEqual(['reused']);
      expect(await parts().desk.directory.objectionsTo(ref, newPassword())).toEqual([]);
    });
  });

  describe('a temporary password', () => {
    const able = (name: string, run: () => Promise<void>) => it(name, async () => {
      if (parts().desk.directory.abilities.temporaryPassword) return run();
      await expect(parts().desk.directory.setTemporaryPassword(randomUUID(), temporary(), new Date(), randomUUID())).rejects.toThrow(DirectoryCannot);
    });

    able('lets in only to choose another, shows as such, and ends sessions', async () => {
      const { ref, username, password } = await parts().somebody();
      const stillStands = await parts().desk.openSession(username, password);
      const [given, expiresAt] = [temporary(), new Date(Date.now() + HOUR_MS)];
      await parts().desk.directory.setTemporaryPassword(ref, given, expiresAt, randomUUID());
      expect(await parts().account(ref)).toMatchObject({ mustChangePassword: true, temporaryPasswordExpiresAt: expiresAt });
      expect(await parts().desk.signIn(username, password)).toBe('out');
      expect(await parts().desk.signIn(username, given)).toBe('must-change');
      if (stillStands) expect(await stillStands()).toBe(false);
    });

    able('of words is taken as one of symbols is', async () => {
      const { ref, username } = await parts().somebody();
      const { displayName } = (await parts().desk.directory.get(ref))!;
      for (const locale of LOCALES) {
        const given = makeSpokenPassword((below) => randomInt(below), locale, { ownWords: [username, displayName], forbiddenWords: [] })!;
        await parts().desk.directory.setTemporaryPassword(ref, given, new Date(Date.now() + HOUR_MS), randomUUID());
        expect(await parts().desk.signIn(username, given)).toBe('must-change');
      }
    });

    able('stops working by itself', async () => {
      const { ref, username } = await parts().somebody();
      const given = temporary();
      await parts().desk.directory.setTemporaryPassword(ref, given, new Date(Date.now() - 1_000), randomUUID());
      expect(await parts().desk.signIn(username, given)).toBe('out');
    });

    able('is gone after scrambling, and never comes back as a chosen one', async () => {
      const { ref, username } = await parts().somebody();
      const given = temporary();
      await parts().desk.directory.setTemporaryPassword(ref, given, new Date(Date.now() + HOUR_MS), randomUUID());
      const operation = randomUUID();
      await parts().desk.directory.scramble(ref, operation);
      await parts().desk.directory.scramble(ref, operation);
      expect(await parts().desk.signIn(username, given)).toBe('out');
      expect(await parts().desk.directory.objectionsTo(ref, given)).toEqual(['reused']);
    });

    able('that was changed in time is not scrambled', async () => {
      const { ref, username } = await parts().somebody();
      const own = newPassword();
      await parts().desk.directory.setTemporaryPassword(ref, temporary(), new Date(Date.now() + HOUR_MS), randomUUID());
      await parts().desk.directory.setPassword(ref, own, randomUUID());
      await parts().desk.directory.scramble(ref, randomUUID());
      expect(await parts().account(ref)).toMatchObject({ mustChangePassword: false, temporaryPasswordExpiresAt: null });
      expect(await parts().desk.signIn(username, own)).toBe('in');
    });
  });

  describe('a second factor', () => {
    it('stays, and is asked for, whatever is done to the password (R39)', async () => {
      const { somebody, account, desk: { directory } } = parts();
      if (!directory.abilities.checkSignIn) return;
      const secret = newTotpSecret();
      const { ref } = await somebody({ totpSecret: new Secret(secret) });
      if (directory.abilities.temporaryPassword) {
        await directory.setTemporaryPassword(ref, temporary(), new Date(Date.now() + HOUR_MS), randomUUID());
        expect((await account(ref)).hasSecondFactor).toBe(true);
        expect(await directory.scramble(ref, randomUUID())).toBe(true);
        expect((await account(ref)).hasSecondFactor).toBe(true);
      }
      const chosen = newPassword();
      await directory.setPassword(ref, chosen, randomUUID());
      expect((await account(ref)).hasSecondFactor).toBe(true);
      for (const code of ['', generateSync({ secret: newTotpSecret() })]) expect(await directory.verifySignIn(ref, { password: chosen, code: new Secret(code) }, randomUUID())).toBe(false);
      expect(await directory.verifySignIn(ref, { password: chosen, code: new Secret(generateSync({ secret })) }, randomUUID())).toBe(true);
    });
  });

  describe('a new password that is required', () => {
    const able = (name: string, run: () => Promise<void>) => it(name, async () => {
      if (parts().desk.directory.abilities.requirePasswordChange && parts().desk.directory.abilities.temporaryPassword) await run();
    });

    able('leaves a temporary one that is out temporary: it still ends', async () => {
      const { ref, username } = await parts().somebody();
      const [given, expiresAt, operation] = [temporary(), new Date(Date.now() + HOUR_MS), randomUUID()];
      await parts().desk.directory.setTemporaryPassword(ref, given, expiresAt, randomUUID());
      for (let time = 0; time < 2; time += 1) await parts().desk.directory.requirePasswordChange(ref, operation);
      expect(await parts().account(ref)).toMatchObject({ mustChangePassword: true, temporaryPasswordExpiresAt: expiresAt });
      expect(await parts().desk.directory.scramble(ref, randomUUID())).toBe(true);
      expect(await parts().desk.signIn(username, given)).toBe('out');
    });

    able('does not make a temporary one of the person\'s own', async () => {
      const { ref, username, password } = await parts().somebody();
      const operation = randomUUID();
      for (let time = 0; time < 2; time += 1) await parts().desk.directory.requirePasswordChange(ref, operation);
      expect(await parts().account(ref)).toMatchObject({ mustChangePassword: true, temporaryPasswordExpiresAt: null });
      expect(await parts().desk.directory.scramble(ref, randomUUID())).toBe(false);
      expect(await parts().desk.signIn(username, password)).toBe('must-change');
    });
  });
}
