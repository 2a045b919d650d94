import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../setup/progress.mjs';

const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

interface Stoppable {
  stop(): Promise<void>;
  /** Where its clients look for it. */
  readonly address: string;
}

/** A server that is started again when it ends without being told to. `now` is the one that runs. */
export class KeptAlive<Server extends Stoppable | undefined> {
  #isStopping = false;
  #address: string | undefined;

  now!: Server;

  private constructor(private readonly name: string, private readonly startOne: (onDeath: () => void) => Promise<Server>) {}

  static async start<Server extends Stoppable | undefined>(name: string, startOne: (onDeath: () => void) => Promise<Server>): Promise<KeptAlive<Server>> {
    const kept = new KeptAlive(name, startOne);
    kept.now = await startOne(() => void kept.again());
    kept.#address = kept.now?.address;
    return kept;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.now?.stop();
  }

  private async again(): Promise<void> {
    for (let pauseMs = PAUSE_MS; !this.#isStopping; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      say(`  ${this.name} ended by itself; it starts again in ${pauseMs / 1000} s`);
      await this.now?.stop();
      await sleep(pauseMs);
      if (this.#isStopping) return;
      try {
        this.now = await this.startOne(() => void this.again());
        // On another port nobody would find it; the old one is still being given back.
        if (this.now?.address === this.#address) return;
      } catch (error) {
        say(`  ${String(error)}`);
      }
    }
  }
}
