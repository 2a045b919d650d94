import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { Directories } from '#directory';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { lockTicket } from '#tickets';
import type { ActionState, ActionType } from '../../domain/actions.js';
import { lockCaseOfTicket } from '../../store/recovery.queries.js';
import { hasFreshProof } from '../cases/desk.js';
import { OpenedCases } from '../cases/opened-cases.js';
import { BeginAction, type Begun } from './begin-action.js';
import { FinishAction } from './finish-action.js';

export interface RequestActionCommand {
  readonly ticketNumber: string;
  readonly agent: Caller;
  readonly type: ActionType;
  /** The same key twice gives the same action, and nothing is done twice. A refusal is not remembered. */
  readonly idempotencyKey: string;
  /** Id of an address on file; otherwise the one the requester wrote from if it is on file, else the main one. */
  readonly addressId?: string | undefined;
}

export type RequestActionAnswer = { readonly allowed: true; readonly actionId: string; readonly state: ActionState } | Refusal;

/** Something an agent wants done to the account of a ticket: decide and write down, act, write down the result. */
@Injectable()
export class RequestAction {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly cases: OpenedCases, private readonly begin: BeginAction,
    private readonly finish: FinishAction, private readonly clock: Clock,
  ) {}

  async run(command: RequestActionCommand): Promise<RequestActionAnswer> {
    const { agent } = command;
    const seen = await this.cases.look(command.ticketNumber, agent, 'recovery.act');
    if (!seen.allowed) return seen;
    const { ticket: { portalKey }, account } = seen;
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    const begun = await this.database.transaction(async (tx): Promise<Begun> => {
      const ticket = await lockTicket(tx, command.ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || !recoveryCase) return refuse('tickets.unknown');
      // Somebody linked another account since we asked the directory: what we know is of the wrong one.
      if ((recoveryCase.accountRef ?? undefined) !== account?.ref) return refuse(recoveryCase.accountRef ? 'recovery.account-gone' : 'recovery.account-not-linked');
      return this.begin.within(tx, {
        ticket, recoveryCase, account, abilities: this.directories.of(portalKey).abilities, type: command.type, asker: 'agent', actor,
        agent: { id: agent.agentId, email: agent.email, code: agent.code, proofIsFresh: hasFreshProof(agent, now) }, addressId: command.addressId, idempotencyKey: command.idempotencyKey, now,
      });
    });
    if (!begun.allowed) return begun;
    const { action } = begun;
    const state = begun.unfinished ? await this.finish.run({ actionId: action.id, attempt: action.attempt, actor, agentCode: agent.code }) : action.state;
    return { allowed: true, actionId: action.id, state };
  }
}

