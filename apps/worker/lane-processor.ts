import { type BeforeApplicationShutdown, Logger } from '@nestjs/common';
import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { handle, type Handler } from '#jobs';

/** One lane's worker: finds the handler of each job, writes down what fails, and lets nothing that BullMQ reports end the process. */
export abstract class LaneProcessor extends WorkerHost implements BeforeApplicationShutdown {
  protected readonly log = new Logger(this.constructor.name);
  abstract readonly handlers: readonly Handler[];

  override process(job: Job): Promise<void> {
    return handle(this.handlers, job);
  }

  /** Before any room closes: jobs in hand still need the database and the relay. Takes no new ones. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  /** The queue is away, or a connection broke. BullMQ comes back by itself; an unheard error event would end the process. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn(`the queue: ${error.message || error.name}`);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.log.error(`${job?.name ?? 'a job'} ${job?.id ?? ''} failed (attempt ${job?.attemptsMade ?? '?'}): ${error.stack ?? error.message}`);
  }

  @OnWorkerEvent('stalled')
  onStalled(jobId: string): void {
    this.log.warn(`job ${jobId} was left behind by a process that is gone and starts again`);
  }
}
