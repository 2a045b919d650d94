import { Logger } from '@nestjs/common';
import { MINUTE_MS } from '#kernel';
import { isFinishedByUpkeep, type Stop } from '../../domain/stops.js';
import type { DirectoryMemory } from './directory-memory.js';

/** Each one costs a few questions. */
const MOST_FINISHED = 50;
/** So many that fail in one round mean the directory, not the account: the others wait for the next round. */
const MOST_FAILING = 3;
/** Longer than whoever stops an account, or writes a password under a stop, takes for it; upkeep repeats what it knows of before. */
const LEFT_AFTER_MS = 5 * MINUTE_MS;

/**
 * Somebody died in a freeze, or under a password that may have opened what was stopped, and nobody repeats that: it is brought to its end.
 * Seen twice, five minutes apart: whoever began may still be at it. One account that the directory cannot shut keeps nobody else waiting.
 */
export class LeftStops {
  readonly #log = new Logger('directory');
  /** Since when a stop is seen under way, by account and stop. */
  readonly #since = new Map<string, number>();

  constructor(private readonly memory: DirectoryMemory) {}

  /** One round. What fails is logged, and due again five minutes after the next look. */
  async finish(finishOne: (ref: string, stopped: Stop) => Promise<void>): Promise<void> {
    const now = this.memory.now().getTime();
    const left = new Map((await this.#left()).map((one) => [`${one.ref} ${JSON.stringify(one.stopped)}`, one]));
    for (const key of this.#since.keys()) if (!left.has(key)) this.#since.delete(key);
    for (const key of left.keys()) if (!this.#since.has(key)) this.#since.set(key, now);
    const sinceOf = (key: string): number => this.#since.get(key)!;
    const due = [...left].filter(([key]) => now - sinceOf(key) >= LEFT_AFTER_MS).sort(([one], [other]) => sinceOf(one) - sinceOf(other)).slice(0, MOST_FINISHED);
    let failing = 0;
    for (const [key, { ref, stopped }] of due) {
      if (failing >= MOST_FAILING) return;
      try {
        await finishOne(ref, stopped);
      } catch (error) {
        failing += 1;
        this.#since.delete(key);
        this.#log.warn(`the stop of account ${ref}, which somebody died in, is not finished: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  async #left(): Promise<{ readonly ref: string; readonly stopped: Stop }[]> {
    const found: { readonly ref: string; readonly stopped: Stop }[] = [];
    for (let after = '', page = MOST_FINISHED; page === MOST_FINISHED; ) {
      const next = await this.memory.underWay({ after, limit: MOST_FINISHED });
      found.push(...next.filter(({ stopped }) => isFinishedByUpkeep(stopped)));
      page = next.length;
      after = next.at(-1)?.ref ?? after;
    }
    return found;
  }
}
