import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgres } from '../embedded/postgres.js';
import { stopProcess } from '../embedded/processes.js';
import { nodeOptions } from '../up/node-options.js';
import { bringUpToDate } from '../verbs/migrate.js';
import { cpuMsOf, residentMbOf } from './cpu-time.js';
import { STATEMENT_SETTINGS, statementsOf, type StatementTime } from './statements.js';

/** The processes whose time is counted. */
export type ProcessName = 'worker' | 'mailroom';

const STOP_PATIENCE_MS = 20_000;
/** Whoever stops the bench does not want PostgreSQL to go on without it. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** A desk for measuring, apart from any real one: PostgreSQL of its own with default durability, and our processes. */
export class ScratchDesk {
  readonly #children = new Map<ProcessName | 'api', ChildProcess>();
  readonly #besides: (() => Promise<void>)[] = [];
  readonly #onSignal = (): void => void this.close().finally(() => process.exit(1));

  private constructor(readonly home: string, private readonly postgres: EmbeddedPostgres, readonly environment: NodeJS.ProcessEnv & { REKEY_DATABASE_URL: string }) {
    for (const signal of SIGNALS) process.once(signal, this.#onSignal);
  }

  /** @param settings what the bench wants different, as `REKEY_…` variables */
  static async open(settings: NodeJS.ProcessEnv, { profile = false }: { readonly profile?: boolean } = {}): Promise<ScratchDesk> {
    const home = await mkdtemp(join(tmpdir(), 'rekey-bench-'));
    const postgres = await EmbeddedPostgres.start({ home, logFile: join(home, 'postgres.log'), settings: profile ? STATEMENT_SETTINGS : [] });
    const databaseUrl = await postgres.database('rekey');
    await bringUpToDate(databaseUrl, 'postgres:');
    return new ScratchDesk(home, postgres, {
      PATH: process.env['PATH'], NODE_ENV: 'production', MALLOC_ARENA_MAX: '1', REKEY_DATABASE_URL: databaseUrl, REKEY_QUEUE_URL: 'postgres:', REKEY_STORAGE_URL: `file:${join(home, 'storage')}`,
      REKEY_SECRET_KEY: randomBytes(36).toString('base64'), REKEY_LOG_LEVEL: 'warn', REKEY_MAILROOM_DNS: 'off', ...settings,
    });
  }

  /** Starts one of Rekey's processes; its log lies in `home`, its CPU profile in `profileFolder` once the desk has stopped. */
  async start(name: ProcessName | 'api', { profile = false }: { readonly profile?: boolean } = {}): Promise<void> {
    const log = await open(join(this.home, `${name}.log`), 'a', 0o600);
    const main = fileURLToPath(new URL(`../../${name}/main.js`, import.meta.url));
    const options = [...nodeOptions(name), ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${this.profileFolder(name)}`] : [])];
    this.#children.set(name, spawn(process.execPath, [...options, main], { env: this.environment, stdio: ['ignore', log.fd, log.fd, 'ipc'] }));
    await log.close();
  }

  profileFolder(name: string): string {
    return join(this.home, `profile-${name}`);
  }

  /** Ends Rekey's processes and waits for them; PostgreSQL goes on. */
  async stopProcesses(): Promise<void> {
    await Promise.all([...this.#children.values()].map(async ({ pid }) => (pid === undefined ? undefined : stopProcess(pid, ['SIGTERM', 'SIGKILL'], STOP_PATIENCE_MS))));
    this.#children.clear();
  }

  /** As kill -9 does. */
  async kill(name: ProcessName): Promise<void> {
    const pid = this.#children.get(name)?.pid;
    if (pid !== undefined) await stopProcess(pid, ['SIGKILL']);
    this.#children.delete(name);
  }

  /** CPU milliseconds so far of our processes and of PostgreSQL. */
  cpuMs(): Record<ProcessName | 'postgres', number> {
    const of = (pid: number | undefined): number => (pid === undefined ? 0 : cpuMsOf(pid));
    return { worker: of(this.#children.get('worker')?.pid), mailroom: of(this.#children.get('mailroom')?.pid), postgres: of(this.postgres.pid) };
  }

  /** Resident memory of our processes now, in MB. */
  residentMb(): Partial<Record<ProcessName, number | undefined>> {
    return Object.fromEntries([...this.#children].map(([name, { pid }]) => [name, pid === undefined ? undefined : residentMbOf(pid)]));
  }

  /** What PostgreSQL spent its time on in our database; needs `profile`. */
  statements(): Promise<readonly StatementTime[]> {
    return this.postgres.asSuperuser((client) => statementsOf(client, 'rekey'));
  }

  /** Highest resident memory that one of the processes had so far, in MB; undefined where the system does not tell. */
  peakMemoryMb(): number | undefined {
    const peaks = [...this.#children.values()].flatMap(({ pid }) => {
      try {
        return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
      } catch {
        return [];
      }
    });
    return peaks.length > 0 ? Math.round(Math.max(...peaks)) : undefined;
  }

  /** What else belongs to this desk and ends with it. */
  alsoStops(stop: () => Promise<void>): void {
    this.#besides.push(stop);
  }

  async close(): Promise<void> {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    await this.stopProcesses();
    for (const stop of this.#besides) await stop();
    await this.postgres.stop();
    await rm(this.home, { recursive: true, force: true });
  }
}
