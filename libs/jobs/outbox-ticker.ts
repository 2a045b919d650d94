import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Settings } from '#config';
import { Listener, PersistenceConfig } from '#persistence';
import { OUTBOX_CHANNEL } from './enqueue.js';
import { RelayOutbox } from './relay-outbox.js';

const SWEEP_MS = 1_000;
/** While work comes in faster than it is relayed, a moment's wait makes one large call of many small ones. */
const GATHER_MS = 20;

/** Runs the relay whenever work was committed, and once a second in case a wake-up was lost. Lives in the worker. */
@Injectable()
export class OutboxTicker implements OnApplicationBootstrap, OnApplicationShutdown {
  #listener: Listener;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> | undefined;
  #again = false;
  readonly #log = new Logger('outbox');

  constructor(private readonly relay: RelayOutbox, @Inject(PersistenceConfig.token) database: Settings<typeof PersistenceConfig>) {
    this.#listener = new Listener(database.URL, OUTBOX_CHANNEL, () => this.#tick());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#listener.start();
    this.#timer = setInterval(() => this.#tick(), SWEEP_MS);
    this.#tick();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#listener.stop();
    await this.#running;
  }

  /** One relay at a time; a wake-up during a run leads to one more run. */
  #tick(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#running = this.relay.run()
      .catch((error: unknown) => this.#log.warn(`relaying waits for the next sweep: ${String(error)}`))
      .then(() => (this.#again ? wait(GATHER_MS) : undefined))
      .finally(() => {
        this.#running = undefined;
        if (this.#again) this.#tick();
      });
  }
}
