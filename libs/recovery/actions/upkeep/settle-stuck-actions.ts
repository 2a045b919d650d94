import { Injectable } from '@nestjs/common';
import { Clock, HOUR_MS, MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { lockTicketById } from '#tickets';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { lockAction, lockCaseOfTicket, stuckActionIds } from '../../store/recovery.queries.js';
import { ConcludeAction } from '../account/conclude-action.js';
import { FinishAction } from '../account/finish-action.js';

/** An intent older than this belongs to somebody who died, or met a directory that was away. */
export const STUCK_AFTER_MS = MINUTE_MS;
/** Whoever waited this long has gone another way; a password that changes now would only surprise. */
const GIVE_UP_AFTER_MS = HOUR_MS;

/**
 * Settles what a crash left behind: the same operation id, and a new password, since nobody has seen the former.
 * Settling twice, or beside somebody slow, is safe: only the latest attempt writes the result.
 */
@Injectable()
export class SettleStuckActions {
  constructor(private readonly database: Database, private readonly concluding: ConcludeAction, private readonly finish: FinishAction, private readonly clock: Clock) {}

  /** Returns how many were settled, one way or the other. */
  async run(now: Date = this.clock.now()): Promise<number> {
    const ids = await this.database.read((em) => stuckActionIds(em, new Date(now.getTime() - STUCK_AFTER_MS)));
    let settled = 0;
    for (const id of ids) if (await this.#settle(id, now)) settled += 1;
    return settled;
  }

  async #settle(actionId: string, now: Date): Promise<boolean> {
    const actor = { kind: 'rekey' } as const;
    const attempt = await this.database.transaction(async (tx) => {
      const { ticketId } = await tx.findOneOrFail(RecoveryAction, { id: actionId });
      const ticket = await lockTicketById(tx, ticketId);
      const recoveryCase = await lockCaseOfTicket(tx, ticketId);
      const action = await lockAction(tx, actionId);
      if (action.state !== 'approved' || action.startedAt.getTime() > now.getTime() - STUCK_AFTER_MS || !ticket || !recoveryCase) return undefined;
      if (action.type !== 'freeze' && (action.holdUntil ?? action.decidedAt ?? action.createdAt).getTime() < now.getTime() - GIVE_UP_AFTER_MS) {
        await this.concluding.giveUp(tx, { action, recoveryCase, ticket, actor, now }, 'directory.unreachable');
        return 0;
      }
      action.attempt += 1;
      action.startedAt = now;
      return action.attempt;
    });
    if (attempt === undefined) return false;
    return attempt === 0 || (await this.finish.run({ actionId, attempt, actor, agentCode: null })) !== 'approved';
  }
}
