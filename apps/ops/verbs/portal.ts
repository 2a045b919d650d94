import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Secret } from '#kernel';
import { MailsOfPortal, problemsOfMails } from '#outbound';
import { exportProfile, ImportPortal, parseProfile, Portals, PortalSecrets, type ProfileProblem } from '#portals';
import { problemsOfPolicy } from '#recovery';
import { inTheHouse } from '../house.js';

/** `rekey portal import|export|check|secret`: portal profiles as YAML. */
export function portal(program: Command): void {
  const verb = program.command('portal').description('portal profiles');
  verb.command('check <file>').description('say what is wrong with a profile, by line; changes nothing')
    .action(async (file: string) => {
      const parsed = parseProfile(await readFile(file, 'utf8'));
      if (!parsed.ok) return complain(file, parsed.problems);
      const looser = problemsOfPolicy(parsed.profile.policy);
      if (looser.length > 0) return complain(file, looser.map(({ path, ...found }) => parsed.problem(['policy', ...path], found)));
      const unsaid = await problemsOfMails(parsed.mails ?? {});
      if (unsaid.length > 0) return complain(file, unsaid.map(({ path, ...found }) => parsed.problem(['mails', ...path], found)));
      console.log(`${file}: ok, profile ${parsed.profile.key}`);
    });
  verb.command('import <file>').description('add a portal or bring it up to date')
    .action(async (file: string) => {
      const yaml = await readFile(file, 'utf8');
      const imported = await inTheHouse((house) => house.get(ImportPortal).run(yaml, { kind: 'operator' }, house.get(MailsOfPortal), problemsOfPolicy));
      if (imported.allowed) console.log(`${imported.created ? 'added' : 'updated'} portal ${imported.key}`);
      else complain(file, imported.problems);
    });
  verb.command('secret <portal> <name>').description('read the key of the SMS gateway (sms) or the client secret of a sign-in service (home:KEY) from standard input and keep it sealed')
    .action(async (key: string, name: string) => {
      if (!/^(sms|home:[a-z][a-z0-9-]{0,39})$/.test(name)) throw Object.assign(new Error('the name of a secret is sms, or home:KEY as in the profile'), { code: 'NAME' });
      const target = await inTheHouse(async (house) => {
        // First what can be said without the secret, or somebody types it in for nothing.
        await house.get(Portals).get(key);
        const secret = (await text(process.stdin)).replace(/\r?\n$/, '');
        if (secret === '') throw Object.assign(new Error('nothing came in on standard input: `rekey portal secret PORTAL NAME < file`'), { code: 'EMPTY' });
        return house.get(PortalSecrets).set(key, name, new Secret(secret), { kind: 'operator' });
      });
      console.log(`the secret ${name} of ${key} is kept; it is for ${target} and nowhere else`);
    });
  verb.command('export <key>').description('print a profile as YAML, with the portal\'s own mails')
    .action(async (key: string) => console.log(await inTheHouse(async (house) => exportProfile(await house.get(Portals).get(key), await house.get(MailsOfPortal).of(key)))));
}

function complain(file: string, problems: readonly ProfileProblem[]): void {
  for (const { line, column, path, message } of problems) console.error(`${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`);
  process.exitCode = 1;
}
