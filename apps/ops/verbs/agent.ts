import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { AddAgent, DisableAgent, ListAgents, ResetSecondFactor, ROLES, TrainAgent, type Role } from '#agents';
import { canonicalAddress } from '#kernel';
import { inTheHouse } from '../house.js';
import { say } from './say.js';

interface AddOptions {
  readonly name: string;
  readonly code: string;
  readonly role: Role[];
  readonly portal: string[];
  readonly locale: 'de' | 'en';
  readonly untrained?: true;
}

const collect = (value: string, before: string[]): string[] => [...before, value];

/** `rekey agent add|train|untrain|disable|reset-second-factor`: people at the desk. */
export function agent(program: Command): void {
  const verb = program.command('agent').description('people at the desk');
  verb.command('add <email>').description('add a person; prints the password, the only time it can be read')
    .requiredOption('--name <name>', 'as colleagues see it')
    .requiredOption('--code <code>', 'two to six letters, for mails')
    .option('--role <role>', `one of ${ROLES.join(', ')}; may be repeated`, collect, [])
    .option('--portal <key>', 'only in this portal; may be repeated; none: all', collect, [])
    .option('--locale <locale>', 'de or en', 'de')
    .option('--untrained', 'has to learn the procedure of the portal before acting on accounts; later: rekey agent train')
    .action(async (email: string, options: AddOptions) => {
      const answer = await inTheHouse((house) => house.get(AddAgent).run({
        email, displayName: options.name, code: options.code, roles: options.role, portals: options.portal, locale: options.locale, trained: options.untrained !== true, actor: { kind: 'operator' },
      }));
      say(answer, (added) => `${email} can sign in with: ${added.password}`);
    });
  verb.command('train <email>').description('the person knows the procedure and may act on accounts from now on')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(TrainAgent).run(await idOf(house, email), true, { kind: 'operator' })), () => `${email} may act on accounts`));
  verb.command('untrain <email>').description('the person has to learn the procedure (again); reading, answering and freezing stay')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(TrainAgent).run(await idOf(house, email), false, { kind: 'operator' })), () => `${email} no longer acts on accounts`));
  verb.command('disable <email>').description('end all sessions and refuse new ones')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(DisableAgent).run(await idOf(house, email), { kind: 'operator' })), () => `${email} is disabled`));
  verb.command('reset-second-factor <email>').description('the person enrols a new one at the next sign-in')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(ResetSecondFactor).run(await idOf(house, email), { kind: 'operator' })), () => `${email} has no second factor any more`));
}

/** An id that belongs to nobody when nobody has this address: the action refuses it as unknown. */
async function idOf(house: INestApplicationContext, email: string): Promise<string> {
  const agents = await house.get(ListAgents).run();
  return agents.find((one) => one.email === canonicalAddress(email))?.id ?? '00000000-0000-0000-0000-000000000000';
}
