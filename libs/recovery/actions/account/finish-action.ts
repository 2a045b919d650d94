import { Injectable } from '@nestjs/common';
import { Directories, type Account, type Directory } from '#directory';
import { Clock, Fault, type Actor } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { lockTicketById } from '#tickets';
import type { ActionState, ActionType } from '../../domain/actions.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { lockAccount, lockAction, lockCaseOfTicket } from '../../store/recovery.queries.js';
import type { Doing } from './account-action.js';
import { BeginAction } from './begin-action.js';
import { chooseAddress } from './choose-address.js';
import { ConcludeAction } from './conclude-action.js';

export interface FinishCommand {
  readonly actionId: string;
  /** Which beginning this is; somebody who began later writes the result alone. */
  readonly attempt: number;
  readonly actor: Actor;
  readonly agentCode: string | null;
}

/** What an account is frozen with, and taken out of it. */
const OF_A_FREEZE: readonly ActionType[] = ['freeze', 'unfreeze'];
/** Settled anew they make another secret than the one that nobody saw: for a frozen account that would be a new one. */
const MAKES_SECRET: readonly ActionType[] = ['issue-temporary-password', 'send-initial-credentials', 'issue-pin'];

/** Second half of an action that changes the directory: the irreversible call, outside any transaction, then the result. */
@Injectable()
export class FinishAction {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly begin: BeginAction, private readonly concluding: ConcludeAction, private readonly clock: Clock) {}

  /** The state afterwards: `approved` when the directory is away and upkeep has to come back to it. */
  async run(command: FinishCommand): Promise<ActionState> {
    const action = await this.database.read((em) => em.findOneOrFail(RecoveryAction, { id: command.actionId }));
    if (action.state !== 'approved') return action.state;
    const directory = this.directories.of(action.portalKey);
    const implementation = this.begin.of(action.type);
    const now = this.clock.now();
    let account: Account | undefined;
    let made: unknown;
    try {
      account = await directory.get(action.accountRef);
      if (!account) return await this.#write(command, (tx, doing) => this.concluding.giveUp(tx, doing, 'recovery.account-gone'));
      if (await isStoppedByFreeze(directory, action, account)) return await this.#write(command, (tx, doing) => this.concluding.giveUp(tx, doing, 'recovery.account-frozen'));
      made = await implementation.effect?.(directory, { portalKey: action.portalKey, account, operationId: action.operationId, parameters: action.parameters, channel: action.channel, now });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.retry === 'later') return 'approved';
      return this.#write(command, (tx, doing) => this.concluding.giveUp(tx, doing, error.code));
    }
    const found = account;
    return this.#write(command, async (tx, doing) => {
      const complete: Doing = { ...doing, account: found, address: chooseAddress({ addressId: doing.action.addressId, ticket: doing.ticket, channel: doing.action.channel, parameters: doing.action.parameters }, found) };
      const settled = await implementation.settle(tx, complete, made);
      if (settled && 'refusal' in settled) await this.concluding.giveUp(tx, complete, settled.refusal);
      else await this.concluding.conclude(tx, complete, implementation, settled);
    });
  }

  #write({ actionId, attempt, actor, agentCode }: FinishCommand, write: (tx: EntityManager, doing: Omit<Doing, 'account' | 'address'>) => Promise<void>): Promise<ActionState> {
    return this.database.transaction(async (tx) => {
      const { ticketId, accountRef } = await tx.findOneOrFail(RecoveryAction, { id: actionId });
      const ticket = await lockTicketById(tx, ticketId);
      const recoveryCase = await lockCaseOfTicket(tx, ticketId);
      if (recoveryCase) await lockAccount(tx, { portalKey: recoveryCase.portalKey, accountRef });
      const action = await lockAction(tx, actionId);
      if (!ticket || !recoveryCase) throw new Error(`ticket or case of action ${actionId} is gone`);
      if (action.state === 'approved' && action.attempt === attempt) await write(tx, { action, recoveryCase, ticket, actor, agentCode, now: this.clock.now() });
      return action.state;
    });
  }
}

/** Whether somebody froze the account, or the other one of a merger, between the decision and the call (R13). What had happened by then is only written down. */
async function isStoppedByFreeze(directory: Directory, { type, operationId, parameters: { otherRef } }: RecoveryAction, account: Account): Promise<boolean> {
  if (OF_A_FREEZE.includes(type)) return false;
  const other = otherRef === undefined ? undefined : await directory.get(otherRef);
  if (account.state !== 'frozen' && other?.state !== 'frozen') return false;
  return MAKES_SECRET.includes(type) || !(await directory.happened(operationId));
}
