import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { BackfillMailbox, ReadMailboxHealth } from '#intake';
import { canonicalAddress, Secret, type Actor } from '#kernel';
import {
  AddMailbox, askForDevice, Mailboxes, MailboxTokens, TOKEN_ISSUERS, TokenIssuerSchema, tokensForDevice, type Mailbox, type TokenIssuerName, type TokenIssuer, type Tokens, type TokenSecrets,
} from '#portals';
import { inTheHouse } from '../house.js';
import { say } from './say.js';

const OPERATOR: Actor = { kind: 'operator' };

interface AddOptions {
  readonly portal: string;
  readonly name?: string;
  readonly preset?: TokenIssuerName;
  readonly host?: string;
  readonly port?: string;
  readonly security: 'implicit' | 'starttls' | 'none';
  readonly user?: string;
  readonly folder?: string;
  readonly authservId?: string;
  readonly passwordFile?: string;
}

interface AuthoriseOptions {
  readonly preset?: TokenIssuerName;
  readonly tokenEndpoint?: string;
  readonly deviceEndpoint?: string;
  readonly clientId?: string;
  readonly scopes?: string;
  readonly grant?: string;
  readonly clientSecretFile?: string;
  readonly clientSecretExpires?: string;
  readonly refreshTokenFile?: string;
}

/** `rekey mailbox add|authorise|backfill|list|enable|disable`: the IMAP accounts that this desk reads. Secrets come from files or standard input, never from the command line. */
export function mailbox(program: Command): void {
  const verb = program.command('mailbox').description('the IMAP accounts that this desk reads');
  verb.command('add <address>').description('read a mailbox from now on, or change how it is read')
    .requiredOption('--portal <key>', 'whose mailbox it is')
    .option('--name <name>', 'as requesters see it')
    .option('--preset <preset>', `host and port of ${Object.keys(TOKEN_ISSUERS).join(' or ')}`)
    .option('--host <host>', 'IMAP server').option('--port <port>', 'default 993, with starttls 143')
    .option('--security <security>', 'implicit, starttls, or none on this machine', 'implicit')
    .option('--user <user>', 'default: the address').option('--folder <folder>', 'default INBOX; a profile may name several')
    .option('--authserv-id <id>', 'the border server whose findings about senders are believed')
    .option('--password-file <file>', 'a file with the password, - for standard input; none: authorise it by token afterwards')
    .action(async (address: string, options: AddOptions) => inTheHouse(async (house) => {
      const preset = options.preset && TOKEN_ISSUERS[options.preset];
      const host = options.host ?? preset?.imapHost;
      if (!host) throw Object.assign(new Error('say --host or --preset'), { code: 'usage' });
      if (options.security === 'none' && !isLoopback(host)) throw Object.assign(new Error('--security none is for this machine only: passwords would travel in clear'), { code: 'usage' });
      const password = await secretFrom(options.passwordFile);
      say(await house.get(AddMailbox).run({
        portalKey: options.portal, address, displayName: options.name ?? address, imapHost: host, imapPort: Number(options.port ?? preset?.imapPort ?? (options.security === 'starttls' ? 143 : 993)),
        imapSecurity: options.security, imapUser: options.user ?? address, imapPassword: password === undefined ? undefined : new Secret(password), authservId: options.authservId ?? null, folder: options.folder,
      }, OPERATOR), () => `${address} is read from now on${password ? '' : `; authorise it: rekey mailbox authorise ${address} …`}`);
    }));
  verb.command('authorise <address>').description('let it sign in by token: a code to type in at its sign-in service, or a refresh token')
    .option('--preset <preset>', Object.keys(TOKEN_ISSUERS).join(' or '))
    .option('--token-endpoint <url>').option('--device-endpoint <url>').option('--client-id <id>').option('--scopes <scopes>', 'separated by spaces')
    .option('--grant <grant>', 'refresh-token or client-credentials')
    .option('--client-secret-file <file>', '- for standard input').option('--client-secret-expires <date>', 'so that we can warn in time')
    .option('--refresh-token-file <file>', 'instead of the code; - for standard input')
    .action(async (address: string, options: AuthoriseOptions) => inTheHouse((house) => authorise(house, address, options)));
  verb.command('backfill <address>').description('file what lay there before: as history, nobody is answered or told')
    .option('--since <date>', 'not what is older, such as 2026-11-01')
    .action(async (address: string, { since }: { since?: string }) => inTheHouse(async (house) => {
      const from = since === undefined ? null : new Date(since);
      if (from && Number.isNaN(from.getTime())) throw Object.assign(new Error(`${since} is no date`), { code: 'usage' });
      say(await house.get(BackfillMailbox).ask({ address, since: from, actor: OPERATOR }), ({ folders }) => `asked for: ${folders.join(', ')}; the mailroom begins within a minute`);
    }));
  verb.command('list').description('how each is doing').option('--json', 'one object a line')
    .action(async ({ json }: { json?: boolean }) => inTheHouse(async (house) => {
      for (const one of await house.get(ReadMailboxHealth).run()) {
        if (json) console.log(JSON.stringify(one));
        else console.log(`${one.enabled ? (one.connected ? 'connected' : 'NOT READ ') : 'disabled '} ${one.address.padEnd(40)} caught up ${one.caughtUpAt?.toISOString() ?? 'never'}${one.lastFault ? `\n          ${one.lastFault}` : ''}${one.vanished ? `\n          ${one.vanished.mails} mails were taken away by others before they were read, last noticed ${one.vanished.lastNoticedAt.toISOString()}` : ''}`);
      }
    }));
  for (const [name, enabled] of [['enable', true], ['disable', false]] as const) {
    verb.command(`${name} <address>`).description(enabled ? 'read it again, from where it was left' : 'read it no more; nothing is lost')
      .action(async (address: string) => inTheHouse(async (house) => {
        const { portalKey, displayName, imapHost, imapPort, imapSecurity, imapUser, authservId } = await called(house, address);
        say(await house.get(AddMailbox).run({ portalKey, address, displayName, imapHost, imapPort, imapSecurity: imapSecurity as AddOptions['security'], imapUser, authservId: authservId ?? null, enabled }, OPERATOR), () => `${address} is ${name}d`);
      }));
  }
}

async function authorise(house: INestApplicationContext, address: string, options: AuthoriseOptions): Promise<void> {
  const { id } = await called(house, address);
  const known = await house.get(MailboxTokens).known(id);
  const service = serviceFrom(options, known?.service);
  const secrets: TokenSecrets = { clientSecret: (await secretFrom(options.clientSecretFile)) ?? known?.secrets.clientSecret, refreshToken: await secretFrom(options.refreshTokenFile) };
  const tokens = secrets.refreshToken || service.grant === 'client-credentials' ? undefined : await byDevice(service, secrets);
  await house.get(MailboxTokens).authorise(id, service, secrets, { actor: OPERATOR, tokens });
  if (!tokens) await house.get(MailboxTokens).renew(id);
  console.log(`${address} signs in by token`);
}

/** Shows a code and waits until the person has typed it in. */
async function byDevice(service: TokenIssuer, secrets: TokenSecrets): Promise<Tokens> {
  const device = await askForDevice(service, secrets);
  console.log(`Open ${device.verificationUri}, sign in as the mailbox, and type in: ${device.userCode}`);
  const until = performance.now() + device.expiresInSeconds * 1_000;
  let everySeconds = device.intervalSeconds;
  while (performance.now() < until) {
    await wait(everySeconds * 1_000);
    const answer = await tokensForDevice(service, secrets, device);
    if (typeof answer !== 'string') return answer;
    if (answer === 'slow-down') everySeconds += 5;
  }
  throw Object.assign(new Error('the code was not typed in in time'), { code: 'too-late' });
}

function serviceFrom({ preset, tokenEndpoint, deviceEndpoint, clientId, scopes, grant, clientSecretExpires }: AuthoriseOptions, known: TokenIssuer | undefined): TokenIssuer {
  const given = Object.entries({ tokenEndpoint, deviceEndpoint, clientId, scopes, grant, clientSecretExpires }).filter(([, value]) => value !== undefined);
  const parsed = TokenIssuerSchema.safeParse({ ...known, ...(preset && TOKEN_ISSUERS[preset]?.service), ...Object.fromEntries(given) });
  if (parsed.success) return parsed.data;
  throw Object.assign(new Error(parsed.error.issues.map(({ path, message }) => `--${path.join('.').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${message}`).join('\n')), { code: 'usage' });
}

async function called(house: INestApplicationContext, address: string): Promise<Mailbox> {
  const found = (await house.get(Mailboxes).all()).find((one) => one.address === canonicalAddress(address));
  if (!found) throw Object.assign(new Error(`there is no mailbox ${address}; rekey mailbox list`), { code: 'unknown' });
  return found;
}

function isLoopback(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host);
}

async function secretFrom(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return (file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')).trim();
}
