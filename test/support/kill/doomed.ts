import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { nodeOptions } from '../../../apps/ops/up/node-options.js';

export type Doomed = 'worker' | 'mailroom' | 'relay';

interface Place {
  readonly name: Doomed;
  readonly title: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** The relay's port and record. */
  readonly relay: readonly [string, string];
}

/** Where one process of the desk runs, is killed, and is followed at once by the next, which stands ready with its code loaded. */
export class DoomedPlace {
  #alive: ChildProcess;
  /** A relay starts quickly, and two cannot listen on one port. */
  #ready: ChildProcess | undefined;
  #lives = 0;
  readonly #log: WriteStream;

  constructor(private readonly place: Place) {
    this.#log = createWriteStream(place.logFile, { flags: 'a' });
    this.#alive = this.#spawned();
    this.#go();
  }

  get name(): Doomed {
    return this.place.name;
  }

  /** As PostgreSQL calls the sessions of whoever lives here now. */
  get title(): string {
    return `${this.place.title} life ${this.#lives}`;
  }

  /** kill -9, and the next one begins. @throws when it had ended by itself, which nothing of ours may do */
  async dies(): Promise<void> {
    if (this.#alive.exitCode !== null || this.#alive.signalCode !== null) throw new Error(`${this.title} ended by itself: ${this.#alive.exitCode ?? this.#alive.signalCode}`);
    const gone = once(this.#alive, 'exit');
    this.#alive.kill('SIGKILL');
    await gone;
    this.#alive = this.#ready ?? this.#spawned();
    this.#go();
  }

  async close(): Promise<void> {
    await Promise.all([this.#alive, this.#ready].map(async (child) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }));
    this.#log.end();
  }

  #go(): void {
    this.#lives += 1;
    if (this.name === 'relay') return;
    this.#alive.send(this.title, () => undefined);
    this.#ready = this.#spawned();
  }

  #spawned(): ChildProcess {
    const { name, environment, relay } = this.place;
    const command = name === 'relay'
      ? [new URL('relay.mjs', import.meta.url).pathname, ...relay]
      : [...nodeOptions(name), '--import', new URL(`wait-for-go.mjs?code=dist/apps/${name}/${name}.module.js`, import.meta.url).href, `dist/apps/${name}/main.js`];
    const child = spawn(process.execPath, command, { env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child.stdout!.pipe(this.#log, { end: false });
    child.stderr!.pipe(this.#log, { end: false });
    return child;
  }
}
