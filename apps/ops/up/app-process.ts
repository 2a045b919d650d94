import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { stopProcess } from '../embedded/processes.js';
import { nodeOptions } from './node-options.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A process that lived this long starts afresh: its next end is not the fault of the one before. */
const STABLE_MS = 60_000;
const STOP_PATIENCE_MS = 20_000;
const TAIL_LINES = 25;

/** One of Rekey's own processes. Starts it again, with growing pauses, whenever it ends without being told to. */
export class AppProcess {
  #child: ChildProcess | undefined;
  #isStopping = false;
  #pauseMs = FIRST_PAUSE_MS;
  #timer: NodeJS.Timeout | undefined;
  /** How often it ended without being told to. */
  deaths = 0;

  constructor(
    readonly name: string,
    private readonly environment: NodeJS.ProcessEnv,
    readonly logFile: string,
    private readonly onDeath: (how: string, pauseMs: number) => void,
  ) {}

  async start(): Promise<void> {
    const log = await open(this.logFile, 'a', 0o600);
    if (this.#isStopping) return log.close();
    const main = fileURLToPath(new URL(`../../${this.name}/main.js`, import.meta.url));
    // Fewer arenas: with threads and many buffers the C library otherwise keeps tens of megabytes that nobody uses.
    // Detached: Ctrl-C in the terminal reaches us alone, and we stop things in order. The IPC channel tells it when we die.
    const child = spawn(process.execPath, [...nodeOptions(this.name), main], { env: { MALLOC_ARENA_MAX: '1', ...this.environment }, detached: true, stdio: ['ignore', log.fd, log.fd, 'ipc'] });
    await log.close();
    this.#child = child;
    const since = performance.now();
    child.once('error', (error) => this.#again(error.message, since));
    child.once('exit', (code, signal) => this.#again(signal ?? `exit code ${code}`, since));
  }

  /** Asks it to close, and insists when it does not. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    if (this.#child?.pid !== undefined) await stopProcess(this.#child.pid, ['SIGTERM', 'SIGKILL'], STOP_PATIENCE_MS);
  }

  /** The last lines of its log. */
  async tail(): Promise<string> {
    return (await readFile(this.logFile, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  }

  #again(how: string, since: number): void {
    if (this.#isStopping) return;
    this.deaths += 1;
    if (performance.now() - since > STABLE_MS) this.#pauseMs = FIRST_PAUSE_MS;
    this.onDeath(how, this.#pauseMs);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.start(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
