import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { EvidenceAnswer } from '#contracts';
import { Secret } from '#kernel';
import type { z } from 'zod';
import { demoWorld, seedDemoWorld, type DemoWorld } from '../../apps/ops/demo/seed-demo-world.js';
import { MailServer } from '../../apps/ops/embedded/mail-server.js';
import { freePort } from '../../apps/ops/embedded/ports.js';
import { until } from '../../apps/ops/embedded/processes.js';
import { inTheHouse } from '../../apps/ops/house.js';
import { AgentClient } from './agent-client.js';
import { CuttingDoor } from './cutting-door.js';
import { dropDatabase, freshDatabaseUrl } from './database.js';
import { neighbours } from './neighbour-data.js';
import { OwnPostgres } from './own-postgres.js';
import { Person, type ReceivedMail } from './person.js';
import { Visitor } from './visitor.js';

export type ProcessName = 'api' | 'worker' | 'mailroom';
export type Backend = 'PostgreSQL' | 'Redis';

const READ_AT_ONCE = 16;
const PROCESSES: readonly ProcessName[] = ['worker', 'api', 'mailroom'];

/** Both places where jobs can live; Redis only where this machine has one (CI has). */
export const QUEUE_BACKENDS: readonly Backend[] = neighbours().redisUrl ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];

export interface DeskOptions {
  readonly backend?: Backend;
  /** So many people more, who have nothing but a mailbox. */
  readonly crowd?: number;
  /** How many workers share the work; one unless said otherwise. */
  readonly workers?: number;
  /** Settings besides, or others: a bucket instead of a folder. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A PostgreSQL of its own, which a story may stop and start. */
  readonly hasOwnPostgres?: boolean;
  /** The relay takes so long for each of its answers, four of which make a mail. */
  readonly relayAnswersAfterMs?: number;
}

/** The whole product as its users meet it: real processes, a database of its own, a mail server of its own. */
export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), 'rekey-desk-'));
  // The mail server runs as somebody else and must get through to its data.
  await chmod(home, 0o711);
  await mkdir(join(home, 'logs'));
  const secretKey = `story-${'k'.repeat(40)}`;
  const world = await demoWorld(new Secret(secretKey));
  // Of many domains, or the brake on new tickets would take them for a flood.
  const crowd = Array.from({ length: options.crowd ?? 0 }, (_, index) => ({ address: `person-${index}@crowd-${Math.floor(index / 40)}.example`, password: `crowd-${index}`, name: `Person ${index}` }));
  const mail = await MailServer.start({
    home, isDurable: false,
    users: [...world.mailboxes, ...world.requesters.map(({ address, imapPassword }) => ({ address, password: imapPassword })), ...crowd],
  });
  if (!mail) throw new Error('this machine has no Dovecot');
  const relay = await CuttingDoor.open(mail.smtpPort);
  relay.rule = options.relayAnswersAfterMs ? { delayMs: options.relayAnswersAfterMs } : {};
  const postgres = options.hasOwnPostgres ? await OwnPostgres.start(home) : undefined;
  const [databaseUrl, httpPort] = await Promise.all([postgres?.database() ?? freshDatabaseUrl(), freePort()]);
  const demoFile = join(home, 'demo.json');
  await writeFile(demoFile, JSON.stringify({ ...world, imap: { host: '127.0.0.1', port: mail.imapPort }, smtp: { host: '127.0.0.1', port: mail.smtpPort } }), { mode: 0o600 });
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    // What Node has compiled once it need not compile for each process of each desk.
    NODE_COMPILE_CACHE: join(process.cwd(), 'test', '.tmp', 'compiled'),
    REKEY_DATABASE_URL: databaseUrl,
    REKEY_QUEUE_URL: options.backend === 'Redis' ? neighbours().redisUrl! : 'postgres:',
    REKEY_QUEUE_PREFIX: `desk-${httpPort}`,
    REKEY_STORAGE_URL: `file:${join(home, 'storage')}`,
    REKEY_SECRET_KEY: secretKey,
    REKEY_PUBLIC_URL: `http://localhost:${httpPort}`,
    REKEY_HTTP_PORT: String(httpPort),
    REKEY_DEMO: 'true',
    REKEY_DEMO_FILE: demoFile,
    REKEY_OUTBOUND_SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
    REKEY_OUTBOUND_AUTOMATIC_PER_HOUR: '20000',
    REKEY_OUTBOUND_ACK_DELAY_MIN_SECONDS: '0',
    REKEY_OUTBOUND_ACK_DELAY_MAX_SECONDS: '0',
    // A fourth of what follows, as the configuration wants it: the relay beside us is silent for seconds at most.
    REKEY_OUTBOUND_SEND_TIMEOUT_SECONDS: '4',
    REKEY_OUTBOUND_STUCK_AFTER_SECONDS: '20',
    REKEY_AGENTS_REQUIRE_SECOND_FACTOR: 'false',
    REKEY_MAILROOM_BACKFILL: 'true',
    REKEY_UPKEEP_EVERY_SECONDS: '5',
    ...options.environment,
  };
  await inTheHouse((house) => seedDemoWorld(house, world, mail.imapPort, { smsUrl: `http://127.0.0.1:${httpPort}/playground/sms` }), environment);
  const desk = new Desk(home, `http://localhost:${httpPort}`, databaseUrl, mail, relay, postgres, world, crowd, environment);
  await desk.starts(...PROCESSES);
  desk.startsMoreWorkers((options.workers ?? 1) - 1);
  return desk;
}

export class Desk {
  readonly #processes = new Map<string, ChildProcess>();
  readonly crowd: readonly Person[];

  constructor(
    readonly home: string, readonly url: string, readonly databaseUrl: string, readonly mail: MailServer, private readonly relay: CuttingDoor, readonly postgres: OwnPostgres | undefined, readonly world: DemoWorld,
    crowd: readonly { address: string; password: string; name: string }[], readonly environment: NodeJS.ProcessEnv,
  ) {
    this.crowd = crowd.map((postbox) => new Person(postbox, { imap: mail.imapPort, smtp: mail.smtpPort }));
  }

  person(address: string): Person {
    const found = this.world.requesters.find((one) => one.address === address);
    if (!found) throw new Error(`nobody in the demo world has ${address}`);
    return new Person({ address, password: found.imapPassword, name: found.name }, { imap: this.mail.imapPort, smtp: this.mail.smtpPort });
  }

  /** The support address of a portal. */
  support(portal: string): string {
    return this.world.mailboxes.find((one) => one.portal === portal)!.address;
  }

  async agent(email: string): Promise<AgentClient> {
    return new AgentClient(this.url).signsIn(email, this.world.agents.find((one) => one.email === email)!.password);
  }

  /** Signs in on the portal's own page; returns what the page says then. */
  async signsInAt(portal: string, login: string, password: string): Promise<string> {
    const visitor = new Visitor();
    return (await visitor.submits(await visitor.opens(`${this.url}/portal/${portal}`), { login, password })).text;
  }

  async changesTemporaryPassword(portal: string, login: string, temporary: string, own: string): Promise<string> {
    const visitor = new Visitor();
    const mustChange = await visitor.submits(await visitor.opens(`${this.url}/portal/${portal}`), { login, password: temporary });
    return (await visitor.submits(mustChange, { password: own, repeat: own })).text;
  }

  /** The agent reads the code out over the phone; the person types it on their own status page. */
  async answersTheCall(person: Person, started: z.infer<typeof EvidenceAnswer>): Promise<void> {
    const code = started.call?.code;
    if (!code) throw new Error(`the call gave no code to read out: ${JSON.stringify(started)}`);
    const acknowledgement = await person.receives(({ links }) => links.some((link) => link.includes('/t/')), 'the link to the status page');
    const visitor = new Visitor();
    const page = await visitor.opens(acknowledgement.links.find((link) => link.includes('/t/'))!);
    const said = await visitor.submits(page, { code });
    if (said.status !== 200) throw new Error(`the status page said ${said.status}: ${said.text}`);
  }

  /** Runs the command line of the product. */
  async rekey(...verb: string[]): Promise<{ code: number | null; out: string }> {
    const child = spawn(process.execPath, ['dist/apps/ops/rekey.js', ...verb], { env: this.environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (out += chunk));
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { code, out };
  }

  /** Opens the live stream of the console and remembers which tickets it speaks of. */
  listensLive(agent: AgentClient): { heard(number: string): Promise<void> } {
    const numbers = new Set<string>();
    const stop = new AbortController();
    void (async () => {
      const answer = await fetch(`${this.url}/live`, { headers: { cookie: agent.cookie, accept: 'text/event-stream' }, signal: stop.signal });
      for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
        for (const [, number] of chunk.matchAll(/"number":"([^"]+)"/g)) numbers.add(number!);
      }
    })().catch(() => undefined);
    return {
      heard: async (number) => {
        const isHeard = await until(() => numbers.has(number), 20_000);
        stop.abort();
        if (!isHeard) throw new Error(`the live stream did not speak of ${number}, only of ${[...numbers].join(', ') || 'nothing'}`);
      },
    };
  }

  /** Repeats until it holds. */
  async eventually(check: () => Promise<void>, patienceMs = 90_000): Promise<void> {
    const end = Date.now() + patienceMs;
    for (;;) {
      try {
        return await check();
      } catch (error) {
        if (Date.now() > end) throw error;
        await wait(200);
      }
    }
  }

  async sql<Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      let index = 0;
      return (await client.query(statement.replace(/\?/g, () => `$${(index += 1)}`), parameters)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** Which of these texts stand in clear anywhere in the database, the job queue in it, or the logs. */
  async secretsAtRest(secrets: readonly string[]): Promise<string[]> {
    const tables = await this.sql<{ name: string }>(`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'bullmq')`);
    const places = await Promise.all([
      ...tables.map(async ({ name }) => [name, JSON.stringify(await this.sql(`select * from ${name}`))] as const),
      ...PROCESSES.map(async (name) => [`${name}.log`, await readFile(join(this.home, 'logs', `${name}.log`), 'utf8')] as const),
    ]);
    return secrets.flatMap((secret) => places.filter(([, text]) => text.includes(secret)).map(([place]) => `${secret.slice(0, 6)}… in ${place}`));
  }

  /** What stands in the inbox of each person of the crowd. */
  async receivedByCrowd(): Promise<Map<string, ReceivedMail[]>> {
    const received = new Map<string, ReceivedMail[]>();
    const waiting = [...this.crowd];
    await Promise.all(Array.from({ length: READ_AT_ONCE }, async () => {
      for (let person = waiting.pop(); person; person = waiting.pop()) received.set(person.address, await person.inbox());
    }));
    return received;
  }

  async starts(...names: ProcessName[]): Promise<void> {
    for (const name of names) this.#start(name);
    if (!(await until(() => fetch(`${this.url}/health/ready`).then(({ ok }) => ok, () => false), 180_000, 100))) {
      const logs = await Promise.all(names.map(async (name) => `${name}: ${(await readFile(join(this.home, 'logs', `${name}.log`), 'utf8')).slice(-3000)}`));
      throw new Error(`the desk is not ready after a minute\n${logs.join('\n')}`);
    }
  }

  startsMoreWorkers(count: number): void {
    for (let which = 1; which <= count; which += 1) this.#start('worker', which);
  }

  /** Whether it runs; false when it has ended by itself. */
  isRunning(name: ProcessName, which = 0): boolean {
    const child = this.#processes.get(keyOf(name, which))!;
    return child.exitCode === null && child.signalCode === null;
  }

  /** kill -9, and up again at once. @param which of several workers; the first is 0 */
  async killsAndRestarts(name: ProcessName, which = 0): Promise<void> {
    const child = this.#processes.get(keyOf(name, which))!;
    if (!this.isRunning(name, which)) throw new Error(`${name} ${which} had ended by itself before the kill: ${child.exitCode ?? child.signalCode}`);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    this.#start(name, which);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes.values()].map(async (child) => {
      child.kill('SIGTERM');
      if (!(await until(() => child.exitCode !== null || child.signalCode !== null, 10_000, 20))) child.kill('SIGKILL');
    }));
    await this.relay.close();
    await this.mail.stop();
    await (this.postgres ? this.postgres.stop() : dropDatabase(this.databaseUrl));
    if (!process.env['REKEY_TEST_KEEP']) await rm(this.home, { recursive: true, force: true });
  }

  #start(name: ProcessName, which = 0): void {
    const child = spawn(process.execPath, [`dist/apps/${name}/main.js`], { env: this.environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const log = createWriteStream(join(this.home, 'logs', `${name}.log`), { flags: 'a' });
    child.stdout!.pipe(log, { end: false });
    child.stderr!.pipe(log, { end: false });
    this.#processes.set(keyOf(name, which), child);
  }
}

function keyOf(name: ProcessName, which: number): string {
  return `${name} ${which}`;
}
