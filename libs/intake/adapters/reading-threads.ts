import type { OnApplicationShutdown } from '@nestjs/common';
import type { RecognitionContext } from '#recognition';
import { MailReader, type ReadMail } from '../mail-reader.js';
import type { ReadingThread } from './reading-thread.js';

/** With so many more in front of one thread than of the other, the other takes the next. */
const HELPS_FROM = 16;
/** A second thread holds what was learned and its compiled code once more: 60 MB that nobody needs on a quiet day. */
export const HELPER_RESTS_AFTER_MS = 60_000;

/**
 * One thread reads, and a second one helps while many mails wait: after an outage, or when the first has a slow one. Filing
 * takes less than reading does, so one reader alone left part of two cores idle (2026-12-01), and more of four.
 */
export class ReadingThreads extends MailReader implements OnApplicationShutdown {
  constructor(private readonly first: Pick<ReadingThread, 'read' | 'load' | 'onApplicationShutdown'>, private readonly helper: Pick<ReadingThread, 'read' | 'load' | 'onApplicationShutdown'>) {
    super();
  }

  read(rawSha256: string, context: RecognitionContext, authorities?: readonly string[]): Promise<ReadMail> {
    const reader = this.first.load >= this.helper.load + HELPS_FROM ? this.helper : this.first;
    return reader.read(rawSha256, context, authorities);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.first.onApplicationShutdown(), this.helper.onApplicationShutdown()]);
  }
}
