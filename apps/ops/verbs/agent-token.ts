import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { type ApiTokenItem, IssueApiToken, ListApiTokens, RevokeApiToken } from '#agents';
import { DAY_MS, refuse } from '#kernel';
import { inTheHouse } from '../house.js';
import { idOf, NOBODY } from './person.js';
import { say } from './say.js';

const MOST_DAYS = 3_650;

interface IssueOptions {
  readonly name: string;
  readonly days: number;
  readonly json?: true;
}

/** `rekey agent token issue|list|revoke`: bearer tokens with which a program calls the API as this person. */
export function agentTokens(agent: Command): void {
  const verb = agent.command('token').description('bearer tokens for programs that call the API as this person; what needs a fresh sign-in proof, a token cannot do');
  verb.command('issue <email>').description('make a token; prints it, the only time it can be read: only its hash is kept')
    .requiredOption('--name <name>', 'for which program it is')
    .option('--days <number>', 'until it ends by itself', days, 365)
    .option('--json', 'one object')
    .action(async (email: string, { name, days: ends, json }: IssueOptions) => {
      const expiresAt = new Date(Date.now() + ends * DAY_MS);
      const issued = await inTheHouse(async (house) => house.get(IssueApiToken).run({ agentId: await idOf(house, email), name, expiresAt, actor: { kind: 'operator' } }));
      say(issued, ({ tokenId, token }) => (json
        ? JSON.stringify({ id: tokenId, name: name.trim(), email, expiresAt, token })
        : `${token}\nacts as ${email} until ${expiresAt.toISOString()}, as "Authorization: Bearer …"; nobody can read it again. To end it: rekey agent token revoke ${email} ${tokenId}`), json);
    });
  verb.command('list <email>').description('the tokens of the person: id, name, until when, when last used').option('--json', 'one array')
    .action(async (email: string, { json }: { readonly json?: true }) => {
      const found = await inTheHouse(async (house) => {
        const id = await idOf(house, email);
        return id === NOBODY ? refuse('agents.unknown') : { allowed: true as const, tokens: await house.get(ListApiTokens).run(id) };
      });
      say(found, ({ tokens }) => (json ? JSON.stringify(tokens, undefined, 2) : tokens.length === 0 ? `${email} has no token` : tokens.map(line).join('\n')), json);
    });
  verb.command('revoke <email> <id>').description('end a token at once').option('--json', 'one object')
    .action(async (email: string, id: string, { json }: { readonly json?: true }) => {
      const revoked = await inTheHouse(async (house) => {
        const agentId = await idOf(house, email);
        return agentId === NOBODY ? refuse('agents.unknown') : house.get(RevokeApiToken).run({ agentId, tokenId: z.uuid().catch(NOBODY).parse(id), actor: { kind: 'operator' } });
      });
      say(revoked, () => (json ? JSON.stringify({ id, revoked: true }) : 'the token opens nothing any more'), json);
    });
}

function line({ id, name, expiresAt, lastUsedAt, revokedAt }: ApiTokenItem): string {
  const until = revokedAt ? `revoked ${revokedAt.toISOString()}` : expiresAt === null ? 'until revoked' : `${expiresAt.getTime() <= Date.now() ? 'ended' : 'until'} ${expiresAt.toISOString()}`;
  return [id, name, until, lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used'].join('  ');
}

function days(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST_DAYS) throw new InvalidArgumentError(`a whole number from 1 to ${MOST_DAYS}`);
  return number;
}
