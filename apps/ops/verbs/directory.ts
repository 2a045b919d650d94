import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Directories, DirectorySecrets } from '#directory';
import { Secret } from '#kernel';
import { Portals } from '#portals';
import { inTheHouse } from '../house.js';

/** `rekey directory secret|check`: with what Rekey signs in to a portal's directory, and what it may do there. */
export function directory(program: Command): void {
  const verb = program.command('directory').description('the directories that own the accounts');
  verb.command('secret <portal>').description('read the bind password, client secret, token or signing key from standard input and keep it sealed')
    .action(async (portal: string) => {
      const secret = (await text(process.stdin)).replace(/\r?\n$/, '');
      if (secret === '') throw Object.assign(new Error('nothing came in on standard input: `rekey directory secret PORTAL < file`'), { code: 'EMPTY' });
      const target = await inTheHouse((house) => house.get(DirectorySecrets).set(portal, new Secret(secret), { kind: 'operator' }));
      console.log(`the secret of ${portal}'s directory is kept; it goes to ${target} and nowhere else`);
    });
  verb.command('check <portal>').description('whether the directory answers, and whether we may do what the desk needs')
    .action(async (portal: string) => {
      const found = await inTheHouse(async (house) => {
        await house.get(Portals).get(portal);
        return house.get(Directories).of(portal).examine();
      });
      for (const { what, ok, detail, cure } of found) console.log(`${ok ? 'ok     ' : 'problem'}  ${what}: ${detail}${ok || !cure ? '' : `\n         ${cure}`}`);
      if (found.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}
