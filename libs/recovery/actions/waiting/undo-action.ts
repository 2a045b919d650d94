import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, Fault, refuse, type Actor, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, lockTicketById } from '#tickets';
import type { ActionState } from '../../domain/actions.js';
import { revokeOpening } from '../../store/grants.queries.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { lockAccount, lockAction, lockCaseOfTicket, voidEvidence } from '../../store/recovery.queries.js';
import { BeginAction } from '../account/begin-action.js';
import { advance } from '../cases/advance.js';
import { actionLine } from '../account/conclude-action.js';
import { HoldMails } from './hold-mails.js';

const REKEY = { kind: 'rekey' } as const;

/** The way back from a change that is done: intent, the one call under an operation id of its own, result (5.6 "revert"). */
@Injectable()
export class UndoAction {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly begin: BeginAction, private readonly holdMails: HoldMails, private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refusals: `recovery.not-cancellable`. `undoing` in the answer: the directory is away, upkeep goes on. */
  async run(actionId: string, actor: Actor): Promise<{ readonly allowed: true; readonly state: ActionState } | Refusal> {
    const now = this.clock.now();
    const started = await this.database.transaction(async (tx) => {
      const { ticketId, portalKey, accountRef } = await tx.findOneOrFail(RecoveryAction, { id: actionId });
      await lockTicketById(tx, ticketId);
      await lockCaseOfTicket(tx, ticketId);
      await lockAccount(tx, { portalKey, accountRef });
      const action = await lockAction(tx, actionId);
      if (action.state === 'undone' || action.state === 'undoing') return true;
      if (action.state !== 'done' || !action.undoUntil || action.undoUntil <= now || action.finalisedAt || !this.begin.of(action.type).undo) return false;
      Object.assign(action, { state: 'undoing', startedAt: now, finalAt: null });
      return true;
    });
    return started ? { allowed: true, state: await this.finish(actionId, actor) } : refuse('recovery.not-cancellable');
  }

  /** Also for upkeep, after a crash: the operation id is the same. */
  async finish(actionId: string, actor: Actor = REKEY): Promise<ActionState> {
    const action = await this.database.read((em) => em.findOneOrFail(RecoveryAction, { id: actionId }));
    if (action.state !== 'undoing') return action.state;
    const directory = this.directories.of(action.portalKey);
    let failure: string | undefined;
    try {
      await this.begin.of(action.type).undo!(directory, { accountRef: action.accountRef, parameters: action.parameters, operationId: `${action.operationId}:undo` });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.retry === 'later') return 'undoing';
      failure = error.code;
    }
    const account = await directory.get(action.accountRef);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const ticket = await lockTicketById(tx, action.ticketId);
      const recoveryCase = await lockCaseOfTicket(tx, action.ticketId);
      const key = { portalKey: action.portalKey, accountRef: action.accountRef };
      await lockAccount(tx, key);
      const locked = await lockAction(tx, actionId);
      if (locked.state !== 'undoing' || !ticket || !recoveryCase) return locked.state;
      Object.assign(locked, failure === undefined ? { state: 'undone' } : { state: 'done', failure, undoUntil: null });
      if (failure === undefined) {
        await revokeOpening(tx, key);
        await voidEvidence(tx, key, 'change-undone', now);
        if (recoveryCase.state === 'done') advance(recoveryCase, 'cancelled', now);
        const doing = account && { action: locked, recoveryCase, ticket, account, address: undefined, actor, agentCode: null, now };
        if (doing) await this.holdMails.tell(tx, doing, locked.type === 'delete-account' ? 'deletion-cancelled' : 'hold-reverted');
      }
      addEvent(tx, ticket.id, failure === undefined ? 'action.undone' : 'action.failed', actor, { type: locked.type, actionId, ...(failure !== undefined && { failure }) }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { ...actionLine({ action: locked, ticket, actor, now }), verb: failure === undefined ? 'action.undone' : 'action.failed', outcome: failure === undefined ? 'done' : 'failed' });
      return locked.state;
    });
  }
}
