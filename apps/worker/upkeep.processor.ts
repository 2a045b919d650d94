import { InjectQueue, Processor } from '@nestjs/bullmq';
import { Inject, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Settings } from '#config';
import { ScanAttachments } from '#intake';
import { enqueue, LANES, on, scanAttachments, upkeep, UpkeepConfig } from '#jobs';
import { Database } from '#persistence';
import { LaneProcessor } from './lane-processor.js';
import { UpkeepRound } from './upkeep-round.js';

const SCHEDULE_AGAIN_MS = 5_000;

/**
 * Starts the caretaker's round: right after the worker started, then at an interval that all workers share. The interval lives
 * in the queue, which may lose what it knows (a failover of Redis) while the workers live, so each of them looks whether it is still there.
 */
@Processor('upkeep', LANES.upkeep)
export class UpkeepProcessor extends LaneProcessor implements OnApplicationBootstrap {
  readonly handlers;
  #isClosing = false;
  #next: NodeJS.Timeout | undefined;

  constructor(
    round: UpkeepRound, scan: ScanAttachments, private readonly database: Database, @InjectQueue('upkeep') private readonly queue: Queue,
    @Inject(UpkeepConfig.token) private readonly settings: Settings<typeof UpkeepConfig>,
  ) {
    super();
    this.handlers = [on(upkeep, () => round.run()), on(scanAttachments, (mail) => scan.run(mail))];
  }

  onApplicationBootstrap(): void {
    // A queue that is away must not keep the worker from starting.
    void this.#schedule();
  }

  override async beforeApplicationShutdown(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#next);
    await super.beforeApplicationShutdown();
  }

  async #schedule(): Promise<void> {
    try {
      await this.database.transaction((tx) => enqueue(tx, upkeep, {}));
      await this.queue.upsertJobScheduler(
        upkeep.name, { every: this.settings.EVERY_SECONDS * 1_000 },
        { name: upkeep.name, data: {}, opts: { attempts: upkeep.attempts, removeOnComplete: true, removeOnFail: true } },
      );
      this.#later(() => this.#look(), this.settings.EVERY_SECONDS * 1_000);
    } catch (error) {
      this.#notYet(error);
    }
  }

  /** Cheap, and as often as the round itself: so nothing stays undone for much longer than one more interval. */
  async #look(): Promise<void> {
    try {
      if ((await this.queue.getJobScheduler(upkeep.name)) === undefined) {
        this.log.warn('the queue has forgotten the upkeep; it is scheduled anew');
        await this.#schedule();
      } else this.#later(() => this.#look(), this.settings.EVERY_SECONDS * 1_000);
    } catch (error) {
      this.#notYet(error);
    }
  }

  #notYet(error: unknown): void {
    if (this.#isClosing) return;
    this.log.warn(`the upkeep is not scheduled yet: ${error instanceof Error ? error.message : String(error)}`);
    this.#later(() => this.#schedule(), SCHEDULE_AGAIN_MS);
  }

  #later(work: () => Promise<void>, ms: number): void {
    if (!this.#isClosing) this.#next = setTimeout(() => void work(), ms).unref();
  }
}
