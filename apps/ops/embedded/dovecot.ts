import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dovecotSettings, type Settings } from './dovecot-settings.js';
import { type MailUser, writeUsers } from './passwd-file.js';
import { answers, freePort } from './ports.js';
import { commandOf, isAlive, stopProcess, until } from './processes.js';
import { findProgram } from './programs.js';
import { type ServerAccount, serverAccount } from './server-account.js';
import { ownDirectory, serverPlace } from './server-place.js';

const START_MS = 20_000;
const PORT_PATIENCE_MS = 3_000;

export interface DovecotOptions {
  readonly home: string;
  readonly users: readonly MailUser[];
  /** The address that IMAP listens on; the loopback interface unless somebody wants it otherwise. */
  readonly host?: string;
  readonly imapPort?: number;
  readonly lmtpPort?: number;
  readonly isDurable?: boolean;
  readonly logFile: string;
  /** Adds or replaces settings, for tests of other kinds of server. */
  readonly more?: Settings;
}

/** A Dovecot of our own under `<home>/servers`: real IMAP and LMTP on the loopback interface, users from one file. */
export class Dovecot {
  #server: ChildProcess | undefined;
  #isStopping = false;

  private constructor(
    readonly imapPort: number,
    readonly lmtpPort: number,
    readonly usersFile: string,
    private readonly run: string,
    private readonly onDeath: () => void,
  ) {}

  /** Starts it, after stopping what a killed launcher left behind. Undefined where this machine has no Dovecot that fits. */
  static async start(options: DovecotOptions, onDeath: () => void = () => undefined): Promise<Dovecot | undefined> {
    const program = await findDovecot();
    if (!program) return undefined;
    const account = serverAccount();
    const data = await ownDirectory(join(await serverPlace(options.home, account), 'mail'), account);
    const pointer = join(data, 'run');
    const hadOrphan = await stopOrphan(await readFile(pointer, 'utf8').catch(() => ''));
    // Its children close their sockets a moment after their master.
    const patienceMs = hadOrphan ? PORT_PATIENCE_MS : 0;
    const run = await makeRun(account);
    await writeFile(pointer, run);
    const usersFile = join(data, 'users');
    await writeUsers(usersFile, options.users, account);
    const dovecot = new Dovecot(await freePort(options.imapPort, patienceMs), await freePort(options.lmtpPort, patienceMs), usersFile, run, onDeath);
    const settings = join(run, 'dovecot.conf');
    await writeFile(settings, dovecotSettings({ run, data, usersFile }, account, { host: options.host ?? '127.0.0.1', imapPort: dovecot.imapPort, lmtpPort: dovecot.lmtpPort }, options.isDurable ?? true, options.more));
    await dovecot.#launch(program, settings, options.logFile);
    return dovecot;
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#server?.pid !== undefined) await stopProcess(this.#server.pid, ['SIGTERM', 'SIGKILL']);
    await rm(this.run, { recursive: true, force: true });
  }

  async #launch(program: string, settings: string, logFile: string): Promise<void> {
    const log = await open(logFile, 'a', 0o600);
    const server = spawn(program, ['-F', '-c', settings], { detached: true, stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    this.#server = server;
    let hasEnded = false;
    server.once('error', () => { hasEnded = true; });
    server.once('exit', () => {
      hasEnded = true;
      if (!this.#isStopping) this.onDeath();
    });
    server.unref();
    // It writes its process id once it listens everywhere: an answer alone may come from another server on the same port.
    const listens = async () => (await masterOf(this.run)) === server.pid && (await answers(this.imapPort)) && (await answers(this.lmtpPort));
    const isUp = await until(async () => hasEnded || (await listens()), START_MS);
    if (isUp && !hasEnded) return;
    await this.stop();
    const why = (await readFile(logFile, 'utf8').catch(() => '')).split('\n').filter((line) => line.includes('Fatal:') || line.includes('Error:')).at(-1);
    throw new Error(`Dovecot did not start${why ? ` (${why.trim()})` : ''}; its log is ${logFile}`);
  }
}

/** The path of a Dovecot whose configuration language we write (2.3); undefined when there is none. */
export async function findDovecot(): Promise<string | undefined> {
  const program = await findProgram('dovecot');
  if (!program) return undefined;
  const { stdout } = await promisify(execFile)(program, ['--version']);
  return stdout.startsWith('2.3.') ? program : undefined;
}

/** A short directory for sockets, which Dovecot's unprivileged parts must be able to enter. */
async function makeRun(account: ServerAccount): Promise<string> {
  const run = await mkdtemp(join(tmpdir(), 'rk-'));
  if (account.isHandedOver) await chown(run, account.uid, account.gid);
  return run;
}

/** Returns whether a former start left anything behind: a master that still runs, or children of one that was killed. */
async function stopOrphan(run: string): Promise<boolean> {
  if (run === '') return false;
  const pid = await masterOf(run);
  if (pid > 0 && isAlive(pid) && commandOf(pid).includes(run)) await stopProcess(pid, ['SIGTERM', 'SIGKILL']);
  await rm(run, { recursive: true, force: true });
  return pid > 0;
}

/** The process id that the Dovecot of this directory wrote down; 0 when it has not. */
async function masterOf(run: string): Promise<number> {
  return Number(await readFile(join(run, 'base', 'master.pid'), 'utf8').catch(() => ''));
}
