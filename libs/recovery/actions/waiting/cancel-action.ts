import { Injectable } from '@nestjs/common';
import { actorOf, isPermittedInPart, type Caller } from '#agents';
import { Directories } from '#directory';
import { Clock, Fault, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { lockTicketById } from '#tickets';
import type { ActionState } from '../../domain/actions.js';
import { actionInSight, lockAction, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { UndoAction } from './undo-action.js';
import { Waiting } from './waiting.js';

export type CancelAnswer = { readonly allowed: true; readonly state: ActionState } | Refusal;

/** The desk stops what waits, or takes back what can still be taken back. Stopping needs no evidence: it only leaves things as they are. */
@Injectable()
export class CancelAction {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly waiting: Waiting, private readonly undo: UndoAction, private readonly clock: Clock) {}

  /** Refusals: `recovery.not-cancellable`. */
  async run({ actionId, agent }: { readonly actionId: string; readonly agent: Caller }): Promise<CancelAnswer> {
    const seen = await this.database.read((em) => actionInSight(em, agent, actionId));
    if (!seen || !(isPermittedInPart(agent, 'recovery.act', seen.portalKey) || isPermittedInPart(agent, 'recovery.approve', seen.portalKey))) return refuse('recovery.not-cancellable');
    const account = await this.directories.of(seen.portalKey).get(seen.accountRef).catch((error: unknown) => {
      if (error instanceof Fault) return undefined;
      throw error;
    });
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    const state = await this.database.transaction(async (tx): Promise<ActionState> => {
      const ticket = await lockTicketById(tx, seen.ticketId);
      const recoveryCase = await lockCaseOfTicket(tx, seen.ticketId);
      const action = await lockAction(tx, actionId);
      if (ticket && recoveryCase && (action.state === 'awaiting-approval' || action.state === 'held')) {
        await this.waiting.stop(tx, { action, recoveryCase, ticket, account, actor, agentCode: agent.code, now }, 'cancelled', 'desk');
      }
      return action.state;
    });
    if (state === 'cancelled') return { allowed: true, state };
    return this.undo.run(actionId, actor);
  }
}
