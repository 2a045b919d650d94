import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { nodeOptions } from '../../apps/ops/up/node-options.js';

/** One of the product's own processes, as `rekey up` starts it, with a log that a failing test can show. */
export class RekeyProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  log = '';

  constructor(name: 'worker' | 'mailroom', environment: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [...nodeOptions(name), `dist/apps/${name}/main.js`], { env: { PATH: process.env['PATH'], NODE_ENV: 'production', MALLOC_ARENA_MAX: '1', ...environment }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdout!.on('data', (text) => (this.log += text));
    this.#child.stderr!.on('data', (text) => (this.log += text));
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The most memory that it ever held, in MB (2^20 bytes): resident, code and libraries included. */
  peakMb(): number {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'))![1]) / 1024;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.isRunning) this.#child.kill(signal);
    await this.#ended;
  }
}
