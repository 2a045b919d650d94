import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigProblems, loadConfig } from '#config';
import { MailServer } from './embedded/mail-server.js';
import { HomeLock } from './embedded/home-lock.js';
import { HomeOrganisation } from './embedded/home-organisation.js';
import { EmbeddedPostgres } from './embedded/postgres.js';
import { freePort, isPortFree } from './embedded/ports.js';
import { until } from './embedded/processes.js';
import { DEMO_HOME } from './demo/demo-home.js';
import { demoWorld, seedDemoWorld, type DemoWorld } from './demo/seed-demo-world.js';
import { sendDemoMails } from './demo/send-demo-mails.js';
import { inTheHouse } from './house.js';
import { say, step } from './setup/progress.mjs';
import { allSections, warnOfUnknownVariables } from './up/all-settings.js';
import { AppProcess } from './up/app-process.js';
import { DeskHome, writePrivate } from './up/desk-home.js';
import { deskEnvironment } from './up/desk-environment.js';
import { KeptAlive } from './up/kept-alive.js';
import { type DeskPorts, runFile } from './up/run-file.js';
import { readyScreen } from './up/screen.js';
import { bringUpToDate } from './verbs/migrate.js';

const USUAL_PORTS: DeskPorts = { http: 3000, imap: 3143, smtp: 3025, lmtp: 3024, postgres: 3432, home: 3080 };
const APPS = ['worker', 'api', 'mailroom'] as const;
/** Stands for the one that is not started yet, so that everything else can be checked before it is. */
const DATABASE_TO_COME = 'postgres://127.0.0.1/rekey';
const READY_MS = 90_000;
const STARTING_MS = 20_000;
/** A process that ends so often before the desk was ever ready will not come. */
const HOPELESS_DEATHS = 3;
const PARENT_CHECK_MS = 500;
const PORT_PATIENCE_MS = 8_000;

/** Stops things in the opposite order of their start, whatever happens on the way; what comes late is stopped at once. */
class Teardown {
  readonly #steps: (() => unknown)[] = [];
  #running: Promise<void> | undefined;

  get hasBegun(): boolean {
    return this.#running !== undefined;
  }

  add(one: () => unknown): void {
    if (this.#running) this.#running = this.#running.then(() => attempt(one));
    else this.#steps.unshift(one);
  }

  async run(): Promise<void> {
    this.#running ??= (async () => {
      for (const one of this.#steps) await attempt(one);
    })();
    await this.#running;
  }
}

async function attempt(one: () => unknown): Promise<void> {
  try {
    await one();
  } catch (error) {
    say(`  while stopping: ${String(error)}`);
  }
}

/**
 * Starts everything on this machine: embedded PostgreSQL, migrations, the local mail server, the demo world, the three
 * processes. Stays until Ctrl-C, SIGTERM or the end of whoever started it, then stops them again, PostgreSQL last.
 */
export async function up({ demoMails = 0 }: { demoMails?: number } = {}): Promise<void> {
  const teardown = new Teardown();
  const starting = startAll(teardown, demoMails);
  stopWhenTold(async () => {
    say('\n  stopping …');
    await teardown.run();
    // A server that was just being started must be stopped as well.
    await Promise.race([starting.catch(() => undefined), sleep(STARTING_MS)]);
    await teardown.run();
    process.exit(0);
  });
  try {
    await starting;
  } catch (error) {
    if (teardown.hasBegun) return;
    say(`\n  ${error instanceof Error ? error.message : String(error)}`);
    await teardown.run();
    process.exit(1);
  }
}

async function startAll(teardown: Teardown, demoMails: number): Promise<void> {
  const from = new Date();
  const home = new DeskHome(process.env['REKEY_HOME'] || '.rekey');
  const lock = await HomeLock.take(home.path);
  teardown.add(() => lock.release());
  const secretKey = await home.secretKey();
  const world = await demoWorld(secretKey);

  const { asked, problems } = askedPorts();
  const wanted = await home.wantedPorts(USUAL_PORTS, asked);
  await refuseWrongSettings(deskEnvironment(home, wanted, DATABASE_TO_COME, secretKey), problems);
  const postgres = await step('database', () => startPostgres(home, wanted.postgres));
  teardown.add(() => postgres.stop());
  const databaseUrl = await postgres.now.database('rekey');
  const mail = await step('mail server', () => startMail(home, wanted, world));
  teardown.add(() => mail.stop());
  const ports: DeskPorts = {
    ...wanted, http: await httpPort(wanted.http), postgres: postgres.now.port, home: await freePort(wanted.home),
    ...(mail.now && { imap: mail.now.imapPort, smtp: mail.now.smtpPort, lmtp: mail.now.lmtpPort }),
  };
  for (const [name, port] of Object.entries(asked)) {
    if (ports[name as keyof DeskPorts] !== port) throw new Error(`${variableOf(name)}: port ${port} is taken by another program`);
  }
  await home.rememberPorts(ports);

  const environment = deskEnvironment(home, ports, databaseUrl, secretKey);
  await step('migrations', async () => (await bringUpToDate(databaseUrl, environment.REKEY_QUEUE_URL)).join(', '));
  const homeIssuer = await step('sign-in service of a school', () => startHome(teardown, ports.home, environment.REKEY_PUBLIC_URL, world));
  await step('demo world', () => inTheHouse((house) => seedDemoWorld(house, world, ports.imap, { smsUrl: `http://127.0.0.1:${ports.http}/playground/sms`, homeIssuer }), environment));
  await writePrivate(home.demoFile, JSON.stringify({ ...world, imap: { host: '127.0.0.1', port: ports.imap }, smtp: { host: '127.0.0.1', port: ports.smtp } }));

  const apps = await Promise.all(APPS.map(async (name) => new AppProcess(name, environment, await home.logFile(name), (how, pauseMs) => {
    say(`  ${name} ended (${how}); it starts again in ${pauseMs / 1000} s, its log is ${home.path}/logs/${name}.log`);
  })));
  teardown.add(() => Promise.all(apps.map((app) => app.stop())));
  await step('worker, api, mailroom', async () => {
    await Promise.all(apps.map((app) => app.start()));
    await untilReady(ports.http, apps, () => teardown.hasBegun);
  });
  if (teardown.hasBegun) return;
  const run = runFile(environment.REKEY_PUBLIC_URL, ports, databaseUrl, world, from);
  teardown.add(() => rmSync(home.runFile, { force: true }));
  await writePrivate(home.runFile, `${JSON.stringify(run, undefined, 2)}\n`);
  say(readyScreen(run, world, home.path, mail.now !== undefined));
  if (demoMails > 0 && mail.now) await step(`${demoMails} demo mails`, () => sendDemoMails(world, ports.smtp, demoMails));
}

async function startPostgres(home: DeskHome, port: number): Promise<KeptAlive<EmbeddedPostgres>> {
  const logFile = await home.logFile('postgres');
  return KeptAlive.start('PostgreSQL', (onDeath) => EmbeddedPostgres.start({ home: home.path, port, logFile }, onDeath));
}

async function startMail(home: DeskHome, ports: DeskPorts, world: DemoWorld): Promise<KeptAlive<MailServer | undefined>> {
  const users = [...world.mailboxes, ...world.requesters.map(({ address, imapPassword }) => ({ address, password: imapPassword })), ...world.agents.map(({ email, password }) => ({ address: email, password }))];
  const logFile = await home.logFile('dovecot');
  return KeptAlive.start('Dovecot', (onDeath) => MailServer.start({
    home: home.path, users, logFile, host: process.env['REKEY_MAIL_HOST'], imapPort: ports.imap, smtpPort: ports.smtp, lmtpPort: ports.lmtp,
  }, onDeath));
}

/** What the rest of the desk does not need: where the library is not installed, the demo goes on without it. */
async function startHome(teardown: Teardown, port: number, publicUrl: string, world: DemoWorld): Promise<string | undefined> {
  const { portal, key, name, clientId } = DEMO_HOME;
  try {
    const people = world.requesters.flatMap(({ username, homePassword }) => (homePassword === undefined ? [] : [{ username, password: homePassword }]));
    const home = await HomeOrganisation.start({ port, name, clientId, clientSecret: world.homeKey, redirectUri: `${publicUrl}/t/back/${portal}/${key}`, people });
    teardown.add(() => home.stop());
    return home.issuer;
  } catch (error) {
    say(`  nobody can sign in at their school in this demo: ${String(error)}`);
    return undefined;
  }
}

/** After kill -9 of a launcher the api needs a moment to notice and to give its port back. */
async function httpPort(wanted: number): Promise<number> {
  await until(() => isPortFree(wanted), PORT_PATIENCE_MS, 100);
  return freePort(wanted);
}

/** Ports that the person chose, and what is wrong with them; a taken one is an error later, never silently another. */
function askedPorts(): { readonly asked: Partial<Record<keyof DeskPorts, number>>; readonly problems: readonly string[] } {
  const given = { http: process.env['REKEY_HTTP_PORT'], imap: process.env['REKEY_IMAP_PORT'], smtp: process.env['REKEY_SMTP_PORT'] };
  const asked: Partial<Record<keyof DeskPorts, number>> = {};
  const problems: string[] = [];
  for (const [name, text] of Object.entries(given)) {
    if (!text) continue;
    const port = Number(text);
    if (Number.isInteger(port) && port >= 1 && port <= 65_535) asked[name as keyof typeof given] = port;
    else problems.push(`${variableOf(name)}: a port from 1 to 65535 is wanted, not "${text}"`);
  }
  return { asked, problems };
}

function variableOf(port: string): string {
  return `REKEY_${port.toUpperCase()}_PORT`;
}

/**
 * Before anything is started: what the processes would refuse a minute later, each in a log of its own.
 *
 * @throws ConfigProblems with everything that is wrong
 */
async function refuseWrongSettings(environment: NodeJS.ProcessEnv, problems: readonly string[]): Promise<void> {
  await warnOfUnknownVariables();
  try {
    loadConfig(await allSections(), environment);
  } catch (error) {
    if (error instanceof ConfigProblems) throw new ConfigProblems([...problems, ...error.problems]);
    throw error;
  }
  if (problems.length > 0) throw new ConfigProblems(problems);
}

async function untilReady(httpPort: number, apps: readonly AppProcess[], isOver: () => boolean): Promise<void> {
  const isReady = () => fetch(`http://127.0.0.1:${httpPort}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(({ ok }) => ok, () => false);
  const hopeless = () => apps.find(({ deaths }) => deaths >= HOPELESS_DEATHS);
  const hasCome = await until(async () => isOver() || hopeless() !== undefined || (await isReady()), READY_MS, 100);
  const guilty = hopeless();
  if (guilty) throw new Error(`${guilty.name} does not start:\n${await guilty.tail()}`);
  if (!hasCome) throw new Error(`the desk does not become healthy; see http://127.0.0.1:${httpPort}/health/ready and the logs:\n${await apps.find(({ name }) => name === 'api')?.tail()}`);
}

/** Ctrl-C, SIGTERM, SIGHUP, or the end of our parent: npm passes no SIGTERM on, so we look whether it is still there. */
function stopWhenTold(stop: () => Promise<void>): void {
  let told = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      told += 1;
      if (told === 1) void stop();
      // Whoever insists three times does not want to wait; what is left over is cleaned up by the next start.
      if (told >= 3) process.exit(1);
    });
  }
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    void stop();
  }, PARENT_CHECK_MS);
}
