import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '#config';
import type { EntityManager } from '#persistence';
import { OutboundConfig } from '../outbound.config.js';
import { toManyInTheLastHour } from '../store/outbound.queries.js';

/**
 * The hour of what one order sends to many (`bulk` among the kinds of mail): a portal whose people all hear of a new
 * password must not use up the hour of those who wait for a link.
 */
@Injectable()
export class RoomForMany {
  constructor(@Inject(OutboundConfig.token) private readonly settings: Pick<Settings<typeof OutboundConfig>, 'TO_MANY_PER_HOUR'>) {}

  /** How many more may be written now. */
  async left(em: EntityManager, now: Date): Promise<number> {
    return Math.max(0, this.settings.TO_MANY_PER_HOUR - (await toManyInTheLastHour(em, now)));
  }
}
