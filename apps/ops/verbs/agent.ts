import { type Command, Option } from 'commander';
import { z } from 'zod';
import type { INestApplicationContext } from '@nestjs/common';
import { AddAgent, ChangeAgentRights, DisableAgent, EnableAgent, IssueEnrolmentCode, ListAgents, ListKeys, RemoveKey, ResetSecondFactor, ROLES, type AgentItem, SignInPolicy, TrainAgent, type Limits, type Role } from '#agents';
import { USER_TYPES } from '#directory';
import { refuse, type Refusal } from '#kernel';
import { Portals, unknownPlaces } from '#portals';
import { inTheHouse } from '../house.js';
import { agentTokens } from './agent-token.js';
import { idOf, NOBODY } from './person.js';
import { say } from './say.js';

type RightsOptions = Pick<AddOptions, 'role' | 'portal' | 'queue' | 'kind' | 'organisation'>;

interface AddOptions {
  readonly name: string;
  readonly code: string;
  readonly role: Role[];
  readonly portal: string[];
  readonly locale: 'de' | 'en';
  readonly queue: string[];
  readonly kind: string[];
  readonly organisation: string[];
  readonly untrained?: true;
}

const collect = (value: string, before: string[]): string[] => [...before, value];

/** A word that is no role is refused by the action, whichever door it comes through; here it is only listed in the help. */
const roleOption = (): Option => new Option('--role <role>', 'may be repeated').choices(ROLES).argParser(collect).default([], 'none');

/** `rekey agent list|add|rights|train|untrain|disable|enable|reset-second-factor|keys|remove-key|enrolment-code|token`: people at the desk. */
export function agent(program: Command): void {
  const verb = program.command('agent').description('people at the desk');
  verb.command('list').description('everybody, with roles and where these hold; who was sent away comes last').option('--json', 'one array')
    .action(async ({ json }: { readonly json?: true }) => {
      const agents = await inTheHouse((house) => house.get(ListAgents).run());
      console.log(json ? JSON.stringify(agents, undefined, 2) : agents.length === 0 ? 'nobody yet: rekey agent add' : agents.map(line).join('\n'));
    });
  const add = verb.command('add <email>').description('add a person; prints the password, the only time it can be read')
    .option('--name <name>', 'as colleagues see it; needed')
    .option('--code <code>', 'two to six letters, for mails; needed')
    .addOption(roleOption())
    .option('--portal <key>', 'only in this portal; may be repeated; none: all', collect, [])
    .option('--queue <portal:queue>', 'in this portal only this queue; may be repeated; none: all', collect, [])
    .option('--kind <portal:kind>', 'in this portal only this kind of account, such as school:pupil; may be repeated; none: all', collect, [])
    .option('--organisation <portal:name>', 'in this portal only accounts of this organisation; may be repeated; none: all', collect, [])
    .option('--locale <locale>', 'de or en', 'de')
    .option('--untrained', 'has to learn the procedure of the portal before acting on accounts; later: rekey agent train')
    .action(async (email: string, options: AddOptions) => {
      const missing = [...(options.name ? [] : ['--name']), ...(options.code ? [] : ['--code']), ...(options.role.length > 0 ? [] : ['--role'])];
      if (missing.length > 0) return add.error(`error: not specified: ${missing.join(', ')}`);
      const answer = await inTheHouse(async (house) => {
        const misfit = await misfitOf(house, options);
        if (misfit) return misfit;
        const added = await house.get(AddAgent).run({
          email, displayName: options.name, code: options.code, roles: options.role, portals: options.portal, limits: limitsFrom(options), locale: options.locale, trained: options.untrained !== true, actor: { kind: 'operator' },
        });
        // Whoever is never inside would have no way in: the first administrator of a rented machine.
        if (!added.allowed) return added;
        const code = house.get(SignInPolicy).keyIsNeededFrom(undefined) ? await house.get(IssueEnrolmentCode).run(added.agentId, 'added by rekey agent add', { kind: 'operator' }) : undefined;
        return { ...added, enrolment: code?.allowed ? code : undefined };
      });
      say(answer, ({ password, enrolment }) => [`${email} can sign in with: ${password}`, ...(enrolment ? [`from outside, until ${enrolment.until.toISOString()}, to set up a sign-in key: ${enrolment.code}`] : [])].join('\n'));
    });
  verb.command('rights <email>').description('what the person may do and where, from now on; replaces what was')
    .addOption(roleOption())
    .option('--portal <key>', 'only in this portal; may be repeated; none: all', collect, [])
    .option('--queue <portal:queue>', 'in this portal only this queue; may be repeated; none: all', collect, [])
    .option('--kind <portal:kind>', 'in this portal only this kind of account, such as school:pupil; may be repeated; none: all', collect, [])
    .option('--organisation <portal:name>', 'in this portal only accounts of this organisation; may be repeated; none: all', collect, [])
    .requiredOption('--reason <text>', 'for the audit')
    .action(async (email: string, options: RightsOptions & { readonly reason: string }) => say(await inTheHouse(async (house) => (await misfitOf(house, options)) ?? house.get(ChangeAgentRights).run({
      agentId: await idOf(house, email), roles: options.role, portals: options.portal, limits: limitsFrom(options), reason: options.reason, actor: { kind: 'operator' },
    })), () => `the rights of ${email} hold from now on`));
  verb.command('train <email>').description('the person knows the procedure and may act on accounts from now on')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(TrainAgent).run(await idOf(house, email), true, { kind: 'operator' })), () => `${email} may act on accounts`));
  verb.command('untrain <email>').description('the person has to learn the procedure (again); reading, answering and freezing stay')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(TrainAgent).run(await idOf(house, email), false, { kind: 'operator' })), () => `${email} no longer acts on accounts`));
  verb.command('disable <email>').description('end all sessions and refuse new ones')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(DisableAgent).run(await idOf(house, email), { kind: 'operator' })), () => `${email} is disabled`));
  verb.command('enable <email>').description('let somebody in again who was disabled: same password, second factor and rights; tokens stay revoked')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(EnableAgent).run(await idOf(house, email), { kind: 'operator' })), () => `${email} may sign in again`));
  verb.command('reset-second-factor <email>').description('takes authenticator app and sign-in keys off; the person enrols a new one at the next sign-in')
    .action(async (email: string) => say(await inTheHouse(async (house) => house.get(ResetSecondFactor).run(await idOf(house, email), { kind: 'operator' })), () => `${email} has no second factor any more`));
  verb.command('keys <email>').description('the sign-in keys of the person: id, name, when bound, when last used')
    .action(async (email: string) => {
      const found = await inTheHouse(async (house) => {
        const id = await idOf(house, email);
        return id === NOBODY ? refuse('agents.unknown') : { allowed: true as const, keys: await house.get(ListKeys).run(id) };
      });
      say(found, ({ keys }) => (keys.length === 0 ? `${email} has no sign-in key` : keys.map(({ id, name, createdAt, lastUsedAt, suspended }) => [id, name, createdAt.toISOString(), lastUsedAt?.toISOString() ?? 'never used', ...(suspended ? ['suspended: there may be a copy of it'] : [])].join('  ')).join('\n')));
    });
  verb.command('remove-key <email> <id>').description('take one sign-in key off, e.g. because it was lost; ends its sessions').requiredOption('--reason <text>', 'for the audit')
    .action(async (email: string, id: string, { reason }: { reason: string }) => say(await inTheHouse(async (house) => house.get(RemoveKey).of(await idOf(house, email), z.uuid().catch(NOBODY).parse(id), reason, { kind: 'operator' })), () => `the key of ${email} opens nothing any more`));
  verb.command('enrolment-code <email>').description('print a code with which the person binds a sign-in key from outside, once, within a day').requiredOption('--reason <text>', 'for the audit')
    .action(async (email: string, { reason }: { reason: string }) => say(await inTheHouse(async (house) => house.get(IssueEnrolmentCode).run(await idOf(house, email), reason, { kind: 'operator' })), ({ code, until }) => `${email} signs in with password and ${code} until ${until.toISOString()}, and binds a sign-in key`));
  agentTokens(verb);
}

function line({ email, displayName, roles, portals, limits, trained, keys, hasSecondFactor, disabledAt }: AgentItem): string {
  const where = portals.length === 0 ? 'all portals' : portals.map((portal) => (Object.hasOwn(limits, portal) ? `${portal} in part` : portal)).join(', ');
  const marks = [...(trained ? [] : ['not trained']), ...(keys > 0 ? [`${keys} sign-in keys`] : hasSecondFactor ? ['authenticator app'] : ['no second factor']), ...(disabledAt ? [`disabled ${disabledAt.toISOString()}`] : [])];
  return [email.padEnd(32), displayName.padEnd(24), roles.join(', ') || 'no role', where, marks.join(', ')].join('  ');
}

/** What is named and does not exist; it would shut somebody out without saying so. */
async function misfitOf(house: INestApplicationContext, options: RightsOptions): Promise<Refusal | undefined> {
  const limits = limitsFrom(options);
  const kinds = Object.values(limits).flatMap(({ kinds: given = [] }) => given.filter((kind) => !(USER_TYPES as readonly string[]).includes(kind)));
  const unknown = [...unknownPlaces(await house.get(Portals).list(), { portals: options.portal, limits }), ...kinds];
  return unknown.length > 0 ? refuse('agents.limits-unfit', { missing: unknown }) : undefined;
}

/** `school:pupil` twice or more: by portal what somebody is bound to there. */
function limitsFrom({ queue, kind, organisation }: RightsOptions): Limits {
  const limits = new Map<string, { queues?: string[]; kinds?: string[]; organisations?: string[] }>();
  for (const [axis, given] of [['queues', queue], ['kinds', kind], ['organisations', organisation]] as const) {
    for (const one of given) {
      const [portal = '', ...name] = one.split(':');
      const limit = limits.get(portal) ?? {};
      limits.set(portal, { ...limit, [axis]: [...(limit[axis] ?? []), name.join(':')] });
    }
  }
  return Object.fromEntries(limits);
}
