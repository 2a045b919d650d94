import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exportProfile, ImportPortal, parseProfile, Portals, type ProfileProblem } from '#portals';
import { inTheHouse } from '../house.js';

/** `rekey portal import|export|check`: portal profiles as YAML. */
export function portal(program: Command): void {
  const verb = program.command('portal').description('portal profiles');
  verb.command('check <file>').description('say what is wrong with a profile, by line; changes nothing')
    .action(async (file: string) => {
      const parsed = parseProfile(await readFile(file, 'utf8'));
      if (parsed.ok) console.log(`${file}: ok, profile ${parsed.profile.key}`);
      else complain(file, parsed.problems);
    });
  verb.command('import <file>').description('add a portal or bring it up to date')
    .action(async (file: string) => {
      const yaml = await readFile(file, 'utf8');
      const imported = await inTheHouse((house) => house.get(ImportPortal).run(yaml, { kind: 'operator' }));
      if (imported.allowed) console.log(`${imported.created ? 'added' : 'updated'} portal ${imported.key}`);
      else complain(file, imported.problems);
    });
  verb.command('export <key>').description('print a profile as YAML')
    .action(async (key: string) => console.log(exportProfile(await inTheHouse((house) => house.get(Portals).get(key)))));
}

function complain(file: string, problems: readonly ProfileProblem[]): void {
  for (const { line, column, path, message } of problems) console.error(`${file}:${line}:${column} ${path}: ${message}`);
  process.exitCode = 1;
}
