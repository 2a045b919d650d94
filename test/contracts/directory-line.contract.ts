import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Directory } from '#directory';
import { Secret } from '#kernel';
import { CuttingDoor } from '../support/cutting-door.js';
import type { Parts } from './directory-abilities.contract.js';

const UNREACHABLE = { code: 'directory.unreachable', retry: 'later' };
/** Where a change is cut: parts of all that the server says during one that is not. The last is all but its last word. */
const CUTS = [0.3, 0.6, 0.8, 0.95, 1] as const;

/** What a bad line to a directory does; for those that are reached over one. Nothing is doubled, nothing is said to be done that was not. */
export function lineContract(parts: () => Parts): void {
  describe('the line to it', () => {
    let opened: { door: CuttingDoor; directory: Directory } | undefined;
    const behind = async (): Promise<{ door: CuttingDoor; directory: Directory }> => {
      const { desk } = parts();
      if (opened) return opened;
      const door = await CuttingDoor.open(desk.port!(), desk.host);
      return (opened = { door, directory: desk.behind!(door.port) });
    };
    afterAll(async () => {
      await opened?.directory.close();
      await opened?.door.close();
    });
    const over = (name: string, run: () => Promise<void>) => it(name, async () => (parts().desk.behind ? run() : undefined));

    over('cut anywhere in a change, leaves what the same operation finishes, once', async () => {
      const { desk, somebody, account } = parts();
      const { door, directory } = await behind();
      const change = async (ref: string, operation: string): Promise<void> => {
        if (directory.abilities.changeAddress) await directory.changeAddress(ref, { replaces: (await account(ref)).addresses[0]!.id, address: `${operation}@cut.example` }, operation);
        await directory.freeze(ref, `${operation}-freeze`);
      };
      // The line is as it was when somebody starts anew: with a sign-in, and with nothing in any pool.
      const measured = await somebody({ addresses: [`${randomUUID()}@post.example`] });
      await directory.get(measured.ref);
      door.passed = 0;
      await change(measured.ref, randomUUID());
      const whole = door.passed;
      let cuts = 0;
      for (const part of CUTS) {
        const { ref, username, password } = await somebody({ addresses: [`${randomUUID()}@post.example`] });
        await directory.get(ref);
        const [operation, before] = [randomUUID(), door.cuts];
        door.passed = 0;
        door.rule = { cutAfterAll: Math.floor(whole * part) - 1 };
        const ended = await change(ref, operation).then(() => 'done', (error: unknown) => error);
        door.rule = {};
        cuts += door.cuts - before;
        if (ended !== 'done') expect(ended).toMatchObject(UNREACHABLE);
        // As upkeep does: the same operation again. What the directory has done already it does not do twice.
        const id = (await account(ref)).addresses[0]!.id;
        if (directory.abilities.changeAddress) await directory.changeAddress(ref, { replaces: id, address: `${operation}@cut.example` }, operation);
        await directory.freeze(ref, `${operation}-freeze`);
        expect(await account(ref)).toMatchObject({ state: 'frozen', addresses: [{ kind: 'primary', ...(directory.abilities.changeAddress && { address: `${operation}@cut.example` }) }] });
        expect((await account(ref)).addresses).toHaveLength(1);
        expect(await desk.signIn(username, password)).toBe('out');
        await directory.unfreeze(ref, randomUUID());
        expect(await desk.signIn(username, password)).toBe('in');
      }
      expect(cuts).toBeGreaterThanOrEqual(3);
    });

    over('dead without saying so, refused, or late, is unreachable: ask again later', async () => {
      const { desk, somebody } = parts();
      const { door, directory } = await behind();
      const { ref, username, password } = await somebody();
      await directory.get(ref);
      door.rule = { isDead: true };
      await expect(directory.setPassword(ref, new Secret(`neue giraffen ${randomUUID()}`), randomUUID())).rejects.toMatchObject(UNREACHABLE);
      expect(await desk.signIn(username, password)).toBe('in');
      door.rule = {};
      door.drop();
      expect(await directory.get(ref)).toMatchObject({ ref });
      const nobody = desk.behind!(await freedPort(desk.host));
      await expect(nobody.freeze(ref, randomUUID())).rejects.toMatchObject(UNREACHABLE);
      await nobody.close();
    });

    over('slow, is waited for', async () => {
      const { desk, somebody } = parts();
      const { door, directory } = await behind();
      const { ref, username } = await somebody();
      const next = new Secret(`Langsame Giraffen ${randomUUID()}`);
      door.rule = { delayMs: 60 };
      await directory.setPassword(ref, next, randomUUID());
      door.rule = {};
      expect(await desk.signIn(username, next)).toBe('in');
    });

    it('with credentials that may change nothing: a clear fault, and nothing was changed', async () => {
      const { desk, somebody } = parts();
      if (!desk.powerless) return;
      const directory = await desk.powerless();
      const { ref, username, password } = await somebody();
      const operation = randomUUID();
      await expect(directory.setPassword(ref, new Secret(`Neue Giraffen ${randomUUID()}`), operation)).rejects.toMatchObject({ code: expect.stringMatching(/^directory\.(refused|unreachable)$/), message: expect.stringMatching(/right|token|signature|no account/) });
      expect(await directory.happened(operation).catch(() => false)).toBe(false);
      expect(await desk.signIn(username, password)).toBe('in');
      await directory.close();
    });
  });
}

/** A port at which nobody listens any more. */
async function freedPort(host?: string): Promise<number> {
  const door = await CuttingDoor.open(1, host);
  const { port } = door;
  await door.close();
  return port;
}
