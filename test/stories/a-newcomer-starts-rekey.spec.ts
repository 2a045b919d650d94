import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { answers, freePort } from '../../apps/ops/embedded/ports.js';
import { until } from '../../apps/ops/embedded/processes.js';
import { Person } from '../support/person.js';

interface Copy {
  readonly child: ChildProcess;
  readonly said: () => string;
}

const homes: string[] = [];
const running = new Set<ChildProcess>();
const copies: Copy[] = [];

describe('a newcomer runs npm start', () => {
  afterAll(async () => {
    for (const child of running) child.kill('SIGINT');
    await until(() => [...running].every((child) => child.exitCode !== null || child.signalCode !== null), 90_000);
    for (const home of homes) await rm(home, { recursive: true, force: true });
  });

  it('gets a running desk with one command, two copies side by side, and a second start after kill -9', () => tellingWhatWasSaid(async () => {
    const [one, other] = await Promise.all([settings(), settings()]);
    const [first, second] = [start(one), start(other)];
    const [firstRun, secondRun] = [await ready(one, first), await ready(other, second)];

    expect(first.said()).toContain('Rekey is running');
    expect((await stat(join(one['REKEY_HOME']!, 'run.json'))).mode & 0o777).toBe(0o600);
    for (const run of [firstRun, secondRun]) {
      for (const url of [run.urls.console, run.urls.playground, `${run.urls.console}health/ready`]) expect((await fetch(url)).status).toBe(200);
    }
    expect(new Set([firstRun, secondRun].map(({ urls }) => urls.console)).size).toBe(2);

    const jonas = firstRun.requesters.find(({ address }) => address === 'jonas.weber@post.example')!;
    const person = new Person({ address: jonas.address, password: jonas.password, name: jonas.name }, { imap: Number(one['REKEY_IMAP_PORT']), smtp: Number(one['REKEY_SMTP_PORT']) });
    const support = firstRun.mailboxes.find(({ portal }) => portal === 'school')!.address;
    await person.writes(support, 'Passwort vergessen', 'Hallo, ich habe mein Passwort vergessen. Können Sie mir bitte einen neuen Link schicken?\n\nJonas Weber');
    await person.receives(({ links }) => links.some((link) => link.startsWith(`${firstRun.urls.console}r/`)), 'the recovery link');

    // Somebody of the demo can sign in at their school, at a service of each copy's own.
    expect(firstRun.requesters.some(({ homePassword }) => homePassword !== undefined)).toBe(true);
    expect(firstRun.ports.home).not.toBe(secondRun.ports.home);
    expect(await (await fetch(`http://127.0.0.1:${firstRun.ports.home}/.well-known/openid-configuration`)).json()).toMatchObject({ issuer: `http://127.0.0.1:${firstRun.ports.home}` });

    expect(await rekey(one, 'audit', 'verify')).toMatch(/^ok: \d+ rows/);
    expect(await rekey(one, 'doctor')).not.toMatch(/^problem/m);

    second.child.kill('SIGINT');
    expect(await until(() => second.child.exitCode !== null, 90_000)).toBe(true);
    expect(second.child.exitCode).toBe(0);
    for (const port of [other['REKEY_HTTP_PORT'], other['REKEY_IMAP_PORT'], other['REKEY_SMTP_PORT'], secondRun.ports.home]) expect(await answers(Number(port))).toBe(false);

    first.child.kill('SIGKILL');
    await until(() => first.child.signalCode !== null, 90_000);
    const again = start(one);
    const againRun = await ready(one, again);
    expect(againRun.agents).toEqual(firstRun.agents);
    expect((await person.inbox()).some(({ links }) => links.some((link) => link.includes('/r/')))).toBe(true);
    again.child.kill('SIGINT');
    expect(await until(() => again.child.exitCode !== null, 90_000)).toBe(true);
  }));
});

interface RunFile {
  readonly urls: { readonly console: string; readonly playground: string };
  readonly agents: unknown[];
  readonly requesters: { address: string; password: string; name: string; homePassword?: string }[];
  readonly ports: { readonly home: number };
  readonly mailboxes: { portal: string; address: string }[];
}

async function settings(): Promise<Record<string, string>> {
  const home = await mkdtemp(join(tmpdir(), 'rekey-newcomer-'));
  homes.push(home);
  const [http, imap, smtp] = await Promise.all([freePort(), freePort(), freePort()]);
  return { REKEY_HOME: home, REKEY_HTTP_PORT: String(http), REKEY_IMAP_PORT: String(imap), REKEY_SMTP_PORT: String(smtp) };
}

function start(environment: Record<string, string>): Copy {
  const child = spawn(process.execPath, ['apps/ops/start.mjs'], { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const copy = { child, said: () => text };
  copies.push(copy);
  return copy;
}

/** A failure is worth little without what the copies printed. */
async function tellingWhatWasSaid(story: () => Promise<void>): Promise<void> {
  try {
    await story();
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${copies.map(({ said }) => said()).join('\n---\n')}`, { cause: error });
  }
}

/** The command line beside a running desk needs nothing but its home. */
function rekey(environment: Record<string, string>, ...verb: string[]): Promise<string> {
  const child = spawn(process.execPath, ['apps/ops/rekey.mjs', ...verb], { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  return new Promise((resolve) => child.once('close', () => resolve(text)));
}

async function ready(environment: Record<string, string>, { child, said }: Copy): Promise<RunFile> {
  const path = join(environment['REKEY_HOME']!, 'run.json');
  const isReady = await until(async () => child.exitCode !== null || (said().includes('Rekey is running') && (await stat(path).then(() => true, () => false))), 300_000, 100);
  if (!isReady || child.exitCode !== null) throw new Error(`npm start did not get there:\n${said()}`);
  return JSON.parse(await readFile(path, 'utf8')) as RunFile;
}
