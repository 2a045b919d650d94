import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '#config';
import { MINUTE_MS } from '#kernel';
import type { EntityManager } from '#persistence';
import { breakerLimit } from '../domain/send-limits.js';
import { OutboundConfig } from '../outbound.config.js';
import { deskInThisHourBefore, heldByBreaker, plannedInHour, releasedUntil } from '../store/outbound.queries.js';

/** The subject of its alarm. */
export const BREAKER = 'desk';
/** People want to see how far beyond the limit it is; what lies further still does not matter. */
export const COUNTED_TIMES = 50;
const KNOWN_FOR_MS = 5 * MINUTE_MS;

export interface BreakerState {
  /** Automatic mail waits behind it. */
  readonly isOpen: boolean;
  /** Mails that count and left within the hour or are to leave: it stays open until what waits behind it has left. */
  readonly lastHour: number;
  readonly limit: number;
  /** How many mails wait behind it. */
  readonly held: number;
  /** So long somebody lets everything pass. */
  readonly releasedUntil: Date | null;
}

/**
 * How much automatic mail is too much (recovery-security 5.8). It opens by what the last hour saw and what waits, and so closes by
 * itself; whoever thinks that the rush is right lets it pass (`ReleaseBreaker`) or raises `REKEY_OUTBOUND_AUTOMATIC_PER_HOUR`.
 */
@Injectable()
export class Breaker {
  #known: { readonly at: number; readonly limit: number } | undefined;

  constructor(@Inject(OutboundConfig.token) private readonly settings: Pick<Settings<typeof OutboundConfig>, 'AUTOMATIC_PER_HOUR'>) {}

  /** Asked for every mail, counted every five minutes. */
  async limit(tx: EntityManager, now: Date): Promise<number> {
    if (this.#known === undefined || Math.abs(now.getTime() - this.#known.at) > KNOWN_FOR_MS) {
      this.#known = { at: now.getTime(), limit: breakerLimit(await deskInThisHourBefore(tx, now), this.settings.AUTOMATIC_PER_HOUR) };
    }
    return this.#known.limit;
  }

  async state(tx: EntityManager, now: Date): Promise<BreakerState> {
    const limit = await this.limit(tx, now);
    const lastHour = await plannedInHour(tx, now, COUNTED_TIMES * limit);
    const until = await releasedUntil(tx, now);
    return { isOpen: lastHour >= limit && until === undefined, lastHour, limit, held: await heldByBreaker(tx, now), releasedUntil: until ?? null };
  }

  async isReleased(tx: EntityManager, now: Date): Promise<boolean> {
    return (await releasedUntil(tx, now)) !== undefined;
  }
}
