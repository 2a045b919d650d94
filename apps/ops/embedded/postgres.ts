import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { postgresPrograms } from './postgres-programs.js';
import { freePort } from './ports.js';
import { commandOf, isAlive, stopProcess, until } from './processes.js';
import { type ServerAccount, serverAccount } from './server-account.js';
import { ownDirectory, serverPlace } from './server-place.js';

const SUPERUSER = 'postgres';
/** The role of the product: owns its databases, is no superuser. */
const ROLE = 'rekey';
const START_MS = 60_000;

/** Faster and careless: a power failure may break the data. For tests, where the data dies anyway. */
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=4GB'];

export interface PostgresOptions {
  readonly home: string;
  /** The port to try first; another free one is taken when somebody else has it. */
  readonly port?: number;
  /** False switches fsync off. */
  readonly isDurable?: boolean;
  /** Further settings, as `name=value`. */
  readonly settings?: readonly string[];
  readonly logFile: string;
}

/**
 * A PostgreSQL of our own under `<home>/servers`, from npm's binaries: loopback only, no socket file, SCRAM password.
 * Only one launcher may use a home at a time (`HomeLock`): a server found running is an orphan of a killed launcher,
 * is stopped and started anew.
 */
export class EmbeddedPostgres {
  #server: ChildProcess | undefined;
  #isStopping = false;

  private constructor(
    readonly port: number,
    private readonly password: string,
    private readonly data: string,
    private readonly onDeath: () => void,
  ) {}

  /** @param onDeath called when the server ends without being told to */
  static async start(options: PostgresOptions, onDeath: () => void = () => undefined): Promise<EmbeddedPostgres> {
    const account = serverAccount();
    const place = await serverPlace(options.home, account);
    const programs = await postgresPrograms(place, account);
    const root = await ownDirectory(join(place, 'postgres'), account);
    const data = join(root, 'data');
    const password = await prepareData(programs, root, data, account, options.isDurable ?? true);
    await stopOrphan(data);
    const port = await freePort(options.port);
    const postgres = new EmbeddedPostgres(port, password, data, onDeath);
    await postgres.#launch(programs, account, options);
    try {
      await postgres.#prepareRole(password);
    } catch (error) {
      await postgres.stop();
      throw error;
    }
    return postgres;
  }

  get address(): string {
    return `port ${this.port}`;
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  /** The address of one of our databases, credentials included. */
  url(database: string): string {
    return `postgres://${ROLE}:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes the database if it does not exist yet. Returns its address. */
  async database(name: string): Promise<string> {
    await this.asSuperuser(async (client) => {
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
      if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)} owner ${ROLE}`);
    });
    return this.url(name);
  }

  async asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ host: '127.0.0.1', port: this.port, user: SUPERUSER, password: this.password, database: 'postgres' });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** Ends open transactions and stops: fast, then immediate. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#server?.pid !== undefined) await stopProcess(this.#server.pid, ['SIGINT', 'SIGQUIT', 'SIGKILL']);
  }

  async #launch(programs: string, account: ServerAccount, options: PostgresOptions): Promise<void> {
    const settings = [
      `port=${this.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200',
      'shared_buffers=128MB', 'timezone=UTC', 'log_timezone=UTC', 'jit=off', 'logging_collector=off',
      ...(options.isDurable === false ? CARELESS : []), ...(options.settings ?? []),
    ];
    const log = await open(options.logFile, 'a', 0o600);
    // Detached: Ctrl-C in the terminal must reach the apps first, and PostgreSQL through us, last.
    const server = spawn(join(programs, 'bin', 'postgres'), ['-D', this.data, ...settings.flatMap((one) => ['-c', one])], {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      cwd: this.data,
      ...(account.isHandedOver && { uid: account.uid, gid: account.gid }),
    });
    await log.close();
    this.#server = server;
    let ended: string | undefined;
    server.once('error', (error) => { ended = error.message; });
    server.once('exit', (code, signal) => {
      ended = `exit ${code ?? signal}`;
      if (!this.#isStopping) this.onDeath();
    });
    server.unref();
    const isUp = await until(async () => ended !== undefined || (await isReady(this.data, server.pid)), START_MS);
    if (isUp && ended === undefined) return;
    this.#isStopping = true;
    throw new Error(`PostgreSQL did not start (${ended ?? 'no answer in time'}); its log is ${options.logFile}`);
  }

  async #prepareRole(password: string): Promise<void> {
    await this.asSuperuser(async (client) => {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [ROLE]);
      if (rowCount === 0) await client.query(`create role ${ROLE} login createdb createrole password ${client.escapeLiteral(password)}`);
    });
  }
}

/** Makes the cluster when there is none: aside first, so that a killed launcher leaves nothing half-made. Returns the password. */
async function prepareData(programs: string, root: string, data: string, account: ServerAccount, isDurable: boolean): Promise<string> {
  const passwordFile = join(root, 'password');
  if (await stat(data).then(() => true, () => false)) return readFile(passwordFile, 'utf8');
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.isHandedOver) await chown(passwordFile, account.uid, account.gid);
  const aside = `${data}.new`;
  await rm(aside, { recursive: true, force: true });
  await run(join(programs, 'bin', 'initdb'), [
    '-D', aside, '--username', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
    // Independent of the machine's locales; what is sorted for people asks for an ICU collation by name.
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C',
    ...(isDurable ? [] : ['--no-sync']),
  ], account, root);
  await rename(aside, data);
  return password;
}

function run(program: string, args: readonly string[], account: ServerAccount, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, cwd,
      ...(account.isHandedOver && { uid: account.uid, gid: account.gid }),
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${errors.trim()}`))));
  });
}

/** The last line of postmaster.pid says `ready` once connections are taken. */
async function isReady(data: string, pid: number | undefined): Promise<boolean> {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').then((text) => text.split('\n'), () => []);
  return Number(lines[0]) === pid && (lines[7] ?? '').startsWith('ready');
}

async function stopOrphan(data: string): Promise<void> {
  const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  // The id may belong to somebody else by now: it must be a postgres of this directory.
  if (pid > 0 && isAlive(pid) && commandOf(pid).includes(data)) await stopProcess(pid, ['SIGINT', 'SIGQUIT', 'SIGKILL']);
}
