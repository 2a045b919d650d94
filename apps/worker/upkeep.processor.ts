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

/** Starts the caretaker's round: right after the worker started, then at an interval that all workers share. */
@Processor('upkeep', LANES.upkeep)
export class UpkeepProcessor extends LaneProcessor implements OnApplicationBootstrap {
  readonly handlers;
  #isClosing = false;

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
    await super.beforeApplicationShutdown();
  }

  async #schedule(): Promise<void> {
    try {
      await this.database.transaction((tx) => enqueue(tx, upkeep, {}));
      await this.queue.upsertJobScheduler(
        upkeep.name, { every: this.settings.EVERY_SECONDS * 1_000 },
        { name: upkeep.name, data: {}, opts: { attempts: upkeep.attempts, removeOnComplete: true, removeOnFail: true } },
      );
    } catch (error) {
      if (this.#isClosing) return;
      this.log.warn(`the upkeep is not scheduled yet: ${error instanceof Error ? error.message : String(error)}`);
      setTimeout(() => void this.#schedule(), SCHEDULE_AGAIN_MS).unref();
    }
  }
}
